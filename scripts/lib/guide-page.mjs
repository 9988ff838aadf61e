/** The user guide as one page that any browser shows and prints, its pictures within. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ROOT } from './paths.mjs';

const GUIDE = join(ROOT, 'docs/guide');
const STYLE = `
  @page { size: A4; margin: 18mm 16mm; }
  body { font: 11pt/1.5 'Inter Variable', Inter, system-ui, sans-serif; color: #161a2b; max-width: 46em; margin: 0 auto; padding: 0 1em 2em; }
  section { break-before: page; padding-top: 1em; }
  section:first-of-type { break-before: auto; }
  h1 { font-size: 20pt; } h2 { font-size: 14pt; } h1, h2, h3 { line-height: 1.3; break-after: avoid; }
  li, p, figure { break-inside: avoid; }
  figure { margin: 1em 0; } img { max-width: 100%; max-height: 150mm; border: 1px solid #dfe2ec; border-radius: 8px; }
  figcaption { font-size: 9pt; color: #5f657d; } a { color: #1f3fbf; }
  table { border-collapse: collapse; } th, td { padding: 4pt 10pt 4pt 0; border-bottom: 1px solid #dfe2ec; text-align: left; vertical-align: top; }
  tbody th { font-weight: 550; } nav ol { padding-left: 1.4em; } .version { color: #5f657d; }
  @media print { a { color: inherit; text-decoration: none; } body { padding: 0; } }
`;

/**
 * The first page, and those that it names, in its order.
 * @returns {Promise<string>} HTML
 */
export async function guidePage() {
  const { version } = JSON.parse(await readFile(join(ROOT, 'package.json'), 'utf8'));
  const first = await readFile(join(GUIDE, 'README.md'), 'utf8');
  const names = [...first.matchAll(/\]\(([a-z-]+)\.md\)/g)].map(([, name = '']) => name);
  const sections = [];
  const contents = [];
  for (const name of ['README', ...names]) {
    const text = await readFile(join(GUIDE, `${name}.md`), 'utf8');
    const title = words(/^# (.+)$/m.exec(text)?.[1] ?? name, []);
    if (name !== 'README') contents.push(`<li><a href="#${name}">${title}</a></li>`);
    sections.push(`<section id="${name}">\n${await blocks(text, names)}\n</section>`);
  }
  return `<!doctype html>\n<html lang="fr">\n<meta charset="utf-8">\n<title>Guide de DMP Direct</title>\n<style>${STYLE}</style>\n<body>\n<p class="version">DMP Direct ${version}</p>\n<nav aria-label="Sommaire"><h2>Sommaire</h2><ol>${contents.join('')}</ol></nav>\n${sections.join('\n')}\n</body>\n</html>\n`;
}

/**
 * @param {string} text in the little of Markdown that the guide uses
 * @param {readonly string[]} names pages that a link may lead to
 */
async function blocks(text, names) {
  const parts = text
    .replaceAll(/<!--[^]*?-->/g, '')
    .split(/\n{2,}/)
    .map((part) => part.trim())
    .filter((part) => part !== '');
  return (await Promise.all(parts.map((part) => block(part, names)))).join('\n');
}

/**
 * @param {string} part
 * @param {readonly string[]} names
 */
async function block(part, names) {
  if (/^(?:>|```|<|\* )/.test(part)) throw new Error(`the printed guide does not know this: ${part}`);
  const inline = (/** @type {string} */ text) => words(text, names);
  const heading = /^(#{1,3}) (.+)$/.exec(part);
  if (heading) return `<h${heading[1]?.length}>${inline(heading[2] ?? '')}</h${heading[1]?.length}>`;
  const picture = /^!\[([^\]]*)\]\((images\/[a-z0-9-]+\.png)\)$/.exec(part);
  if (picture) {
    const data = (await readFile(join(GUIDE, picture[2] ?? ''))).toString('base64');
    const caption = inline(picture[1] ?? '');
    // One text for both: who cannot see the picture hears it once.
    const alt = caption.replaceAll('"', '&quot;');
    return `<figure><img alt="${alt}" src="data:image/png;base64,${data}"><figcaption aria-hidden="true">${caption}</figcaption></figure>`;
  }
  if (part.startsWith('|')) return table(part, inline);
  const mark = /^(?:- |\d+\. )/.exec(part)?.[0];
  if (mark === undefined) return `<p>${inline(part.replaceAll('\n', ' '))}</p>`;
  const items = part
    .split(/\n(?=- |\d+\. )/)
    .map((item) => item.replace(/^(?:- |\d+\. )/, '').replaceAll(/\n\s*/g, ' '));
  const list = mark === '- ' ? 'ul' : 'ol';
  return `<${list}>${items.map((item) => `<li>${inline(item)}</li>`).join('')}</${list}>`;
}

/**
 * @param {string} part
 * @param {(text: string) => string} inline
 */
function table(part, inline) {
  const [head = [], , ...rows] = part.split('\n').map((line) =>
    line
      .replace(/^\||\|$/g, '')
      .split('|')
      .map((cell) => inline(cell.trim())),
  );
  const line = (/** @type {string[]} */ cells) =>
    `<tr>${cells.map((cell, index) => (index === 0 ? `<th scope="row">${cell}</th>` : `<td>${cell}</td>`)).join('')}</tr>`;
  const columns = head.map((cell) => `<th scope="col">${cell}</th>`).join('');
  return `<table><thead><tr>${columns}</tr></thead><tbody>${rows.map(line).join('')}</tbody></table>`;
}

/**
 * A link to a page that is not printed is its words alone.
 * @param {string} text
 * @param {readonly string[]} names
 */
function words(text, names) {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll(/\*\*([^*]+)\*\*/g, '<strong>$1</strong>')
    .replaceAll(/`([^`]+)`/g, '<code>$1</code>')
    .replaceAll(/\[([^\]]+)\]\(([^)]+)\)/g, (_all, /** @type {string} */ said, /** @type {string} */ to) => {
      const name = /^([a-z-]+)\.md/.exec(to)?.[1];
      return name !== undefined && names.includes(name) ? `<a href="#${name}">${said}</a>` : said;
    });
}
