/** The real decoder on pictures of labels that another library has drawn. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readInsDatamatrix } from '../../../../src/domain/identity/datamatrix.ts';
import { loadDecoder } from '../../../../src/renderer/camera/decoder.ts';
import { picture, type Pose } from '../../../lab/documents/film.ts';
import { LEA_LABEL, labelText, PAUL_LABEL } from '../../../lab/documents/label.ts';
import { labelRaster, type Raster } from '../../../lab/documents/symbol.ts';

const LEA = labelText(LEA_LABEL);
const PAUL = labelText(PAUL_LABEL);
const LABELS = new Map([LEA, PAUL].map((text) => [text, labelRaster(text)]));

async function look({ width, height, data }: Raster): Promise<readonly string[]> {
  const pixels = new Uint8ClampedArray(width * height * 4);
  data.forEach((grey, at) => pixels.set([grey, grey, grey, 255], at * 4));
  const decode = await loadDecoder();
  return decode({ width, height, data: pixels, colorSpace: 'srgb' });
}

const shot = (text: string, pose: Pose = {}): Raster => {
  const label = LABELS.get(text);
  if (label === undefined) throw new Error('no such label');
  return picture([[label, pose]]);
};

describe('a label before the camera', () => {
  it.each<[string, Pose]>([
    ['flat', {}],
    ['turned by a few degrees', { turn: 12 }],
    ['turned by half a right angle', { turn: 45, size: 0.6 }],
    ['upside down', { turn: 180 }],
    ['tilted', { tilt: 0.25 }],
    ['out of focus', { blur: 2 }],
    ['in a dark room', { noise: 40 }],
    ['without a corner of its edge', { torn: 0.05 }],
    ['turned, tilted and out of focus', { turn: 20, tilt: 0.15, blur: 1, noise: 15 }],
  ])('is read: %s', async (_, pose) => {
    expect(await look(shot(LEA, pose))).toEqual([LEA]);
  });

  it.each<[string, Pose]>([
    ['far too blurred', { blur: 9 }],
    ['torn through the middle', { torn: 0.5 }],
    ['too far away', { size: 0.12 }],
  ])('is not read, and nothing else is: %s', async (_, pose) => {
    expect(await look(shot(LEA, pose))).toEqual([]);
  });

  it('is told from another one beside it', async () => {
    const [lea, paul] = [LABELS.get(LEA), LABELS.get(PAUL)];
    if (lea === undefined || paul === undefined) throw new Error('no labels');
    const both = picture([
      [lea, { size: 0.55, aside: -0.25 }],
      [paul, { size: 0.55, aside: 0.25 }],
    ]);
    expect([...(await look(both))].sort()).toEqual([LEA, PAUL].sort());
  });

  it('is never read as somebody else, however it is held', async () => {
    const between = (min: number, max: number) => fc.double({ min, max, noNaN: true });
    const pose = fc.record({
      size: between(0.3, 0.95),
      turn: between(0, 360),
      tilt: between(0, 0.6),
      blur: fc.integer({ min: 0, max: 5 }),
      torn: between(0, 0.4),
      noise: fc.integer({ min: 0, max: 70 }),
    });
    let read = 0;
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(LEA, PAUL), pose, async (text, held) => {
        for (const found of await look(shot(text, held))) {
          const { ok } = readInsDatamatrix(found);
          if (ok) read += 1;
          expect(!ok || found === text).toBe(true);
        }
      }),
      { numRuns: 60 },
    );
    // Some of them are hard, not all.
    expect(read).toBeGreaterThan(5);
  });
});
