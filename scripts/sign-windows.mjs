/**
 * electron-builder's `win.signtoolOptions.sign`: signs as it does itself, but for the certificate's password, which it
 * would hand over as an argument. Every program of the machine can read another's arguments, and CI logs them.
 */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from './lib/commands.mjs';
import { ROOT } from './lib/paths.mjs';

const builder = createRequire(join(ROOT, 'node_modules', 'app-builder-lib', 'package.json'));

/**
 * Takes the password out of a signing tool's arguments.
 * @param {readonly string[]} args electron-builder's
 * @param {string} option that comes before the password
 * @returns {{ args: string[], password: string | null }}
 */
export function withoutPassword(args, option) {
  const at = args.indexOf(option);
  if (at === -1) return { args: [...args], password: null };
  return { args: [...args.slice(0, at), ...args.slice(at + 2)], password: args[at + 1] ?? '' };
}

/**
 * Windows' signtool reads a password from its arguments only: the certificate is put into the user's own store first,
 * by PowerShell, which reads the password from its environment, and is named by its thumbprint.
 */
const IMPORT =
  '$p = ConvertTo-SecureString $env:DMP_DIRECT_PFX_PASSWORD -AsPlainText -Force; ' +
  '(Import-PfxCertificate -FilePath $env:DMP_DIRECT_PFX -CertStoreLocation Cert:\\CurrentUser\\My -Password $p).Thumbprint';

/**
 * signtool's arguments with the certificate of a store in the place of a file.
 * @param {readonly string[]} args without a password
 * @param {string} thumbprint
 */
export function fromStore(args, thumbprint) {
  const at = args.indexOf('/f');
  if (at === -1) return [...args];
  return [...args.slice(0, at), '/sha1', thumbprint, ...args.slice(at + 2)];
}

/** @param {string} file @param {string} password */
async function importCertificate(file, password) {
  const outcome = await run('powershell.exe', ['-NoProfile', '-NonInteractive', '-Command', IMPORT], {
    env: { ...process.env, DMP_DIRECT_PFX: file, DMP_DIRECT_PFX_PASSWORD: password },
    capture: true,
  });
  const thumbprint = /^[0-9A-F]{40}\r?$/m.exec(outcome.output)?.[0]?.trim();
  if (outcome.status !== 0 || thumbprint === undefined)
    throw new Error(`the certificate was not imported (status ${outcome.status})`);
  return thumbprint;
}

/**
 * @param {readonly string[]} args of signtool
 * @param {(args: readonly string[]) => Promise<void>} sign
 */
async function signOnWindows(args, sign) {
  const { args: open, password } = withoutPassword(args, '/p');
  const file = open[open.indexOf('/f') + 1];
  if (password === null || !open.includes('/f') || file === undefined) await sign(open);
  else await sign(fromStore(open, await importCertificate(file, password)));
}

/**
 * @param {readonly string[]} args of osslsigncode
 * @param {(args: readonly string[]) => Promise<void>} sign
 */
async function signElsewhere(args, sign) {
  const { args: open, password } = withoutPassword(args, '-pass');
  if (password === null) return sign(open);
  const folder = await mkdtemp(join(tmpdir(), 'dmp-direct-sign-'));
  try {
    const file = join(folder, 'password');
    await writeFile(file, password, { mode: 0o600 });
    // Before the file names: behind `sign`.
    const [command = 'sign', ...rest] = open;
    await sign([command, '-readpass', file, ...rest]);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/**
 * @param {{ cscInfo?: object | null, computeSignToolArgs(isWindows: boolean): string[] }} configuration
 * @param {{ config: { toolsets?: { winCodeSign?: string } | null } }} packager
 */
export async function sign(configuration, packager) {
  // Nothing is signed without a certificate; the package then says so.
  if (!configuration.cscInfo) return;
  const isWindows = process.platform === 'win32';
  const { getSignToolPath } = builder('./out/toolsets/windows.js');
  const tool = await getSignToolPath(packager.config.toolsets?.winCodeSign, isWindows);
  const { VmManager } = builder('./out/vm/vm.js');
  /** @param {readonly string[]} args */
  const execute = (args) =>
    new VmManager().exec(tool.path, [...args], { env: { ...process.env, ...(tool.env ?? {}) } });
  const args = configuration.computeSignToolArgs(isWindows);
  await (isWindows ? signOnWindows(args, execute) : signElsewhere(args, execute));
}
