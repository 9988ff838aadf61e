import { Buffer } from 'node:buffer';
import type { WebContents } from 'electron';
import { MADE_BY_PAGE_WORLD } from '../../borders/site.ts';

/** Empty for what is too large. */
function reading(address: string, largest: number): string {
  return `(async () => {
    const blob = await (await fetch(${JSON.stringify(address)})).blob();
    if (blob.size > ${String(largest)}) return '';
    const bytes = new Uint8Array(await blob.arrayBuffer());
    let text = '';
    for (let at = 0; at < bytes.length; at += 32768)
      text += String.fromCharCode(...bytes.subarray(at, at + 32768));
    return btoa(text);
  })()`;
}

/**
 * Reads what a page has made by itself, at an address that is good in that page only (`blob:`): it stays in memory. It
 * is read in a world of its own, where no script of the page stands in the way, and whose policy lets nothing else be
 * asked for (preload/site.ts); the page's own policy may forbid to read what it has made.
 * @returns null for what is not there any more, is empty or larger than `largest` bytes
 */
export async function readBlob(
  contents: WebContents,
  address: string,
  largest: number,
): Promise<Buffer<ArrayBuffer> | null> {
  try {
    const code = reading(address, largest);
    const read: unknown = await contents.executeJavaScriptInIsolatedWorld(MADE_BY_PAGE_WORLD, [{ code }]);
    return typeof read !== 'string' || read === '' ? null : Buffer.from(read, 'base64');
  } catch {
    return null;
  }
}
