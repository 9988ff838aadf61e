/**
 * What a camera sees of a label, as the film that Chromium's fake camera plays
 * (`--use-file-for-fake-video-capture`): turned, tilted, out of focus, torn, in the noise of a dark room.
 */
import { writeFile } from 'node:fs/promises';
import type { Raster } from './symbol.ts';

/** How a label is held before the camera. */
export interface Pose {
  /** Its side, as a part of the picture's height. */
  readonly size?: number;
  /** In degrees. */
  readonly turn?: number;
  /** How much nearer its right edge is than its left one: 0 flat, 0.5 a lot. */
  readonly tilt?: number;
  /** In pixels of the picture, how far a point is spread. */
  readonly blur?: number;
  /** How much of the label is missing, from its lower right corner, as a part of its side. */
  readonly torn?: number;
  /** How far a pixel's grey may be off. */
  readonly noise?: number;
  /** Where its middle is, as a part of the picture's width from the middle. */
  readonly aside?: number;
}

/** A VGA picture: the least that a camera of the last twenty years gives. */
const WIDTH = 640;
const HEIGHT = 480;
const TABLE = 96;
/** Paper is not white and ink is not black. */
const INK = 40;
const PAPER = 226;
const FRAMES_PER_SECOND = 10;

/** One picture of labels on a table. */
export function picture(labels: readonly (readonly [Raster, Pose])[]): Raster {
  let data: Uint8Array = new Uint8Array(WIDTH * HEIGHT).fill(TABLE);
  for (const [label, pose] of labels) lay(data, label, pose);
  for (const [, { blur = 0 }] of labels) if (blur > 0) data = spread(data, Math.round(blur));
  const noise = Math.max(0, ...labels.map(([, pose]) => pose.noise ?? 0));
  return { width: WIDTH, height: HEIGHT, data: noise === 0 ? data : noisy(data, noise) };
}

function lay(data: Uint8Array, label: Raster, pose: Pose): void {
  const { size = 0.7, turn = 0, tilt = 0, torn = 0, aside = 0 } = pose;
  const [cos, sin] = [Math.cos((turn * Math.PI) / 180), Math.sin((turn * Math.PI) / 180)];
  const perPixel = label.width / (size * HEIGHT);
  for (let y = 0; y < HEIGHT; y += 1)
    for (let x = 0; x < WIDTH; x += 1) {
      const [across, down] = [x - WIDTH / 2 - aside * WIDTH, y - HEIGHT / 2];
      const nearness = 1 + (tilt * across) / (size * HEIGHT);
      if (nearness <= 0.1) continue;
      const column = ((across * cos + down * sin) / nearness) * perPixel + label.width / 2;
      const row = ((down * cos - across * sin) / nearness) * perPixel + label.height / 2;
      if (column + row > 2 * label.width - torn * label.width * 2) continue;
      const grey = sample(label, column, row);
      if (grey !== null) data[y * WIDTH + x] = INK + (grey / 255) * (PAPER - INK);
    }
}

/** The grey at a point between pixels; null beside the label. */
function sample({ width, height, data }: Raster, column: number, row: number): number | null {
  const [left, top] = [Math.floor(column), Math.floor(row)];
  if (left < 0 || top < 0 || left >= width - 1 || top >= height - 1) return null;
  const at = (x: number, y: number): number => data[y * width + x] ?? 255;
  const [right, below] = [column - left, row - top];
  const upper = at(left, top) * (1 - right) + at(left + 1, top) * right;
  const lower = at(left, top + 1) * (1 - right) + at(left + 1, top + 1) * right;
  return upper * (1 - below) + lower * below;
}

/** Spreads every point over a square, line by line and then column by column. */
function spread(data: Uint8Array, radius: number): Uint8Array {
  const along = (from: Uint8Array, step: number, count: number, length: number, next: number): Uint8Array => {
    const to = new Uint8Array(from.length);
    for (let line = 0; line < count; line += 1)
      for (let place = 0; place < length; place += 1) {
        let sum = 0;
        for (let near = -radius; near <= radius; near += 1) {
          const inside = Math.min(length - 1, Math.max(0, place + near));
          sum += from[line * next + inside * step] ?? 0;
        }
        to[line * next + place * step] = sum / (2 * radius + 1);
      }
    return to;
  };
  return along(along(data, 1, HEIGHT, WIDTH, WIDTH), WIDTH, WIDTH, HEIGHT, 1);
}

/** The same noise every time. */
function noisy(data: Uint8Array, most: number): Uint8Array {
  let seed = 20_261_129;
  return data.map((grey) => {
    seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.min(255, Math.max(0, grey + ((seed / 2 ** 32) * 2 - 1) * most));
  });
}

/** Writes the film; Chromium plays it over and over. */
export async function writeFilm(file: string, pictures: readonly Raster[]): Promise<void> {
  const colourless = Buffer.alloc((WIDTH * HEIGHT) / 2, 128);
  const frames = pictures.flatMap(({ data }) => [Buffer.from('FRAME\n'), Buffer.from(data), colourless]);
  const header = `YUV4MPEG2 W${WIDTH} H${HEIGHT} F${FRAMES_PER_SECOND}:1 Ip A1:1 C420\n`;
  await writeFile(file, Buffer.concat([Buffer.from(header), ...frames]));
}
