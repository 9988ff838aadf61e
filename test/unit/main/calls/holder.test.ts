/** Real sockets, real processes: who has a profile is known whatever becomes of the profile's files. */
import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CallServer, readAddress } from '../../../../src/main/calls/call-server.ts';
import { holderAddress } from '../../../../src/main/calls/holder-address.ts';
import { askHolder, Holder } from '../../../../src/main/calls/holder.ts';

const linux = process.platform === 'linux';

let opened: (() => unknown)[];
let address: string;

beforeEach(() => {
  opened = [];
  address = holderAddress(`/profile/${randomUUID()}`);
});

afterEach(async () => {
  for (const close of opened) await close();
});

async function claim(place = address): Promise<Holder> {
  const holder = await Holder.claim(place);
  if (holder === null) throw new Error('the place is taken');
  opened.push(() => holder.stop());
  return holder;
}

describe('the place of the one program', () => {
  it('is taken by one, and asked by whoever comes later', async () => {
    const holder = await claim();
    let restored = 0;
    holder.restoresBy(() => {
      restored++;
      return Promise.resolve();
    });
    expect(await Holder.claim(address)).toBeNull();
    expect(await askHolder(address)).toBe('answered');
    expect(restored).toBe(1);
  });

  it('is answered only once the files are there again', async () => {
    const holder = await claim();
    let isRestored = false;
    let finish = (): void => undefined;
    holder.restoresBy(
      () =>
        new Promise((resolve) => {
          finish = () => {
            isRestored = true;
            resolve();
          };
        }),
    );
    const asked = askHolder(address).then((answer) => ({ answer, isRestored }));
    await expect.poll(() => String(finish)).toContain('isRestored');
    finish();
    expect(await asked).toEqual({ answer: 'answered', isRestored: true });
  });

  it('is free again once it was given up, and nobody’s before', async () => {
    expect(await askHolder(address)).toBe('nobody');
    const holder = await claim();
    await holder.stop();
    opened = [];
    expect(await askHolder(address)).toBe('nobody');
    await claim();
  });

  it('of two profiles are two', async () => {
    await claim();
    await claim(holderAddress(`/profile/${randomUUID()}`));
  });

  it('held by one that does not answer is said to be silent', async () => {
    const server = createServer();
    await once(server.listen(address), 'listening');
    opened.push(() => server.close());
    expect(await askHolder(address, 200)).toBe('silent');
    expect(await Holder.claim(address)).toBeNull();
  });

  it('answers nothing else than its question', async () => {
    const holder = await claim();
    let restored = 0;
    holder.restoresBy(() => {
      restored++;
      return Promise.resolve();
    });
    const socket = connect(address);
    let said = '';
    socket.on('data', (bytes: Buffer) => (said += bytes.toString()));
    socket.write('{"page":"Documents"}\n');
    await once(socket, 'close');
    expect({ said, restored }).toEqual({ said: '', restored: 0 });
  });

  it.runIf(linux && process.getuid?.() === 0)(
    'barred by another user’s process keeps nobody from starting',
    async () => {
      const source = `require('node:net').createServer().listen(${JSON.stringify(address)}, () => console.log('up'))`;
      const squatter = spawn(process.execPath, ['-e', source], {
        uid: 65_534,
        gid: 65_534,
        cwd: '/',
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      opened.push(() => squatter.kill());
      await once(squatter.stdout, 'data');
      expect(await Holder.claim(address)).toBeNull();
      expect(await askHolder(address)).toBe('foreign');
    },
  );

  it('that is a file of a process that was ended can be taken again', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'dmp-holder-'));
    opened.push(() => rm(folder, { recursive: true }));
    const file = join(folder, 'place');
    const source = `require('node:net').createServer().listen(${JSON.stringify(file)}, () => process.kill(process.pid, 'SIGKILL'))`;
    await once(spawn(process.execPath, ['-e', source]), 'exit');
    expect(existsSync(file)).toBe(true);
    await claim(file);
    expect(await Holder.claim(file)).toBeNull();
  });

  it('has the whole name that Linux allows, and a short path on macOS', () => {
    expect(holderAddress('/a', 'linux')).toHaveLength(108);
    expect(holderAddress('/a', 'linux')).toMatch(/^\0dmp-direct-[0-9a-f]+$/);
    expect(holderAddress('/a', 'win32')).toMatch(/^\\\\\.\\pipe\\dmp-direct-holder-[0-9a-f]{64}$/);
    expect(holderAddress('/a', 'darwin').length).toBeLessThan(104);
    expect(holderAddress('/a', 'linux')).not.toBe(holderAddress('/b', 'linux'));
  });
});

describe('the address of the command line', () => {
  it('is made anew where its file, or its socket, was deleted', async () => {
    const profile = await mkdtemp(join(tmpdir(), 'dmp-profile-'));
    const server = new CallServer(profile, () => Promise.resolve(null), {
      info: () => undefined,
      warn: (detail: unknown) => {
        throw new Error(JSON.stringify(detail));
      },
    } as never);
    opened.push(
      () => rm(profile, { recursive: true, force: true }),
      () => server.stop(),
    );
    await server.start();
    const first = await readAddress(profile);
    expect(first).not.toBeNull();

    await rm(profile, { recursive: true });
    await server.restore();
    expect(await readAddress(profile)).toBe(first);

    if (!linux || first === null) return;
    await rm(join(first, '..'), { recursive: true });
    await server.restore();
    const second = await readAddress(profile);
    expect(second).not.toBe(first);
    expect(second !== null && existsSync(second)).toBe(true);
  });
});
