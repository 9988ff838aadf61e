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
import { NO_SESSION } from '../../../../src/domain/workstation/session-name.ts';
import { slotFolder } from '../../../../src/main/base/places.ts';
import { callProgram } from '../../../../src/main/calls/call-client.ts';
import { CallServer, readAddress } from '../../../../src/main/calls/call-server.ts';
import { Companions } from '../../../../src/main/calls/companions.ts';
import { sessionAddress, slotAddress } from '../../../../src/main/calls/holder-address.ts';
import { askHolder, Holder } from '../../../../src/main/calls/holder.ts';

const linux = process.platform === 'linux';

const SESSION = 'x11 :7';

let opened: (() => unknown)[];
let address: string;

beforeEach(() => {
  opened = [];
  address = sessionAddress(`/profile/${randomUUID()}`, SESSION);
});

afterEach(async () => {
  for (const close of opened) await close();
});

async function claim(place: string | undefined = address): Promise<Holder> {
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
    const asked = askHolder(address);
    // Where it works is known a little later than that it is there.
    holder.settle(3);
    expect(await asked).toEqual({ answer: 'answered', slot: 3 });
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
    holder.settle(0);
    const asked = askHolder(address).then(({ answer }) => ({ answer, isRestored }));
    await expect.poll(() => String(finish)).toContain('isRestored');
    finish();
    expect(await asked).toEqual({ answer: 'answered', isRestored: true });
  });

  it('is free again once it was given up, and nobody’s before', async () => {
    expect((await askHolder(address)).answer).toBe('nobody');
    const holder = await claim();
    await holder.stop();
    opened = [];
    expect((await askHolder(address)).answer).toBe('nobody');
    await claim();
  });

  it('of two profiles are two', async () => {
    await claim();
    await claim(sessionAddress(`/profile/${randomUUID()}`, SESSION));
  });

  it('held by one that does not answer is said to be silent', async () => {
    const server = createServer();
    await once(server.listen(address), 'listening');
    opened.push(() => server.close());
    expect((await askHolder(address, 200)).answer).toBe('silent');
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
      expect((await askHolder(address)).answer).toBe('foreign');
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
    expect(sessionAddress('/a', SESSION, 'linux')).toHaveLength(108);
    expect(sessionAddress('/a', SESSION, 'linux')).toMatch(/^\0dmp-direct-[0-9a-f]+$/);
    expect(sessionAddress('/a', SESSION, 'win32')).toMatch(/^\\\\\.\\pipe\\dmp-direct-holder-[0-9a-f]{64}$/);
    expect(sessionAddress('/a', SESSION, 'darwin').length).toBeLessThan(104);
    expect(sessionAddress('/a', SESSION, 'linux')).not.toBe(sessionAddress('/b', SESSION, 'linux'));
    expect(sessionAddress('/a', SESSION, 'linux')).not.toBe(sessionAddress('/a', 'x11 :8', 'linux'));
    expect(slotAddress('/a', 0, 'linux')).not.toBe(slotAddress('/a', 1, 'linux'));
  });
});

describe('the address of the command line', () => {
  it('is made anew where its file, or its socket, was deleted', async () => {
    const profile = await mkdtemp(join(tmpdir(), 'dmp-profile-'));
    const server = new CallServer({ folder: profile, session: SESSION }, () => Promise.resolve(null), {
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
    const first = (await readAddress(profile))?.address ?? null;
    expect(first).not.toBeNull();

    await rm(profile, { recursive: true });
    await server.restore();
    expect(await readAddress(profile)).toEqual({ address: first, session: SESSION });

    if (!linux || first === null) return;
    await rm(join(first, '..'), { recursive: true });
    await server.restore();
    const second = (await readAddress(profile))?.address ?? null;
    expect(second).not.toBe(first);
    expect(second !== null && existsSync(second)).toBe(true);
  });
});

describe('programs of one user in several sessions', () => {
  it('know of each other for as long as they run', async () => {
    const own = `/profile/${randomUUID()}`;
    const addresses = [0, 1, 2].map((slot) => slotAddress(own, slot));
    const slots = [await claim(addresses[0]), await claim(addresses[1])] as const;
    const first = await Companions.meet(slots[0], []);
    expect(first.any).toBe(false);
    const others = addresses.filter((each) => each !== addresses[1]);
    const second = await Companions.meet(slots[1], others);
    expect(second.any).toBe(true);
    await expect.poll(() => first.any).toBe(true);
    second.stop();
    await slots[1].stop();
    await expect.poll(() => first.any).toBe(false);
  });

  it('are told apart by the command line, which asks of none when it cannot tell', async () => {
    const machine = await mkdtemp(join(tmpdir(), 'dmp-sessions-'));
    opened.push(() => rm(machine, { recursive: true }));
    const asked: string[] = [];
    const log = { info: () => undefined, warn: () => undefined } as never;
    const listen = async (slot: number, session: string): Promise<CallServer> => {
      const carry = () => {
        asked.push(session);
        return Promise.resolve(null);
      };
      const server = new CallServer({ folder: slotFolder(machine, slot), session }, carry, log);
      opened.push(() => server.stop());
      await server.start();
      return server;
    };
    const open = async (session: string): Promise<string | null> => {
      const call = { page: 'TableauDeBord', caller: 'ESSAI', stdin: 'nothing' } as const;
      const start = { file: '/nowhere', args: [] };
      const problem = await callProgram(call, { places: { own: machine, machine }, session, start });
      return problem?.code ?? null;
    };
    await listen(0, 'x11 :0');
    const second = await listen(1, 'x11 :1');
    expect(await open('x11 :1')).toBeNull();
    expect(await open('x11 :0')).toBeNull();
    expect(asked).toEqual(['x11 :1', 'x11 :0']);
    expect(await open('x11 :2')).toBe('APPEL-SANS-REPONSE');
    expect(await open(NO_SESSION)).toBe('APPEL-SESSIONS');
    await second.stop();
    expect(await open(NO_SESSION)).toBeNull();
    expect(asked).toEqual(['x11 :1', 'x11 :0', 'x11 :0']);
  });
});
