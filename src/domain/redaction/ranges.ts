/** Finding and replacing parts of a line, whether it stands plain or percent-encoded. */

/** A part of a text, by its first character and one past its last. */
export type Range = readonly [start: number, end: number];

/** Finds parts of a text; they may overlap. */
export type Finder = (text: string) => readonly Range[];

/** A line read in some way, and where each of its characters stands in the line. */
interface View {
  readonly text: string;
  readonly starts: readonly number[];
  readonly ends: readonly number[];
}

/** Where a global pattern matches, of what `accepts` lets through. */
export function rangesOf(
  pattern: RegExp,
  text: string,
  accepts: (found: string) => boolean = () => true,
): readonly Range[] {
  return [...text.matchAll(pattern)]
    .filter((match) => accepts(match[0]))
    .map((match) => [match.index, match.index + match[0].length]);
}

function plainView(line: string): View {
  const places = Array.from({ length: line.length }, (_, index) => index);
  return { text: line, starts: places, ends: places.map((place) => place + 1) };
}

/**
 * Undoes one level of percent-encoding of printable ASCII, of the non-breaking space and of general punctuation
 * (narrow spaces, dashes); the rest is left alone.
 */
function decodedView(view: View): View {
  let text = '';
  const starts: number[] = [];
  const ends: number[] = [];
  const encoded = /%(?:C2%A0|E2%80%[89AB][0-9A-F]|[2-7][0-9A-F])/giy;
  for (let place = 0; place < view.text.length;) {
    encoded.lastIndex = place;
    const match = encoded.exec(view.text)?.[0];
    const length = match?.length ?? 1;
    text += match === undefined ? view.text.charAt(place) : decodeURIComponent(match);
    starts.push(view.starts[place] ?? 0);
    ends.push(view.ends[place + length - 1] ?? 0);
    place += length;
  }
  return { text, starts, ends };
}

/** The ranges in order, those that touch or overlap made one. */
function joined(ranges: readonly Range[]): readonly Range[] {
  const result: [number, number][] = [];
  for (const [start, end] of [...ranges].sort(([one], [other]) => one - other)) {
    const last = result.at(-1);
    if (last && start <= last[1]) last[1] = Math.max(last[1], end);
    else result.push([start, end]);
  }
  return result;
}

/** What the finder finds once the percent-encoding is undone, once and twice. */
function findEncoded(line: string, find: Finder): readonly Range[] {
  if (!line.includes('%')) return [];
  const once = decodedView(plainView(line));
  return [once, decodedView(once)].flatMap(({ text, starts, ends }) =>
    find(text).map(([start, end]): Range => [starts[start] ?? 0, ends[end - 1] ?? 0]),
  );
}

/** Puts a label in place of everything the finder finds, in whatever encoding it stands. */
export function hide(line: string, find: Finder, label: string): string {
  // A `%` may stand before digits by chance, so the plain line is looked at even where it seems encoded.
  return replace(line, [...find(line), ...findEncoded(line, find)], (part) => part, label);
}

/** Rewrites a line but for the parts that the finder finds, which stay as they are. */
export function outside(keep: Finder, line: string, rewrite: (part: string) => string): string {
  return replace(line, keep(line), rewrite, null);
}

function replace(
  line: string,
  ranges: readonly Range[],
  rewrite: (part: string) => string,
  label: string | null,
): string {
  let result = '';
  let done = 0;
  for (const [start, end] of joined(ranges)) {
    result += rewrite(line.slice(done, start)) + (label ?? line.slice(start, end));
    done = end;
  }
  return result + rewrite(line.slice(done));
}
