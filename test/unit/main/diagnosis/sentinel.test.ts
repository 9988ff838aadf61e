import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Check } from '../../../../src/domain/diagnosis/check.ts';
import type { SentinelMemory } from '../../../../src/domain/diagnosis/sentinel.ts';
import { resolveConfiguration, type Configuration } from '../../../../src/domain/settings/configuration.ts';
import type { ReadersSnapshot } from '../../../../src/borders/native.ts';
import { passiveFacts } from '../../../../src/main/diagnosis/probes.ts';
import type { RoleRequests } from '../../../../src/main/diagnosis/roles.ts';
import { Sentinel } from '../../../../src/main/diagnosis/sentinel.ts';
import { HEALTHY } from '../../domain/diagnosis/facts.ts';
import { fakeMachine } from './fake-machine.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

function settings(sentinel: boolean): Configuration {
  const resolved = resolveConfiguration({
    environment: 'test',
    webPs: { cpx: { hosts: ['https://a.exemple.fr'] }, ecps: { hosts: ['https://b.exemple.fr'] } },
    proSanteConnect: { hosts: ['https://c.exemple.fr'] },
    sentinel,
  });
  if (!resolved.ok) throw new Error('refused');
  return resolved.value;
}

const snapshotOf = (...names: string[]): ReadersSnapshot => ({
  service: 'running',
  failure: null,
  readers: names.map((name) => ({ name, card: null })),
});

let current: Configuration;
let snapshot: ReadersSnapshot | null;
let memory: SentinelMemory | null;
let told: Check[];
/** Changes when a component's file does. */
let stamp: string;
let facts: Pick<typeof HEALTHY, 'readers' | 'ssv' | 'workstation'>;
const look = vi.fn(() => Promise.resolve(facts));
let sentinel: Sentinel;

beforeEach(() => {
  vi.useFakeTimers({ now: Date.parse('2026-11-02T08:00:00Z') });
  current = settings(true);
  snapshot = snapshotOf('Lecteur A 0', 'Lecteur B 0');
  memory = null;
  told = [];
  stamp = 'a';
  facts = HEALTHY;
  look.mockClear();
  sentinel = new Sentinel({
    settings: {
      get current() {
        return current;
      },
    },
    memory: {
      get value() {
        return { sentinel: memory };
      },
      remember: (part) => {
        memory = part.sentinel;
      },
    },
    readers: () => snapshot,
    look,
    stamp: () => Promise.resolve(stamp),
    tell: (check) => told.push(check),
    now: Date.now,
  });
});

afterEach(() => {
  sentinel.stop();
  vi.useRealTimers();
});

const bad = { ...HEALTHY.workstation, cryptolibs: ['5.2.2', '5.2.6'] };

describe('the sentinel of a running program', () => {
  /** Something happens: a card is put in, the session is unlocked. */
  const happens = async (): Promise<void> => {
    await sentinel.moment();
    await vi.advanceTimersByTimeAsync(MINUTE);
  };

  it('looks a minute after the start, then at what happens first once a day has passed', async () => {
    sentinel.start();
    await happens();
    expect(look).toHaveBeenCalledTimes(1);
    for (let day = 0; day < 3; day += 1) {
      await happens();
      await vi.advanceTimersByTimeAsync(DAY);
      await happens();
      await happens();
      expect(look).toHaveBeenCalledTimes(2 + day);
    }
    expect(told).toEqual([]);
  });

  it('has no timer while nothing happens, for however long', async () => {
    sentinel.start();
    await vi.advanceTimersByTimeAsync(MINUTE);
    expect(vi.getTimerCount()).toBe(0);
    await vi.advanceTimersByTimeAsync(9 * DAY);
    expect(look).toHaveBeenCalledTimes(1);
  });

  it('looks the same day on a computer that sleeps at night, whose timers stand still', async () => {
    sentinel.start();
    await vi.advanceTimersByTimeAsync(MINUTE);
    for (let day = 0; day < 3; day += 1) {
      await vi.advanceTimersByTimeAsync(9 * 60 * MINUTE);
      vi.setSystemTime(Date.now() + 15 * 60 * MINUTE);
      await happens();
    }
    expect(look).toHaveBeenCalledTimes(4);
  });

  it('waits until no more cards move before it looks', async () => {
    sentinel.start();
    await vi.advanceTimersByTimeAsync(MINUTE);
    vi.setSystemTime(Date.now() + DAY);
    for (let card = 0; card < 5; card += 1) {
      await sentinel.moment();
      await vi.advanceTimersByTimeAsync(20_000);
    }
    expect(look).toHaveBeenCalledTimes(1);
    await vi.advanceTimersByTimeAsync(20_000);
    expect(look).toHaveBeenCalledTimes(2);
  });

  it('goes on with what it knew at the last start, and tells what got worse once it is certain', async () => {
    sentinel.start();
    await vi.advanceTimersByTimeAsync(MINUTE);
    facts = { ...HEALTHY, workstation: bad };
    await vi.advanceTimersByTimeAsync(DAY);
    await happens();
    expect(told).toEqual([]);
    // By itself: whoever is there now is to be told.
    await vi.advanceTimersByTimeAsync(10 * MINUTE);
    expect(told.map(({ code }) => code)).toEqual(['CRYPTOLIB-PLUSIEURS']);
    await vi.advanceTimersByTimeAsync(5 * DAY);
    await happens();
    expect(told).toHaveLength(1);
  });

  it('looks after a change of readers, not after one of cards', async () => {
    sentinel.start();
    sentinel.readersChanged();
    await vi.advanceTimersByTimeAsync(MINUTE);
    const card = { kind: 'vitale-2', atr: '3B', insertion: 1 } as const;
    snapshot = {
      ...snapshotOf('Lecteur B 0', 'Lecteur A 0'),
      readers: [
        { name: 'Lecteur B 0', card: null },
        { name: 'Lecteur A 0', card: { ...card } as never },
      ],
    };
    sentinel.readersChanged();
    await vi.advanceTimersByTimeAsync(MINUTE);
    expect(look).toHaveBeenCalledTimes(1);
    snapshot = snapshotOf('Lecteur A 0');
    sentinel.readersChanged();
    await vi.advanceTimersByTimeAsync(MINUTE);
    expect(look).toHaveBeenCalledTimes(2);
  });

  it('looks after a change of the components’ files', async () => {
    sentinel.start();
    await vi.advanceTimersByTimeAsync(62 * MINUTE);
    await happens();
    expect(look).toHaveBeenCalledTimes(1);
    stamp = 'b';
    await happens();
    // The files were asked a moment ago.
    expect(look).toHaveBeenCalledTimes(1);
    await vi.advanceTimersByTimeAsync(61 * MINUTE);
    await happens();
    expect(look).toHaveBeenCalledTimes(2);
  });

  it('does nothing while it is switched off, and nothing after its end', async () => {
    current = settings(false);
    sentinel.start();
    await vi.advanceTimersByTimeAsync(2 * DAY);
    await happens();
    expect(look).not.toHaveBeenCalled();
    current = settings(true);
    await happens();
    expect(look).toHaveBeenCalled();
    look.mockClear();
    sentinel.stop();
    await vi.advanceTimersByTimeAsync(5 * DAY);
    await happens();
    expect(look).not.toHaveBeenCalled();
  });

  it('a look that breaks down is tried again the next day', async () => {
    look.mockRejectedValueOnce(new Error('no process'));
    sentinel.start();
    await vi.advanceTimersByTimeAsync(MINUTE);
    await happens();
    expect(look).toHaveBeenCalledTimes(1);
    await vi.advanceTimersByTimeAsync(DAY);
    await happens();
    expect(look).toHaveBeenCalledTimes(2);
  });
});

describe('the passive part', () => {
  it('asks for the place of the library only: no card is read, nothing of the vendor’s is loaded', async () => {
    const asked: string[] = [];
    const ssv: RoleRequests<'ssv'> = {
      request: (method) => {
        asked.push(method);
        return Promise.resolve({ ok: false, failure: { code: 'PROCESSUS-ARRETE' } });
      },
    };
    const machine = fakeMachine({ platform: 'linux', folders: { '/proc': [] } });
    const found = await passiveFacts({
      snapshot: snapshotOf('Lecteur A 0'),
      ssv,
      configuration: current,
      machine,
    });
    expect(asked).toEqual(['locate']);
    expect(Object.keys(found).sort()).toEqual(['readers', 'ssv', 'workstation']);
  });
});
