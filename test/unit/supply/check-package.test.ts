/**
 * What judges a package on the systems where Electron refuses an edited archive, on programs that behave well or badly.
 */
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { editAsar, packageFaults, partsOf } from '../../../scripts/check-package.mjs';

const ARCHIVE = 'before "started again after a crash" after';
/** Where Electron keeps its fuses: a mark, a version, how many, and their states. */
const FUSES = (states: string): string => `# dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX\x01\x08${states}\n`;
const RIGHT = '01001100';
const START = 'mkdir -p "$3/logs"; echo \'{"msg":"started"}\' > "$3/logs/dmp-direct.log"; exec sleep 20';

/** Programs: a shell's script each, called as --hidden --user-data <folder>. `$asar` is the archive. */
const PROGRAM = {
  sound: `grep -q '"started' "$asar" || exit 1; ${START}`,
  careless: START,
  // Chromium's own way out, for instance of a second one with the same profile.
  quiet: `grep -q '"started' "$asar" || exit 0; ${START}`,
  stuck: `grep -q '"started' "$asar" || exec sleep 20; ${START}`,
  broken: 'echo no display; exit 1',
  rooted: `case "$0" in *edited*) exit 1;; esac; ${START}`,
};

const FRAMEWORK = 'DMPDirect.app/Contents/Frameworks/Electron Framework.framework/Electron Framework';

let root = '';

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'dmp-direct-fake-'));
});

afterAll(() => rm(root, { recursive: true, force: true }));

async function write(program: string, platform: NodeJS.Platform, fuses = RIGHT): Promise<string> {
  const folder = await mkdtemp(join(root, 'package-'));
  const parts = partsOf(folder, platform);
  const asar = `asar=$(dirname "$0")/${relative(dirname(parts.program), parts.asar)}`;
  const files = [
    [parts.program, `#!/bin/sh\n${asar}\n${program}\n${FUSES(fuses)}`],
    [parts.asar, ARCHIVE],
    // On macOS they are in the library that the program starts.
    [join(folder, FRAMEWORK), FUSES(fuses)],
  ] as const;
  for (const [file, content] of files) {
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, content, { mode: 0o755 });
  }
  return folder;
}

// They mostly wait.
describe.skipIf(process.platform === 'win32').concurrent('a package', () => {
  it.each(['win32', 'darwin'] as const)(
    'for %s is right when it refuses an edited archive',
    async (platform) => {
      const folder = await write(PROGRAM.sound, platform);
      expect(await packageFaults(folder, { platform })).toEqual([]);
      expect(await readFile(partsOf(folder, platform).asar, 'utf8')).toBe(ARCHIVE);
    },
  );

  it.each([
    ['careless', 'it starts although its archive was edited'],
    ['quiet', 'it does not refuse an edited archive: \nended: 0'],
    ['stuck', 'it does not refuse an edited archive: '],
    ['broken', 'it does not start: no display\n\nended: 1'],
    ['rooted', 'a copy of it does not start: \nended: 1'],
  ] as const)('that is %s is not right', async (kind, fault) => {
    const folder = await write(PROGRAM[kind], 'win32');
    expect(await packageFaults(folder, { platform: 'win32', within: 2_000 })).toEqual([
      expect.stringMatching(new RegExp(`^${fault}`)),
    ]);
  });

  it('is told by the name of each fuse that is not as it must be', async () => {
    const folder = await write(PROGRAM.sound, 'linux', '11001100');
    expect(await packageFaults(folder, { platform: 'linux' })).toEqual([
      'fuse RunAsNode is not as it must be',
    ]);
  });
});

it('an archive is edited by one letter, and not at all when it holds no such word', async () => {
  const asar = join(root, 'app.asar');
  await writeFile(asar, ARCHIVE);
  await editAsar(asar);
  expect(await readFile(asar, 'utf8')).toBe('before "Started again after a crash" after');
  await expect(editAsar(asar)).rejects.toThrow(/does not hold/);
});
