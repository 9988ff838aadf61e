import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { run } from './commands.mjs';
import { text } from './messages.mjs';
import { Refusal } from './refusal.mjs';
import { privilegeCommand } from './system-packages.mjs';

/**
 * Systems that forbid user namespaces to ordinary programs (Ubuntu since 24.04) leave Chromium only its set-user-id
 * helper: gives it to root, so that an ordinary user runs with the sandbox on.
 * @param {string} dist directory of the Electron runtime
 * @param {(line: string) => void} say
 * @throws {Refusal} when there is no right to
 */
export async function ensureSandbox(dist, say) {
  if (process.platform !== 'linux' || process.getuid?.() === 0 || !(await namespacesAreRestricted())) return;
  const helper = join(dist, 'chrome-sandbox');
  const facts = await stat(helper).catch(() => undefined);
  if (facts === undefined || (facts.uid === 0 && (facts.mode & 0o4000) !== 0)) return;
  const refusal = new Refusal(text('sandbox.noRight', { file: helper }));
  const privilege = await privilegeCommand();
  if (privilege === undefined) throw refusal;
  for (const command of [
    ['chown', 'root:root', helper],
    ['chmod', '4755', helper],
  ]) {
    const [program, ...args] = [...privilege, ...command];
    const outcome = await run(program ?? '', args, { capture: true });
    if (outcome.status !== 0) throw refusal;
  }
  say(text('sandbox.made', { file: helper }));
}

async function namespacesAreRestricted() {
  const [apparmor, clone, count] = await Promise.all([
    setting('kernel/apparmor_restrict_unprivileged_userns'),
    setting('kernel/unprivileged_userns_clone'),
    setting('user/max_user_namespaces'),
  ]);
  return apparmor === '1' || clone === '0' || count === '0';
}

/** @param {string} name path under /proc/sys */
async function setting(name) {
  return readFile(join('/proc/sys', name), 'utf8').then(
    (value) => value.trim(),
    () => undefined,
  );
}
