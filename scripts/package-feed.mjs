/**
 * Signs the feeds of the updates (`latest*.yml`) with the publisher's Ed25519 key, from DMP_DIRECT_UPDATE_KEY (PEM).
 * src/main/updates/feed-signature.ts checks.
 */
import { createPrivateKey, sign } from 'node:crypto';
import { readFile, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * @param {string} name of the feed: part of what is signed, so that one system's feed is not taken for another's
 * @param {string} feed
 * @param {string} key PEM
 */
export function signFeed(name, feed, key) {
  return sign(null, Buffer.from(`${name}\n${feed}`, 'utf8'), createPrivateKey(key)).toString('base64');
}

/**
 * @param {string} folder with the packages
 * @param {(line: string) => void} say
 */
export async function signFeeds(folder, say) {
  const feeds = (await readdir(folder)).filter((name) => /^latest.*\.yml$/.test(name));
  const key = process.env['DMP_DIRECT_UPDATE_KEY'];
  for (const name of feeds) {
    if (!key)
      say(`package: ${name} is not signed (DMP_DIRECT_UPDATE_KEY is not set): no program will take it`);
    else {
      const feed = await readFile(join(folder, name), 'utf8');
      await writeFile(join(folder, `${name}.sig`), `${signFeed(name, feed, key)}\n`);
    }
  }
}
