/** Finding and replacing parts of a line, whether it stands plain or escaped. */
import { viewsOf } from './escapes.ts';

/** A part of a text, by its first character and one past its last. */
export type Range = readonly [start: number, end: number];

/** Finds parts of a text; they may overlap. */
export type Finder = (text: string) => readonly Range[];

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

/** What the finder finds in the line as it stands and once its escapes are undone, as parts of the line. */
function findAtAnyDepth(line: string, find: Finder): readonly Range[] {
  // A `%` may stand before digits by chance, so the plain line is looked at even where it seems encoded.
  const [, ...undone] = /[%\\]/.test(line) ? viewsOf(line) : [];
  const inUndone = undone.flatMap(({ text, starts, ends }) =>
    find(text).map(([start, end]): Range => [starts[start] ?? 0, ends[end - 1] ?? 0]),
  );
  return [...find(line), ...inUndone];
}

/**
 * Puts a label in place of the parts found, but for those that lie whole within one of `kept`: what goes beyond it is
 * something else that was only looked at from its middle.
 */
export function replaceRanges(
  line: string,
  found: readonly Range[],
  label: string,
  kept: readonly Range[] = [],
): string {
  const isKept = ([start, end]: Range): boolean => kept.some(([from, to]) => from <= start && end <= to);
  let result = '';
  let done = 0;
  for (const [start, end] of joined(found.filter((range) => !isKept(range)))) {
    result += line.slice(done, start) + label;
    done = end;
  }
  return result + line.slice(done);
}

/** Puts a label in place of everything the finder finds, in whatever encoding it stands. */
export function hide(line: string, find: Finder, label: string, kept: readonly Range[] = []): string {
  return replaceRanges(line, findAtAnyDepth(line, find), label, kept);
}
