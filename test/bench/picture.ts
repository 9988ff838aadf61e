/** The results as one picture: a bar for each ratio, the baseline as a line at 1. */
import { change } from './compare.ts';
import { figuresOf, type Results } from './results.ts';

const WIDTH = 1_000;
const ROW = 46;
const LEFT = 470;
const TOP = 64;
/** The ratio at the right edge; what is beyond is cut and says its number. */
const MOST = 3;
const SCALE = (WIDTH - LEFT - 90) / MOST;
const INK = '#161a2b';
const COLOURS = { missed: '#b25b00', good: '#12714a', other: '#1f3fbf', before: '#6d7389' };

/** SVG. A ratio that was committed before is a tick on its bar. */
export function picture(results: Results, committed: Results | null): string {
  const shown = figuresOf(results).filter(({ ratio }) => ratio !== null && Number.isFinite(ratio));
  const height = TOP + shown.length * ROW + 24;
  const rows = shown.map((each, index) => {
    const ratio = each.ratio ?? 0;
    const y = TOP + index * ROW;
    const length = Math.max(2, lengthOf(ratio));
    const colour =
      each.target?.reached === false ? COLOURS.missed : ratio <= 1.2 ? COLOURS.good : COLOURS.other;
    const before = change(each, committed)?.before;
    const tick = before === undefined ? '' : `\n${tickAt(LEFT + lengthOf(before), y)}`;
    return `<text x="${LEFT - 14}" y="${y + 15}" text-anchor="end" font-size="14" fill="${INK}">${escaped(shortened(each.title, 62))}</text>
<text x="${LEFT - 14}" y="${y + 31}" text-anchor="end" font-size="11" fill="#565d78">${escaped(shortened(each.baselineName, 70))}</text>
<rect x="${LEFT}" y="${y + 4}" width="${length.toFixed(1)}" height="24" rx="4" fill="${colour}"/>${tick}
<text x="${(LEFT + Math.max(length, lengthOf(before ?? 0)) + 8).toFixed(1)}" y="${y + 21}" font-size="14" fill="${INK}">${ratio.toFixed(2)} ×</text>`;
  });
  const one = LEFT + SCALE;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" font-family="DejaVu Sans, Inter, sans-serif">
<rect width="100%" height="100%" fill="#ffffff"/>
<text x="24" y="30" font-size="18" font-weight="bold" fill="${INK}">DMP Direct beside its baselines (1 = the baseline, shorter is better)</text>
<text x="24" y="50" font-size="12" fill="#565d78">grey tick: the ratio that was committed before</text>
<line x1="${one}" x2="${one}" y1="44" y2="${height - 16}" stroke="#6d7389" stroke-dasharray="4 4"/>
${rows.join('\n')}
</svg>
`;
}

function lengthOf(ratio: number): number {
  return Math.min(ratio, MOST) * SCALE;
}

function tickAt(x: number, y: number): string {
  return `<rect x="${(x - 1.5).toFixed(1)}" y="${y}" width="3" height="32" fill="${COLOURS.before}"/>`;
}

function shortened(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, most - 1)}…`;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}
