import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { Memory } from '../../../../src/main/base/memory.ts';
import type { Places } from '../../../../src/main/base/places.ts';

const log = { warn: () => undefined } as never;
const PLACE = { x: 1, y: 2, width: 300, height: 400 };
let folder: string;
let places: Places;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'dmp-memory-'));
  places = { own: join(folder, 'own'), machine: join(folder, 'machine') };
});

afterEach(() => rm(folder, { recursive: true }));

async function opened(at = places): Promise<Memory> {
  const memory = new Memory(at, log);
  await memory.load();
  return memory;
}

it('keeps what is the workstation’s apart from what goes with the user', async () => {
  const memory = await opened();
  memory.remember({ lastSignIn: 'ecps', visitPlace: PLACE });
  await memory.flush();
  const own = await readFile(join(places.own, 'memory.json'), 'utf8');
  const machine = await readFile(join(places.machine, 'workstation.json'), 'utf8');
  expect([JSON.parse(own), JSON.parse(machine)]).toEqual([{ lastSignIn: 'ecps' }, { visitPlace: PLACE }]);
  expect((await opened()).value).toMatchObject({ lastSignIn: 'ecps', visitPlace: PLACE });
});

it('of a user who comes to another machine is that user’s, and not the machine’s', async () => {
  const memory = await opened();
  memory.remember({ assistant: 'finished', visitPlace: PLACE });
  await memory.flush();
  const elsewhere = await opened({ ...places, machine: join(folder, 'other') });
  expect(elsewhere.value).toMatchObject({ assistant: 'finished', visitPlace: null });
});

it('loses nothing that two sessions write one after the other', async () => {
  const [one, other] = [await opened(), await opened()];
  one.remember({ lastSignIn: 'cpx' });
  await one.flush();
  other.remember({ assistant: 'finished' });
  await other.flush();
  expect((await opened()).value).toMatchObject({ lastSignIn: 'cpx', assistant: 'finished' });
});

it('takes over the one file of before', async () => {
  const both = { own: folder, machine: folder };
  const former = { visitPlace: PLACE, lastSignIn: 'cpx', assistant: null, cpxToldOn: null, sentinel: null };
  await writeFile(join(folder, 'memory.json'), JSON.stringify(former));
  const memory = await opened(both);
  expect(memory.value).toEqual(former);
  memory.remember({ visitPlace: { ...PLACE, x: 9 } });
  await memory.flush();
  expect((await opened(both)).value.visitPlace?.x).toBe(9);
});
