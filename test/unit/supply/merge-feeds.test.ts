/** One feed for both processors, as electron-updater reads it. */
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { mergeFeeds } from '../../../scripts/merge-feeds.mjs';
import { ROOT } from '../../../scripts/lib/paths.mjs';

interface UpdateFile {
  readonly url: { readonly pathname: string };
}
const { parseUpdateInfo, resolveFiles } = createRequire(join(ROOT, 'package.json'))(
  'electron-updater/out/providers/Provider.js',
) as {
  parseUpdateInfo(text: string, name: string, url: URL): { version: string; releaseNotes: string };
  resolveFiles(info: object, base: URL): readonly UpdateFile[];
};

/** As electron-builder writes it for one processor. */
const feed = (arch: string, version = '1.1.0'): string =>
  [
    `version: ${version}`,
    'files:',
    `  - url: dmp-direct-${version}-${arch}.zip`,
    '    sha512: c2lnbmVk',
    '    size: 3',
    `path: dmp-direct-${version}-${arch}.zip`,
    'sha512: c2lnbmVk',
    'releaseNotes: |-',
    '  Ajouts',
    '',
    '  • Une page de plus.',
    "releaseDate: '2026-11-23T10:00:00.000Z'",
    '',
  ].join('\n');

it('names the files of both, with the version and the notes', () => {
  const base = new URL('https://maj.cabinet.fr/');
  const info = parseUpdateInfo(mergeFeeds([feed('arm64'), feed('x64')]), 'latest-mac.yml', base);
  expect(info).toMatchObject({ version: '1.1.0', releaseNotes: 'Ajouts\n\n• Une page de plus.' });
  expect(resolveFiles(info, base).map(({ url }) => url.pathname)).toEqual([
    '/dmp-direct-1.1.0-arm64.zip',
    '/dmp-direct-1.1.0-x64.zip',
  ]);
});

it('refuses two versions, and the same file twice', () => {
  expect(() => mergeFeeds([feed('arm64'), feed('x64', '1.2.0')])).toThrow('several versions');
  expect(() => mergeFeeds([feed('arm64'), feed('arm64')])).toThrow('twice');
});
