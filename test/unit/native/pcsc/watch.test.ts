import { describe, expect, it } from 'vitest';
import { failure } from '../../../../src/domain/failures/index.ts';
import { failed, success, type Result } from '../../../../src/domain/result.ts';
import type { ReadersSnapshot } from '../../../../src/borders/native.ts';
import type { CardService, ObservedReader } from '../../../../src/native/pcsc/port.ts';
import { watchReaders, type ReadersWatcher } from '../../../../src/native/pcsc/watch.ts';

const VITALE = Uint8Array.from(Buffer.from('3B751300004309EA9000', 'hex'));
const there = (eventCounter: number): ObservedReader => ({
  name: 'A',
  presence: 'present',
  atr: VITALE,
  eventCounter,
});
const empty = (eventCounter: number): ObservedReader => ({
  name: 'A',
  presence: 'empty',
  atr: new Uint8Array(),
  eventCounter,
});
const DOWN = failure('PCSC-SERVICE-ARRETE', { code: '0x8010001D' });

/** One connection after the other: each a refusal, or a list of answers after which the connection is lost. */
type Script = readonly ('refused' | readonly (readonly ObservedReader[])[])[];

interface Played {
  readonly snapshots: ReadersSnapshot[];
  readonly pauses: number[];
  readonly watcher: ReadersWatcher;
  closed: number;
}

/** Plays a script to its end, where the watch is stopped. */
async function play(script: Script): Promise<Played> {
  const connections = [...script];
  const snapshots: ReadersSnapshot[] = [];
  const pauses: number[] = [];
  const played = { snapshots, pauses, closed: 0 };
  let now = 0;
  const service: CardService = {
    openWatch: () => {
      const next = connections.shift();
      if (next === undefined) watcher.stop();
      if (next === undefined || next === 'refused') return Promise.resolve(failed(DOWN));
      const answers = [...next];
      return Promise.resolve(
        success({
          next: (): Promise<Result<readonly ObservedReader[]>> => {
            const answer = answers.shift();
            now += 10_000;
            return Promise.resolve(answer === undefined ? failed(DOWN) : success(answer));
          },
          close: () => {
            played.closed += 1;
          },
        }),
      );
    },
    connect: () => Promise.resolve(failed(DOWN)),
    cancelAll: () => undefined,
  };
  const watcher = watchReaders({
    service,
    onSnapshot: (snapshot) => snapshots.push(snapshot),
    now: () => now,
    pause: (milliseconds) => {
      pauses.push(milliseconds);
      return Promise.resolve();
    },
  });
  await watcher.ended;
  return Object.assign(played, { watcher });
}

const unavailable = { service: 'unavailable', failure: DOWN, readers: [] };

describe('the loop', () => {
  it('says every change once, and nothing when nothing changed', async () => {
    const { snapshots } = await play([[[empty(0)], [empty(0)], [there(1)], [there(1)], [empty(2)]]]);
    expect(snapshots.map(({ service, readers }) => [service, readers[0]?.card?.insertion ?? null])).toEqual([
      ['running', null],
      ['running', 1],
      ['running', null],
      ['unavailable', null],
    ]);
  });

  it('says once that the service is down, however often it is asked', async () => {
    const { snapshots } = await play(['refused', 'refused', 'refused', [[empty(0)]]]);
    expect(snapshots).toEqual([
      unavailable,
      { service: 'running', failure: null, readers: [{ name: 'A', card: null }] },
      unavailable,
    ]);
  });

  it('waits longer and longer between tries, and never as long as a second', async () => {
    const { pauses } = await play(Array.from({ length: 10 }, () => 'refused' as const));
    expect(pauses.slice(0, 4)).toEqual([100, 200, 400, 500]);
    expect(Math.max(...pauses)).toBeLessThan(1_000);
  });

  it('waits longer too when the service answers the door but nothing else', async () => {
    const { pauses } = await play([[], [], [], []]);
    expect(pauses.slice(0, 3)).toEqual([100, 200, 400]);
  });

  it('begins with short waits again after the service worked', async () => {
    const { pauses } = await play(['refused', 'refused', [[empty(0)]], 'refused']);
    expect(pauses).toEqual([100, 200, 50, 100]);
  });

  it('calls nothing an insertion after the service came back', async () => {
    const { snapshots } = await play([[[empty(0)], [there(1)]], [[there(0)]]]);
    const cards = snapshots.map(({ readers }) => readers[0]?.card ?? null).filter((card) => card !== null);
    expect(cards).toMatchObject([
      { insertion: 1, seenInserted: true },
      { insertion: 2, seenInserted: false },
    ]);
  });

  it('closes every connection it opened', async () => {
    const { closed } = await play([[[empty(0)]], 'refused', [[there(0)]], []]);
    expect(closed).toBe(3);
  });
});
