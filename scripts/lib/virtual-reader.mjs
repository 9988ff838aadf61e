import { existsSync } from 'node:fs';
import { copyFile, mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from './commands.mjs';
import { text } from './messages.mjs';
import { cacheDirectory } from './paths.mjs';
import { Refusal } from './refusal.mjs';
import { refreshPackageLists } from './system-packages.mjs';

const PACKAGE = 'vsmartcard-vpcd';
const DRIVER_IN_PACKAGE = 'usr/lib/pcsc/drivers/serial/libifdvpcd.so.0.8';

/** Where the driver of virtual readers is kept once it was fetched. */
export async function virtualReaderDriver() {
  return join(await cacheDirectory(), 'vpcd', 'libifdvpcd.so');
}

/**
 * Takes the driver of virtual readers out of its Debian package, without installing it: installed, it would add two
 * virtual readers, open to the network, to the user's own PC/SC service.
 * Does nothing on a system without Debian's packages.
 * @param {(line: string) => void} say
 * @throws {Refusal} when the package cannot be had
 */
export async function ensureVirtualReader(say) {
  const driver = await virtualReaderDriver();
  if (existsSync(driver)) return;
  if (process.platform !== 'linux' || (await run('dpkg-deb', ['--version'], { capture: true })).missing)
    return;
  say(text('reader.fetch', { package: PACKAGE }));
  await fetchDriver(driver);
}

/** @param {string} driver */
async function fetchDriver(driver) {
  const folder = await mkdtemp(join(tmpdir(), 'dmp-direct-vpcd-'));
  try {
    if (!(await downloadTo(folder))) {
      // A machine that is new has no list of packages yet.
      await refreshPackageLists();
      if (!(await downloadTo(folder))) throw new Refusal(text('reader.failed', { package: PACKAGE }));
    }
    const unpacked = await run('sh', ['-c', `dpkg-deb -x ./*.deb tree`], { cwd: folder, capture: true });
    if (unpacked.status !== 0) throw new Refusal(text('reader.failed', { package: PACKAGE }));
    await mkdir(join(driver, '..'), { recursive: true });
    const partial = `${driver}.${process.pid}`;
    await copyFile(join(folder, 'tree', DRIVER_IN_PACKAGE), partial);
    await rename(partial, driver);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** @param {string} folder */
async function downloadTo(folder) {
  const outcome = await run('apt-get', ['-q', 'download', PACKAGE], {
    cwd: folder,
    capture: true,
    timeoutMs: 120_000,
  });
  return outcome.status === 0;
}
