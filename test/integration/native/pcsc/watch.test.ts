import { readdir, readFile } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { CardsProcess } from '../../../lab/native/cards-process.ts';
import { catalogueCard, type CardId } from '../../../lab/cards/catalogue.ts';
import { type PrivatePcscd, startPrivatePcscd } from '../../../lab/pcsc/private-pcscd.ts';
import { VirtualReader } from '../../../lab/pcsc/vpcd-reader.ts';
import { bundleNativeProcess } from './cards-process.ts';

let bundle: Awaited<ReturnType<typeof bundleNativeProcess>>;
let pcscd: PrivatePcscd;
const processes: CardsProcess[] = [];
const inserted: VirtualReader[] = [];

beforeAll(async () => {
  bundle = await bundleNativeProcess();
  const started = await startPrivatePcscd({ readers: 4 });
  if (!started.ok) throw new Error(started.reason);
  pcscd = started.value;
});

afterEach(async () => {
  await Promise.all(processes.splice(0).map((each) => each.kill()));
  await Promise.all(inserted.splice(0).map((each) => each.remove()));
  // The service sees a removal up to half a second later; the next test starts from empty readers.
  await delay(900);
});

afterAll(async () => {
  await pcscd.stop();
  await bundle.remove();
});

function start(): CardsProcess {
  const process = new CardsProcess(bundle.file, pcscd.env);
  processes.push(process);
  return process;
}

function at(index: number): { readonly name: string; readonly port: number } {
  const reader = pcscd.readers[index];
  if (reader === undefined) throw new Error(`No reader ${index}`);
  return reader;
}

async function insert(index: number, id: CardId, stays = false): Promise<VirtualReader> {
  const reader = new VirtualReader(at(index).port, { stays });
  inserted.push(reader);
  await reader.insert(catalogueCard(id).make());
  return reader;
}

describe('watching the readers through pcscd', () => {
  it('shows every reader at the start, empty', async () => {
    const cards = start();
    const { snapshot } = await cards.until(({ readers }) => readers.length === 4);
    expect(snapshot).toEqual({
      service: 'running',
      failure: null,
      readers: pcscd.readers.map(({ name }) => ({ name, card: null })),
    });
  });

  it('sees an insertion, a removal and another insertion, each with its own number', async () => {
    const cards = start();
    await cards.empty(at(0).name);
    const reader = await insert(0, 'claire');
    const first = await cards.card(at(0).name);
    expect(first).toMatchObject({ kind: 'vitale-2', atr: '3B751300004309EA9000', seenInserted: true });
    const since = cards.arrivals.length;
    await reader.remove();
    await cards.empty(at(0).name, since);
    await insert(0, 'claire');
    const second = await cards.card(at(0).name, first.insertion);
    expect(second).toMatchObject({ kind: 'vitale-2', seenInserted: true });
  });

  it('does not call an insertion what was there before it started', async () => {
    await insert(1, 'claire');
    await delay(900);
    const cards = start();
    expect(await cards.card(at(1).name)).toMatchObject({ kind: 'vitale-2', seenInserted: false });
  });

  it('tells several readers apart and recognises their cards', async () => {
    const cards = start();
    await cards.empty(at(3).name);
    await Promise.all([insert(0, 'vitale-1'), insert(1, 'cps3'), insert(2, 'sosie'), insert(3, 'claire')]);
    const kinds = await Promise.all(
      [0, 1, 2, 3].map(async (index) => (await cards.card(at(index).name)).kind),
    );
    expect(kinds).toEqual(['vitale-1', 'cps3', 'unknown', 'vitale-2']);
  });

  it('gives a new number to a card that replaced another one between two looks', async () => {
    const cards = start();
    await cards.empty(at(0).name);
    const reader = await insert(0, 'claire');
    const first = await cards.card(at(0).name);
    process.kill(cards.pid, 'SIGSTOP');
    await reader.remove();
    await delay(900);
    await insert(0, 'amadou');
    await delay(900);
    process.kill(cards.pid, 'SIGCONT');
    const second = await cards.card(at(0).name, first.insertion);
    expect(second).toMatchObject({ kind: 'vitale-2', seenInserted: true });
    const stale = await cards.readVitale(at(0).name, first.insertion);
    expect(stale).toMatchObject({ type: 'failure', failure: { code: 'VITALE-CHANGEE' } });
  });

  it('shows a mute card as mute', async () => {
    const cards = start();
    await cards.empty(at(0).name);
    await insert(0, 'muette');
    expect(await cards.card(at(0).name)).toMatchObject({ kind: 'mute', atr: '', seenInserted: true });
  });

  it('says that the service is down, and recovers within about a second of its return', async () => {
    const cards = start();
    await cards.empty(at(0).name);
    await insert(0, 'claire', true);
    const before = await cards.card(at(0).name);
    const since = cards.arrivals.length;
    await pcscd.kill();
    const down = await cards.until(({ service }) => service === 'unavailable', since);
    expect(down.snapshot).toMatchObject({ readers: [], failure: { code: 'PCSC-SERVICE-ARRETE' } });
    await delay(3_000);
    await pcscd.restart();
    const back = performance.now();
    // What a second is on this machine, now.
    const second = delay(1_000).then(() => performance.now() - back);
    const up = await cards.until(({ readers }) => readers.length === 4, since);
    expect(up.at - back).toBeLessThan(1.5 * (await second));
    const after = await cards.card(at(0).name, before.insertion);
    expect(after).toMatchObject({ kind: 'vitale-2', seenInserted: false });
    const answer = await cards.readVitale(at(0).name, after.insertion);
    expect(answer).toMatchObject({ type: 'value', value: { beneficiaries: [{ name: 'MARTIN' }] } });
  });

  it('waits without polling, and ends at once', async () => {
    const cards = start();
    await cards.empty(at(0).name);
    await delay(500);
    const before = await wakeUps(cards.pid);
    await delay(3_000);
    expect((await wakeUps(cards.pid)) - before).toBeLessThan(20);
    expect((await cards.end()).code).toBe(0);
  });

  it('refuses a role it does not know', async () => {
    const stray = new CardsProcess(bundle.file, pcscd.env, ['--role=constructor']);
    expect((await stray.end()).code).toBe(64);
  });

  it('starts without a service, and finds it when it comes', async () => {
    await pcscd.kill();
    const cards = start();
    const { snapshot } = await cards.until(({ service }) => service === 'unavailable');
    expect(snapshot.failure?.code).toBe('PCSC-SERVICE-ARRETE');
    await pcscd.restart();
    await cards.until(({ readers }) => readers.length === 4);
  });
});

/** How often the threads of a process went to sleep so far: each time they were woken before. */
async function wakeUps(pid: number): Promise<number> {
  const threads = await readdir(`/proc/${pid}/task`);
  const counts = await Promise.all(
    threads.map(async (thread) => {
      const status = await readFile(`/proc/${pid}/task/${thread}/status`, 'utf8');
      return Number(/^voluntary_ctxt_switches:\s*(\d+)/m.exec(status)?.[1] ?? 0);
    }),
  );
  return counts.reduce((sum, count) => sum + count, 0);
}
