import { describe, expect, it } from 'vitest';
import { filesFor } from '../../../../src/main/updates/own-files.ts';

const files = ['-arm64.dmg', '-arm64.zip', '-x64.dmg', '-x64.zip'].map((end) => ({
  url: new URL(`https://maj.cabinet.fr/arm64/dmp-direct-1.1.0${end}`),
}));
const names = (platform: NodeJS.Platform, arch: string): string[] =>
  filesFor(files, { platform, arch }).map(({ url }) => url.pathname.slice('/arm64/dmp-direct-1.1.0'.length));

describe('filesFor', () => {
  it('keeps the running program’s own processor on macOS, wherever the feed lies', () => {
    expect(names('darwin', 'arm64')).toEqual(['-arm64.dmg', '-arm64.zip']);
    // What runs under Rosetta says x64 of itself.
    expect(names('darwin', 'x64')).toEqual(['-x64.dmg', '-x64.zip']);
  });

  it('leaves the choice to the updater elsewhere', () => {
    expect(names('win32', 'arm64')).toHaveLength(4);
  });
});
