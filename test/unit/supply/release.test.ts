import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { ROOT } from '../../../scripts/lib/paths.mjs';
import { openDecisions } from '../../../scripts/package-release.mjs';

it('what its owner has not decided is told, file by file, until it is', async () => {
  const files: Record<string, string> = {
    'package.json': '"license": "UNLICENSED"',
    'publiccode.yml': 'url: https://x.invalid/\nlicense: LicenseRef-undecided',
    'electron-builder.yml': 'maintainer: X <x@x.invalid>\n  url: https://mises-a-jour.invalid/',
    'SECURITY.md': 'l’adresse de l’éditeur n’est pas encore fixée',
  };
  const read = (file: string) => Promise.resolve(files[file] ?? '');
  expect((await openDecisions(read)).map((line) => line.split(':')[0])).toEqual([
    'package.json',
    'publiccode.yml',
    'publiccode.yml',
    'electron-builder.yml',
    'SECURITY.md',
  ]);
  files['package.json'] = '"license": "MIT"';
  files['publiccode.yml'] = 'url: https://example.org/\nlicense: MIT';
  files['electron-builder.yml'] = 'maintainer: X <x@example.org>\n  url: https://mises-a-jour.invalid/';
  files['SECURITY.md'] = 'Écrivez à securite@example.org';
  expect(await openDecisions(read)).toEqual([]);
});

it('looks at files that are there', async () => {
  await expect(openDecisions((file) => readFile(join(ROOT, file), 'utf8'))).resolves.toBeInstanceOf(Array);
});
