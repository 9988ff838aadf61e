/** SHA256SUMS beside the packages, which `sha256sum --check SHA256SUMS` reads: of each package, and of what goes with it. */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';

const GIVEN_OUT = /\.(deb|rpm|AppImage|exe|msi|dmg|zip|blockmap|sig)$|^latest.*\.yml$/;

/**
 * @param {string} folder with the packages
 * @returns {Promise<string>} what was written
 */
export async function writeChecksums(folder) {
  const names = (await readdir(folder)).filter((name) => GIVEN_OUT.test(name)).sort();
  const lines = [];
  for (const name of names) {
    const hash = createHash('sha256');
    await pipeline(createReadStream(join(folder, name)), hash);
    lines.push(`${hash.digest('hex')}  ${name}\n`);
  }
  const text = lines.join('');
  await writeFile(join(folder, 'SHA256SUMS'), text);
  return text;
}
