/**
 * The square code of a document, drawn by a barcode library that has nothing to do with the program's decoder: what
 * the one writes, the other must read.
 */
import bwipjs from 'bwip-js/node';

/** Grey values, 0 black to 255 white, row by row. */
export interface Raster {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array;
}

/** bwip-js takes characters that are not on a keyboard as `^` and their number. */
const escaped = (text: string): string => text.replaceAll('^', '^094').replaceAll('\u001d', '^029');

/** The code's modules, one pixel each, without the quiet zone. */
export function codeOf(text: string): Raster {
  const [symbol] = bwipjs.raw({ bcid: 'datamatrix', text: escaped(text), parse: true });
  if (symbol === undefined || !('pixs' in symbol)) throw new Error('bwip-js drew no matrix');
  const { pixs, pixx: width, pixy: height } = symbol;
  return { width, height, data: Uint8Array.from(pixs, (dark) => (dark === 1 ? 0 : 255)) };
}

/** The code as a path of an SVG whose unit is a module. */
export function codePath(text: string): { readonly path: string; readonly size: number } {
  const { width, data } = codeOf(text);
  const path = [...data].map((value, at) =>
    value === 0 ? `M${at % width} ${Math.floor(at / width)}h1v1h-1z` : '',
  );
  return { path: path.join(''), size: width };
}

/** The code on its label: dark modules with a white edge around them. */
export function labelRaster(text: string, modulePixels = 6, edgeModules = 6): Raster {
  const code = codeOf(text);
  const size = (code.width + 2 * edgeModules) * modulePixels;
  const data = new Uint8Array(size * size).fill(255);
  for (let y = 0; y < size; y += 1)
    for (let x = 0; x < size; x += 1) {
      const column = Math.floor(x / modulePixels) - edgeModules;
      const row = Math.floor(y / modulePixels) - edgeModules;
      if (column < 0 || row < 0 || column >= code.width || row >= code.height) continue;
      data[y * size + x] = code.data[row * code.width + column] ?? 255;
    }
  return { width: size, height: size, data };
}
