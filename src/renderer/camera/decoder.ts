/** What finds the codes in a picture: ZXing-C++ as WebAssembly (docs/decisions/0013-camera.md). */
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader';
// Carried in this window's own code: nothing is fetched, so that the page's policy need not allow any request.
import wasm from 'zxing-wasm/reader/zxing_reader.wasm?url&inline';

/** A sheet of labels holds more, and all of the same person. */
const MOST_CODES = 4;

/** The text of every code in a picture; separators as they are. */
export type Decode = (picture: ImageData) => Promise<readonly string[]>;

/** Made once: later windows are later pages, each with its own. */
let loading: Promise<Decode> | null = null;

/** Makes the decoder ready; fails where WebAssembly cannot be run. */
export function loadDecoder(): Promise<Decode> {
  return (loading ??= load());
}

async function load(): Promise<Decode> {
  await prepareZXingModule({ overrides: { wasmBinary: bytesOf(wasm) }, fireImmediately: true });
  return async (picture) => {
    const found = await readBarcodes(picture, {
      formats: ['DataMatrix'],
      tryHarder: true,
      tryRotate: true,
      // Labels are black on white: a code that reads in the negative is a mistake.
      tryInvert: false,
      maxNumberOfSymbols: MOST_CODES,
      textMode: 'Plain',
      returnErrors: false,
    });
    return found.filter(({ isValid }) => isValid).map(({ text }) => text);
  };
}

function bytesOf(dataAddress: string): ArrayBuffer {
  const text = atob(dataAddress.slice(dataAddress.indexOf(',') + 1));
  const bytes = new Uint8Array(text.length);
  for (let place = 0; place < text.length; place += 1) bytes[place] = text.charCodeAt(place);
  return bytes.buffer;
}
