import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { guidePage } from '../../../scripts/lib/guide-page.mjs';

const GUIDE = join(import.meta.dirname, '../../../docs/guide');

describe('the guide as one page to print', () => {
  it('holds every page of the guide, with its pictures, and nothing to fetch', async () => {
    const page = await guidePage();
    const texts = await Promise.all(
      (await readdir(GUIDE))
        .filter((name) => name.endsWith('.md'))
        .map((name) => readFile(join(GUIDE, name), 'utf8')),
    );
    for (const text of texts) expect(page).toContain(`<h1>${/^# (.+)$/m.exec(text)?.[1] ?? ''}</h1>`);
    const pictures = texts.flatMap((text) => text.match(/!\[/g) ?? []);
    expect(page.match(/<img alt="[^"]+" src="data:image\/png;base64,iVBOR/g)).toHaveLength(pictures.length);
    expect(page).not.toMatch(/https?:|file:|\.md\b|images\//);
  });

  it('says which version it is of, and what it holds', async () => {
    const { version } = JSON.parse(await readFile(join(GUIDE, '../../package.json'), 'utf8')) as {
      version: string;
    };
    const page = await guidePage();
    expect(page).toContain(`DMP Direct ${version}`);
    const sections = [...page.matchAll(/<section id="([^"]+)">/g)].map(([, name]) => name);
    const contents = [...(/<nav.*<\/nav>/.exec(page)?.[0] ?? '').matchAll(/href="#([^"]+)"/g)];
    expect(['README', ...contents.map(([, name]) => name)]).toEqual(sections);
  });

  it('leaves no sign of Markdown, and leads only where it has a place', async () => {
    const page = (await guidePage()).replaceAll(/base64,[^"]*/g, '');
    expect(page).not.toMatch(/\*\*|\]\(|`|^#/m);
    expect(page.match(/<table>/g)?.length ?? 0).toBeGreaterThan(1);
    for (const [, first = ''] of page.matchAll(/<tr>(<t[hd][^>]*>)/g)) expect(first).toMatch(/^<th scope="/);
    for (const [, place = ''] of page.matchAll(/href="#([^"]*)"/g))
      expect(page).toContain(`<section id="${place}">`);
  });
});
