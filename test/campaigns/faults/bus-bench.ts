/** The two buses of a Linux desktop, cut, silent or garbled at each byte of what they say. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { followSessionLock } from '../../../src/main/program/linux-lock.ts';
import { Logind, own, startDaemon } from '../../lab/dbus/index.ts';
import { Cutter, type Cut } from './cutter.ts';
import { sample, type Bench, type BenchContext } from './fault.ts';
import { inTime, Unheard } from './unheard.ts';

const SHORT_PER_KIND = 2;
/** Every byte of the handshake in letters, then one in so many: a message is some 150 bytes. */
const LETTERS = 60;
const STEP = 13;
/** The program asks some ten things, each of which it gives up after two seconds. */
const FOLLOWED_MS = 45_000;
/** A good bus tells within milliseconds, on a machine that has time; a bad one is not waited for. */
const GOOD_MS = 10_000;
const TURN_MS = 15;
const silent = { info: () => undefined };

const CUTS: readonly Cut[] = [
  'resets',
  'closes',
  'goes silent',
  'says another byte',
  'says nothing but garbage from',
];

export async function openBusBench({ seed, short }: BenchContext): Promise<Bench | { unavailable: string }> {
  if (process.platform !== 'linux') return { unavailable: 'the buses of a Linux desktop' };
  const unheard = new Unheard();
  const folder = await mkdtemp(join(tmpdir(), 'dmp-direct-fault-bus-'));
  const daemon = await startDaemon();
  const named = await own(daemon, 'org.freedesktop.login1');
  const logind = new Logind(named);
  const path = join(folder, 'bus');
  const cutter = await Cutter.open(path, /unix:path=([^,]+)/.exec(daemon.address)?.[1] ?? '');
  const address = `unix:path=${path}`;

  /** Follows, has the session locked and unlocked, and stops; what was told of it. */
  const follow = async (patienceMs: number): Promise<readonly boolean[] | 'too late'> => {
    const told: boolean[] = [];
    const following = followSessionLock(
      (_way, away) => told.push(away),
      silent,
      { system: address, session: address },
      '1',
    );
    const lock = await inTime(following, FOLLOWED_MS);
    if (lock === 'too late') return lock;
    for (const [at, locked] of [true, false].entries()) {
      logind.lock(locked);
      for (let waited = 0; told.length <= at && waited < patienceMs; waited += TURN_MS) await delay(TURN_MS);
    }
    lock.stop();
    return told;
  };

  await follow(GOOD_MS);
  const whole = cutter.passed;
  const places = [
    ...Array.from({ length: LETTERS }, (_, at) => at),
    ...Array.from(
      { length: Math.max(0, Math.ceil((whole - LETTERS) / STEP)) },
      (_, at) => LETTERS + at * STEP,
    ),
  ];
  const faults = CUTS.flatMap((how) =>
    places.map((at) =>
      unheard.watch(
        `bus that ${how}`,
        `the bus ${how} at byte ${String(at)} of ${String(whole)}`,
        async () => {
          cutter.set({ how, at });
          const during = await follow(TURN_MS);
          cutter.set(null);
          const after = await follow(GOOD_MS);
          return [
            ...(during === 'too late' ? ['the lock was still being asked for after 45 s'] : []),
            ...(String(after) === 'true,false' ? [] : [`a good bus told ${String(after)}`]),
          ];
        },
      ),
    ),
  );
  return {
    name: 'buses',
    faults: short ? sample(faults, SHORT_PER_KIND, seed) : faults,
    close: async () => {
      named.connection.end();
      cutter.close();
      daemon.process.kill();
      await rm(folder, { recursive: true, force: true });
      return unheard.close();
    },
  };
}
