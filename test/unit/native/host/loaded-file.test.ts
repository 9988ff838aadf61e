import { chmod, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { createLibraryLoader } from '../../../../src/native/cpx/library.ts';
import { whyNotLoad } from '../../../../src/native/host/loaded-file.ts';
import { openLibrary } from '../../../../src/native/ssv/library.ts';

describe.skipIf(process.platform === 'win32')('a library that is loaded', () => {
  let folder = '';
  let library = '';

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'dmp-direct-library-'));
    library = join(folder, 'lib', 'libvendor.so');
    await mkdir(join(folder, 'lib'), { mode: 0o755 });
    await writeFile(library, 'not a library', { mode: 0o755 });
    onTestFinished(() => rm(folder, { recursive: true, force: true }));
  });

  it('may be the user’s own, below a folder that everyone shares', async () => {
    expect(await whyNotLoad(library)).toBeNull();
  });

  it.each([
    ['the file', () => chmod(library, 0o757), () => library],
    ['its folder', () => chmod(join(folder, 'lib'), 0o777), () => join(folder, 'lib')],
    ['a folder above', () => chmod(folder, 0o777), () => folder],
  ])('is refused when everyone may write %s', async (_what, weaken, place) => {
    await weaken();
    expect(await whyNotLoad(library)).toMatchObject({ path: place() });
  });

  it('is judged by where its link leads', async () => {
    const weak = join(folder, 'weak');
    await mkdir(weak);
    await chmod(weak, 0o777);
    await writeFile(join(weak, 'real.so'), '', { mode: 0o755 });
    await symlink(join(weak, 'real.so'), join(folder, 'lib', 'link.so'));
    expect(await whyNotLoad(join(folder, 'lib', 'link.so'))).toMatchObject({ path: weak });
  });

  it.each([
    ['its link', () => join(folder, 'open', 'link.so'), () => library],
    ['a link on the way', () => join(folder, 'open', 'way', 'libvendor.so'), () => join(folder, 'lib')],
  ])('is refused when everyone may turn %s elsewhere', async (_what, link, target) => {
    const open = join(folder, 'open');
    await mkdir(open);
    const given = link();
    await symlink(target(), given.endsWith('link.so') ? given : join(given, '..'));
    expect(await whyNotLoad(given)).toBeNull();
    await chmod(open, 0o777);
    expect(await whyNotLoad(given)).toMatchObject({ path: open });
  });

  it('is not even tried by those who load it', async () => {
    await chmod(join(folder, 'lib'), 0o777);
    expect(await createLibraryLoader([library])(null)).toMatchObject({
      failure: { code: 'CRYPTOLIB-NON-PROTEGEE' },
    });
    // A real one: the check comes after that of its architecture.
    await writeFile(library, await elfOfThisMachine());
    expect(await openLibrary(library)).toMatchObject({ failure: { code: 'SSV-NON-PROTEGEE' } });
    await chmod(join(folder, 'lib'), 0o755);
    expect(await createLibraryLoader([library])(null)).toMatchObject({
      failure: { code: 'CRYPTOLIB-INCHARGEABLE' },
    });
  });
});

/** The beginning of this process's own program: enough to tell its architecture. */
async function elfOfThisMachine(): Promise<Buffer> {
  const { open } = await import('node:fs/promises');
  const file = await open(process.execPath);
  try {
    const { buffer } = await file.read(Buffer.alloc(4096), 0, 4096, 0);
    return buffer;
  } finally {
    await file.close();
  }
}
