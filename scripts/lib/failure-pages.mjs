/**
 * The pages of the user's guide about failure codes, made from the catalogue: one page a code, and an index.
 */

/**
 * @typedef {object} Entry
 * @property {string} title
 * @property {string} sentence
 * @property {readonly string[]} remedies
 * @property {string} section
 */

/**
 * @typedef {object} Catalogue
 * @property {Readonly<Record<string, Entry>>} failures
 * @property {Readonly<Record<string, string>>} good codes of good results, with what each means
 * @property {Readonly<Record<string, string>>} sections their titles
 */

const MADE = '<!-- Page faite par scripts/failure-pages.mjs : ne la modifiez pas à la main. -->';
const NBSP = '\u00a0';

/**
 * @param {string} text of the catalogue
 * @returns {string} with three dots for what only a real failure knows
 */
function withoutHoles(text) {
  return text.replace(/\{\w+\}/g, '…');
}

/**
 * @param {string} code
 * @returns {string} its page's file name
 */
export function pageName(code) {
  return `${code.toLowerCase()}.md`;
}

/**
 * Every page of `docs/guide/codes`, by file name.
 * @param {Catalogue} catalogue
 * @returns {Map<string, string>}
 */
export function renderPages({ failures, good, sections }) {
  const codes = Object.keys(failures).sort();
  const pages = new Map([['README.md', renderIndex(codes, { failures, good, sections })]]);
  for (const code of codes) {
    const entry = failures[code];
    if (entry !== undefined) pages.set(pageName(code), renderPage(code, entry, sections));
  }
  return pages;
}

/**
 * @param {string} code
 * @param {Entry} entry
 * @param {Catalogue['sections']} sections
 */
function renderPage(code, { title, sentence, remedies, section }, sections) {
  return [
    MADE,
    '',
    `# ${title}`,
    '',
    `Code${NBSP}: \`${code}\``,
    '',
    withoutHoles(sentence),
    '',
    '## Que faire',
    '',
    ...remedies.map((remedy, index) => `${String(index + 1)}. ${withoutHoles(remedy)}`),
    '',
    '## Pour en savoir plus',
    '',
    `Ouvrez le diagnostic de DMP Direct, partie «${NBSP}${sections[section] ?? section}${NBSP}».`,
    '',
    '[Tous les messages, par code](README.md)',
    '',
  ].join('\n');
}

/**
 * @param {readonly string[]} codes
 * @param {Catalogue} catalogue
 */
function renderIndex(codes, { failures, good, sections }) {
  const lines = [
    MADE,
    '',
    '# Tous les messages, par code',
    '',
    'Chaque message de DMP Direct porte un code. Sa page dit ce qui s’est passé et que faire.',
  ];
  for (const [section, title] of Object.entries(sections)) {
    const here = codes.filter((code) => failures[code]?.section === section);
    if (here.length === 0) continue;
    lines.push('', `## ${title}`, '');
    for (const code of here)
      lines.push(`- [${code}](${pageName(code)})${NBSP}: ${failures[code]?.title ?? ''}`);
  }
  lines.push('', `## Résultats «${NBSP}Bon${NBSP}» du diagnostic`, '');
  for (const [code, meaning] of Object.entries(good)) lines.push(`- \`${code}\`${NBSP}: ${meaning}`);
  return `${lines.join('\n')}\n`;
}
