/** What comments and documents point at is there: reference pages that comments cite, and every relative link. */
import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ROOT } from './script-process.ts';

const SOURCES = ['src', 'test', 'scripts', 'native-helpers'];

/** Files under a folder of the repository, by their path in it. */
async function filesIn(folder: string, ending: RegExp): Promise<readonly string[]> {
  const names = await readdir(join(ROOT, folder), { recursive: true });
  return names.filter((name) => ending.test(name)).map((name) => join(folder, name));
}

const read = (file: string): Promise<string> => readFile(join(ROOT, file), 'utf8');

/** Lines of comments, where a page stands for its facts; a text in quotes is somebody else's business. */
function commentsOf(source: string): string {
  return source
    .split('\n')
    .filter((line) => /^\s*(?:\/?\*|\/\/|#)|\s\/\/ |\/\*\*? /.test(line))
    .join('\n');
}

/** Pages that a comment names, by their whole path or, those of docs/reference, by their name alone. */
function pagesCited(comments: string): readonly string[] {
  return [...comments.matchAll(/(?<![\w/.*-])((?:docs\/)?[\w/-]+\.md)\b/g)].map(([, page = '']) => page);
}

function pageExists(page: string, from: string): boolean {
  return [join('docs/reference', page), page, join(dirname(from), page)].some((path) =>
    existsSync(join(ROOT, path)),
  );
}

describe('the pages that comments cite', async () => {
  const files = (
    await Promise.all(SOURCES.map((folder) => filesIn(folder, /\.(?:tsx?|mjs|cjs|c|h|css)$/)))
  ).flat();
  const cited = (
    await Promise.all(
      files.map(async (file) => pagesCited(commentsOf(await read(file))).map((page) => ({ file, page }))),
    )
  ).flat();

  it('are there', () => {
    expect(cited.filter(({ file, page }) => !pageExists(page, file))).toEqual([]);
  });

  it('are many: the search finds them', () => {
    expect(cited.filter(({ page }) => existsSync(join(ROOT, 'docs/reference', page))).length).toBeGreaterThan(
      50,
    );
  });
});

describe('the links of the documents', async () => {
  const root = (await readdir(ROOT)).filter((name) => name.endsWith('.md'));
  const pages = [...root, ...(await filesIn('docs', /\.md$/))];
  const links = (
    await Promise.all(
      pages.map(async (page) =>
        [...(await read(page)).matchAll(/\]\(([^)\s]+)\)/g)]
          .map(([, target = '']) => target)
          .filter((target) => !/^(?:[a-z]+:|#)/.test(target))
          .map((target) => ({ page, target })),
      ),
    )
  ).flat();

  it('lead somewhere', () => {
    const lost = links.filter(
      ({ page, target }) => !existsSync(join(ROOT, dirname(page), decodeURI(target.replace(/#.*$/, '')))),
    );
    expect(lost).toEqual([]);
  });

  it('lead from docs/README.md to every folder of documents', async () => {
    const folders = (await readdir(join(ROOT, 'docs'), { withFileTypes: true })).filter((entry) =>
      entry.isDirectory(),
    );
    const index = links.filter(({ page }) => page === join('docs', 'README.md')).map(({ target }) => target);
    for (const { name } of folders) expect(index.some((target) => target.startsWith(name))).toBe(true);
  });
});
