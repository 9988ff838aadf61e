/** The table of docs/deployment/journaux.md, made from the events' own. */

/** What an event says in the table, where something of it varies. */
const SAMPLES = {
  version: 'x.y.z',
  environment: 'production',
  program: 1,
  count: 2,
  locked: 3,
  proposed: 1,
  people: 2,
  code: 'CODE',
  from: 'card',
  method: 'cpx',
};

const LEVELS = { error: 'erreur', warning: 'avertissement', info: 'information', detail: 'détail' };

/**
 * @param {Readonly<Record<string, { number: number, level: keyof typeof LEVELS }>>} events
 * @param {Readonly<Record<string, (detail: any) => string>>} texts
 * @returns {string} rows of Markdown, by number
 */
export function eventTable(events, texts) {
  const rows = Object.entries(events)
    .sort(([, one], [, other]) => one.number - other.number)
    .map(([name, { number, level }]) => `| ${number} | ${LEVELS[level]} | ${texts[name]?.(SAMPLES)} |`);
  return ['| numéro | niveau | texte (exemple) |', '| --- | --- | --- |', ...rows].join('\n');
}

const BEGINS = '<!-- événements : node scripts/event-table.mjs -->';
const ENDS = '<!-- fin -->';

/**
 * @param {string} page
 * @param {string} table
 */
export function withEventTable(page, table) {
  const [before = '', rest = ''] = page.split(BEGINS);
  const after = rest.split(ENDS)[1];
  if (after === undefined) throw new Error('the page has no place for the table');
  return `${before}${BEGINS}\n\n${table}\n\n${ENDS}${after}`;
}
