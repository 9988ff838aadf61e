/** The results as a table to read and as a picture. */
import type { Figure } from './figures.ts';
import type { Sample } from './driver/statistics.ts';

/** One measure: what it found, and how busy the machine was when it began. */
export interface Measured {
  readonly at: string;
  readonly command: string;
  /** Load averages over 1, 5 and 15 minutes. */
  readonly load: readonly number[];
  readonly figures: readonly Figure[];
}

export interface Results {
  readonly machine: string;
  /** By name. A run of some measures replaces those and keeps the others: ratios hold within a measure. */
  readonly measures: Readonly<Record<string, Measured>>;
}

/** Markdown. */
export function table({ machine, measures }: Results): string {
  const figures = Object.values(measures).flatMap((one) => one.figures);
  const rows = figures.map((one) => {
    const cells = [
      one.title,
      spread(one.ours, one.unit),
      one.baseline === null ? '' : `${spread(one.baseline, one.unit)} — ${one.baselineName}`,
      one.ratio === null ? '' : one.ratio.toFixed(2),
      one.target === null ? '' : `${one.target.text}: ${one.target.reached ? 'reached' : '**not reached**'}`,
    ];
    return `| ${cells.join(' | ')} |`;
  });
  const notes = figures.filter(({ note }) => note !== '').map(({ title, note }) => `- ${title}: ${note}`);
  const runs = Object.entries(measures).map(
    ([name, { at, command, load }]) =>
      `- ${name}: ${at.slice(0, 16).replace('T', ' ')} UTC, \`${command}\`, load ${load.map((one) => one.toFixed(1)).join(' / ')}`,
  );
  return [
    `Measured on ${machine}.`,
    'Medians, in brackets the quartiles and the number of values. A ratio below 1 is less time or memory than the baseline.',
    '',
    '| what | ours | baseline | ratio | target |',
    '| --- | --- | --- | --- | --- |',
    ...rows,
    '',
    ...notes,
    '',
    'When each was measured, and the load averages (1, 5, 15 minutes) as it began:',
    '',
    ...runs,
    '',
  ].join('\n');
}

function spread({ median, low, high, count }: Sample, unit: string): string {
  const digits = Math.abs(median) < 10 ? 2 : Math.abs(median) < 100 ? 1 : 0;
  const written = `${median.toFixed(digits)} ${unit}`;
  return count === 1
    ? written
    : `${written} (${low.toFixed(digits)}–${high.toFixed(digits)}, n = ${String(count)})`;
}

const WIDTH = 1_000;
const ROW = 46;
const LEFT = 470;
const TOP = 64;
/** The ratio at the right edge; what is beyond is cut and says its number. */
const MOST = 3;

/** One bar per ratio, the baseline as a line at 1. */
export function picture({ measures }: Results): string {
  const figures = Object.values(measures).flatMap((one) => one.figures);
  const shown = figures.filter(({ ratio }) => ratio !== null && Number.isFinite(ratio));
  const height = TOP + shown.length * ROW + 24;
  const scale = (WIDTH - LEFT - 90) / MOST;
  const one = LEFT + scale;
  const rows = shown.map((each, index) => {
    const ratio = each.ratio ?? 0;
    const y = TOP + index * ROW;
    const length = Math.max(2, Math.min(ratio, MOST) * scale);
    const colour = each.target?.reached === false ? '#b25b00' : ratio <= 1.2 ? '#12714a' : '#1f3fbf';
    return `<text x="${LEFT - 14}" y="${y + 15}" text-anchor="end" font-size="14" fill="#161a2b">${escaped(shortened(each.title, 62))}</text>
<text x="${LEFT - 14}" y="${y + 31}" text-anchor="end" font-size="11" fill="#565d78">${escaped(shortened(each.baselineName, 70))}</text>
<rect x="${LEFT}" y="${y + 4}" width="${length.toFixed(1)}" height="24" rx="4" fill="${colour}"/>
<text x="${(LEFT + length + 8).toFixed(1)}" y="${y + 21}" font-size="14" fill="#161a2b">${ratio.toFixed(2)} ×</text>`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" font-family="DejaVu Sans, Inter, sans-serif">
<rect width="100%" height="100%" fill="#ffffff"/>
<text x="24" y="30" font-size="18" font-weight="bold" fill="#161a2b">DMP Direct beside its baselines (1 = the baseline, shorter is better)</text>
<line x1="${one}" x2="${one}" y1="44" y2="${height - 16}" stroke="#6d7389" stroke-dasharray="4 4"/>
${rows.join('\n')}
</svg>
`;
}

function shortened(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, most - 1)}…`;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}
