/** A line as it reads once its escapes are undone: percent-encoding (of URLs) and JSON's, one in the other or not. */

/** How often an escape may stand within another: JSON put in JSON, itself put in a log line. */
const DEEPEST = 3;

/** One character of a line, and where what it was written with ends. */
interface Character {
  /** Empty past the end of the line. */
  readonly text: string;
  readonly end: number;
}

/** A line read at some depth, and where each of its characters stands in the line. */
interface View {
  readonly text: string;
  readonly starts: readonly number[];
  readonly ends: readonly number[];
}

/**
 * Printable ASCII, white space, the non-breaking space and general punctuation (narrow spaces, dashes) in
 * percent-encoding; every escape of JSON. The rest says nothing that the redactor looks for.
 */
const ESCAPE = /^(?:%(?:C2%A0|E2%80%[89AB][0-9A-F]|0[9AD]|[2-7][0-9A-F])|\\(?:u[0-9A-F]{4}|[nrtbf"\\/]))/i;
const LONGEST_ESCAPE = '%E2%80%AF'.length;
const NAMED: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f' };

function meaningOf(escape: string): string {
  if (escape.startsWith('%')) return decodeURIComponent(escape);
  if (escape.length > 2) return String.fromCharCode(Number.parseInt(escape.slice(2), 16));
  const named = escape.slice(1);
  return NAMED[named] ?? named;
}

/** What is written at every place of a line, once some levels of escapes are undone. */
export type Written = (place: number) => Character;

/** The character that an escape at this place stands for, or else the one that is there. */
function characterAt(line: string, inner: Written, place: number): Character {
  const first = inner(place);
  if (first.text !== '%' && first.text !== '\\') return first;
  const characters = [first];
  for (let at = first.end; characters.length < LONGEST_ESCAPE && at < line.length; at = inner(at).end)
    characters.push(inner(at));
  const escape = ESCAPE.exec(characters.map(({ text }) => text).join(''))?.[0];
  if (escape === undefined) return first;
  return { text: meaningOf(escape), end: characters[escape.length - 1]?.end ?? first.end };
}

/** The line as it stands, then with one level of escapes after the other undone, as long as there are any. */
export function readingsOf(line: string): readonly Written[] {
  let reading: Written = (place) => ({ text: line.charAt(place), end: place + 1 });
  const readings = [reading];
  if (!/[%\\]/.test(line)) return readings;
  for (let depth = 0; depth < DEEPEST; depth++) {
    const inner = reading;
    const undone = Array.from({ length: line.length }, (_, place) => characterAt(line, inner, place));
    if (undone.every(({ end }, place) => end === inner(place).end)) break;
    reading = (place) => undone[place] ?? { text: '', end: place + 1 };
    readings.push(reading);
  }
  return readings;
}

/** The whole line in each of its readings, from its beginning. */
export function viewsOf(line: string): readonly View[] {
  return readingsOf(line).map((written) => viewOf(line, written));
}

function viewOf(line: string, written: Written): View {
  let text = '';
  const starts: number[] = [];
  const ends: number[] = [];
  for (let place = 0; place < line.length;) {
    const character = written(place);
    text += character.text;
    starts.push(place);
    ends.push(character.end);
    place = character.end;
  }
  return { text, starts, ends };
}
