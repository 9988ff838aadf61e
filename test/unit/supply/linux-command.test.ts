/** The command `dmp-direct` of the Linux packages: what it hands to the program, and what it does for root. */
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ROOT } from '../../../scripts/lib/paths.mjs';

const PROGRAM = '/opt/DMPDirect/dmp-direct';
let folder = '';
let command = '';

function executable(name: string, text: string): string {
  const file = join(folder, name);
  writeFileSync(file, text);
  chmodSync(file, 0o755);
  return file;
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'dmp-direct-command-'));
  const program = executable('program', '#!/bin/sh\necho "$@"\n');
  const script = await readFile(join(ROOT, 'build/linux/dmp-direct.sh'), 'utf8');
  expect(script).toContain(`program=${PROGRAM}\n`);
  command = executable('dmp-direct', script.replace(PROGRAM, program));
});

afterAll(() => {
  rmSync(folder, { recursive: true });
});

function run(uid: number, args: readonly string[]): { status: number | null; out: string; errors: string } {
  executable('id', `#!/bin/sh\necho ${String(uid)}\n`);
  const env = { PATH: `${folder}:/usr/bin:/bin` };
  const { status, stdout, stderr } = spawnSync(command, [...args], { env, encoding: 'utf8' });
  return { status, out: stdout, errors: stderr };
}

describe.skipIf(process.platform !== 'linux')('the command of the Linux packages', () => {
  it.each([
    ['an ordinary user', 1000, ['open', '--page', 'x'], 'open --page x'],
    ['an ordinary user', 1000, ['--version'], '--log-level=3 --version'],
    ['root', 0, ['--version'], '--no-sandbox --log-level=3 --version'],
    ['root', 0, ['--diagnose', '--json'], '--no-sandbox --log-level=3 --diagnose --json'],
    ['root', 0, ['--help'], '--no-sandbox --log-level=3 --help'],
  ])('started by %s (%i) with %j starts the program with %j', (_who, uid, args, started) => {
    expect(run(uid, args)).toEqual({ status: 0, out: `${started}\n`, errors: '' });
  });

  it.each([[[]], [['--hidden']], [['--', '--version']], [['--', 'dmp-direct://open/x']]])(
    'refuses root with %j in a sentence, and starts nothing',
    (args) => {
      const { status, out, errors } = run(0, args);
      expect([status, out]).toEqual([2, '']);
      expect(errors).toMatch(/^DMP Direct\u00a0: le compte root .*\n$/);
    },
  );
});
