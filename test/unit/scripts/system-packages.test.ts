import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ROOT, fakePrograms, runNode, temporaryDirectory, type Ended } from './script-process.ts';

/** One call of ensureSystemPackages, with stand-ins for the system's programs. */
async function ensure(programs: Record<string, string>, uid = 0): Promise<Ended & { calls: string }> {
  const log = join(await temporaryDirectory(), 'calls');
  const path = await fakePrograms({
    env: 'while [ "${1#*=}" != "$1" ]; do shift; done; exec "$@"',
    sudo: 'exit 1',
    ...Object.fromEntries(
      Object.entries(programs).map(([name, body]) => [name, `echo "${name} $*" >> ${log}\n${body}`]),
    ),
  });
  const lib = join(ROOT, 'scripts/lib');
  const script = `
    import { runScript } from ${JSON.stringify(join(lib, 'refusal.mjs'))};
    import { ensureSystemPackages } from ${JSON.stringify(join(lib, 'system-packages.mjs'))};
    process.getuid = () => ${String(uid)};
    await runScript(() => ensureSystemPackages([['libgtk-3-0t64', 'libgtk-3-0'], ['libnss3']], [['vsmartcard-vpcd']], (line) => console.log(line)));`;
  const ended = await runNode(['--input-type=module', '-e', script], { PATH: path });
  const calls = await readFile(log, 'utf8').catch(() => '');
  return { ...ended, calls };
}

const installed = (...names: string[]) => names.map((name) => `echo "${name} installed"`).join('\n');
const APT = `case "$*" in *install*) echo installed ;; esac`;

describe.skipIf(process.platform !== 'linux')('the system packages', () => {
  it('are left alone when all are there, under either name', async () => {
    const ended = await ensure({
      'dpkg-query': installed('libgtk-3-0t64', 'libnss3', 'vsmartcard-vpcd'),
      'apt-get': 'exit 9',
    });
    expect(ended).toMatchObject({ status: 0, output: '', errors: '' });
    expect(ended.calls).not.toContain('apt-get');
  });

  it('are installed when missing, only those, after one refresh', async () => {
    const ended = await ensure({
      'dpkg-query': installed('libnss3', 'vsmartcard-vpcd'),
      'apt-cache': 'exit 100',
      'apt-get': APT,
    });
    expect(ended.status).toBe(0);
    const apt = ended.calls.split('\n').filter((line) => line.startsWith('apt-get'));
    expect(apt).toHaveLength(2);
    expect(apt[0]).toMatch(/ update$/);
    expect(apt[1]).toMatch(/ install -y --no-install-recommends libgtk-3-0$/);
  });

  it('take the names of the releases after the 64-bit time change', async () => {
    const ended = await ensure({
      'dpkg-query': installed('libnss3', 'vsmartcard-vpcd'),
      'apt-cache': 'echo "Package: $3"',
      'apt-get': APT,
    });
    expect(ended.calls).toMatch(/--no-install-recommends libgtk-3-0t64\n/);
  });

  it('refuse in one sentence without a network', async () => {
    const ended = await ensure({
      'dpkg-query': 'exit 0',
      'apt-cache': 'exit 100',
      'apt-get': 'echo "E: Failed to fetch http://x  Could not resolve x" >&2; exit 100',
    });
    expect(ended.status).toBe(1);
    expect(ended.errors).toMatch(
      /^These system packages could not be installed: libgtk-3-0 libnss3; .* network and try again\.\n$/,
    );
  });

  it('refuse in one sentence without the right to install', async () => {
    const ended = await ensure({ 'dpkg-query': 'exit 0', 'apt-get': 'exit 9' }, 1000);
    expect(ended.status).toBe(1);
    expect(ended.errors).toMatch(
      /^These system packages are missing and there is no right to install them: .*\n$/,
    );
    expect(ended.calls).not.toContain('apt-get');
  });

  it('go on without those that are only useful', async () => {
    const ended = await ensure({ 'dpkg-query': installed('libgtk-3-0', 'libnss3') }, 1000);
    expect(ended).toMatchObject({ status: 0, errors: '' });
    expect(ended.output).toMatch(/^Going on without the virtual readers’ packages: .*vsmartcard-vpcd/);
  });

  it('are skipped with a note where there is no dpkg', async () => {
    const ended = await ensure({ 'dpkg-query': 'exit 127' });
    expect(ended).toMatchObject({
      status: 0,
      output: 'System packages: nothing is installed on this system (linux).\n',
    });
  });
});
