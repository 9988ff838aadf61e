/** electron-builder's afterPack: takes out what a runtime carries for development, and checks what is left. */
import { access, readdir, rm } from 'node:fs/promises';
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
  // electron-builder only warns of a source that is missing, and a workstation with a 32-bit vendor library needs it.
  if (electronPlatformName === 'win32')
    await access(join(resources, 'ssv-helper', 'ssv-helper.exe')).catch(() => {
      throw new Error('the package lacks ssv-helper.exe: npm run package puts it into .cache/package');
    });
}
