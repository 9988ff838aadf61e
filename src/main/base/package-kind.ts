import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** What this program was installed by, which then looks after its scheme and its start with the session. */
export type PackageKind = 'deb' | 'rpm' | 'nsis' | 'msi';

const KINDS: readonly PackageKind[] = ['deb', 'rpm', 'nsis', 'msi'];

/**
 * As written into the package (electron-builder: deb and rpm; ours: build/windows). Null for one that nobody has
 * installed: unpacked, an AppImage, a program of macOS.
 */
export function packageKind(resources = process.resourcesPath): Promise<PackageKind | null> {
  return readFile(join(resources, 'package-type'), 'utf8').then(
    (text) => KINDS.find((each) => each === text.trim()) ?? null,
    () => null,
  );
}
