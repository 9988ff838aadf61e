/** The tray's states are told apart by their shape: each is looked at as somebody sees it who sees no colour. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { inflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { SYSTEM_TEXTS, type TrayState } from '../../../../src/domain/texts/fr/system.ts';

const TRAY = join(import.meta.dirname, '../../../../assets/tray');
const STATES = Object.keys({
  'no-reader': true,
  waiting: true,
  reading: true,
  ready: true,
  patient: true,
  paused: true,
  problem: true,
} satisfies Readonly<Record<TrayState, true>>) as TrayState[];

/** How much darker than the bar each pixel is, from 0 to 1, on a bar that is white: no colour is left. */
function greys(file: string): readonly number[] {
  const png = readFileSync(join(TRAY, file));
  const width = png.readUInt32BE(16);
  const height = png.readUInt32BE(20);
  // Eight bits of red, green, blue and alpha, as rsvg-convert writes them.
  expect([png[24], png[25], png[28]]).toEqual([8, 6, 0]);
  const packed: Buffer[] = [];
  for (let at = 8; at < png.length; at += 12 + png.readUInt32BE(at))
    if (png.toString('latin1', at + 4, at + 8) === 'IDAT')
      packed.push(png.subarray(at + 8, at + 8 + png.readUInt32BE(at)));
  const raw = unfiltered(inflateSync(Buffer.concat(packed)), width * 4, height);
  return Array.from({ length: width * height }, (_, pixel) => {
    const [red = 0, green = 0, blue = 0, alpha = 0] = raw.subarray(pixel * 4, pixel * 4 + 4);
    const light = (0.2126 * red + 0.7152 * green + 0.0722 * blue) / 255;
    return (1 - light) * (alpha / 255);
  });
}

/** The rows of a PNG, each of which is written as its difference from what is left of it and above. */
function unfiltered(rows: Buffer, length: number, height: number): Buffer {
  const out = Buffer.alloc(length * height);
  for (let row = 0; row < height; row++)
    for (let at = 0; at < length; at++) {
      const left = at < 4 ? 0 : (out[row * length + at - 4] ?? 0);
      const up = row === 0 ? 0 : (out[(row - 1) * length + at] ?? 0);
      const corner = at < 4 || row === 0 ? 0 : (out[(row - 1) * length + at - 4] ?? 0);
      const from = predicted(rows[row * (length + 1)] ?? 0, left, up, corner);
      out[row * length + at] = ((rows[row * (length + 1) + 1 + at] ?? 0) + from) & 255;
    }
  return out;
}

function predicted(filter: number, left: number, up: number, corner: number): number {
  const guess = left + up - corner;
  const near = [left, up, corner].sort((a, b) => Math.abs(guess - a) - Math.abs(guess - b));
  // Ties go to the left, then above: `sort` keeps their order.
  return [0, left, up, Math.floor((left + up) / 2), near[0] ?? 0][filter] ?? 0;
}

/** The part of the pixels that are clearly darker or lighter. */
function differing(one: readonly number[], other: readonly number[]): number {
  const far = one.filter((grey, pixel) => Math.abs(grey - (other[pixel] ?? 0)) > 0.3);
  return far.length / one.length;
}

describe.each(['-16.png', '.png', 'Template.png'])('the pictures …%s', (ending) => {
  const seen = STATES.map((state) => [state, greys(state + ending)] as const);

  it.each(seen.flatMap((one, at) => seen.slice(at + 1).map((other) => [one[0], other[0], one[1], other[1]])))(
    'of %s and %s differ without their colours',
    (_one, _other, greysOfOne, greysOfOther) => {
      expect(differing(greysOfOne as number[], greysOfOther as number[])).toBeGreaterThan(0.03);
    },
  );
});

it('are there for every state, and for no other', () => {
  const names = readdirSync(TRAY).flatMap((file) => /^([a-z-]+)\.svg$/.exec(file)?.[1] ?? []);
  expect(names.sort()).toEqual([...STATES].sort());
  const words = STATES.map((state) => SYSTEM_TEXTS.tray[state]);
  expect(new Set(words).size).toBe(STATES.length);
});
