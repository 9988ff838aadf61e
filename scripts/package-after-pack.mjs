/** electron-builder's afterPack: takes out what a runtime carries for development, and checks what is left. */
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';

const ARCHES = ['ia32', 'x64', 'armv7l', 'arm64', 'universal'];

/** @param {{ appOutDir: string, electronPlatformName: string, arch: number, packager: { appInfo: { productFilename: string } } }} context */
export default async function afterPack({ appOutDir, electronPlatformName, arch, packager }) {
  const resources =
    electronPlatformName === 'darwin'
      ? join(appOutDir, `${packager.appInfo.productFilename}.app`, 'Contents', 'Resources')
      : join(appOutDir, 'resources');
  // Would be started if app.asar went missing.
  await rm(join(resources, 'default_app.asar'), { force: true });
  await rm(join(appOutDir, 'version'), { force: true });
  const binary = `koffi-${electronPlatformName}-${ARCHES[arch]}`;
  const koromix = join(resources, 'app.asar.unpacked', 'node_modules', '@koromix');
  const found = await readdir(koromix).catch(() => /** @type {string[]} */ ([]));
  if (found.join() !== binary)
    throw new Error(
      `the package needs ${binary} and holds ${found.join(', ') || 'none'}: install the target's binaries first, ` +
        `npm ci --os=${electronPlatformName} --cpu=${ARCHES[arch]}`,
    );
}
