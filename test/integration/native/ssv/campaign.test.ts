import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Result } from '../../../../src/domain/result.ts';
import type { SsvTarget } from '../../../../src/borders/native.ts';
import { callsInProcess } from '../../../../src/native/ssv/calls.ts';
import { createHelperCalls, type HelperCalls } from '../../../../src/native/ssv/helper-calls.ts';
import { CASES } from '../../../lab/ssv/conformance.ts';
import { FAMILY } from '../../../lab/ssv/families.ts';
import { buildStandin, writeScenario, type Fault } from '../../../lab/ssv/standin.ts';
import { bundleNativeProcess } from '../pcsc/cards-process.ts';
import { createStage, type Stage } from './servers.ts';

/** The real `ssv` process of the product on standard streams: good calls, crashes and hangs in turn. */
const ROUNDS = Number(process.env.DMP_SSV_CAMPAIGN ?? 50);
/** Main's deadline is 20 s; a short one here, since the library never comes back anyway. */
const DEADLINE_MS = 1_000;

let bundle: Awaited<ReturnType<typeof bundleNativeProcess>>;
let stage: Stage;
let target: SsvTarget;
let calls: HelperCalls;

beforeAll(async () => {
  bundle = await bundleNativeProcess();
  stage = await createStage();
  target = { library: await buildStandin(), psResource: 'CPS', vitaleResource: 'Vitale' };
  calls = createHelperCalls([process.execPath, bundle.file, '--role=ssv']);
});
afterAll(async () => {
  calls.stop();
  await stage.remove();
  await bundle.remove();
});

const read = (): Promise<Result<unknown>> =>
  calls.readVitale({ target, card: 'vitale-2', date: '20240131', pin: null });

/** Like main: a call that is not answered in time costs the process its life. */
async function readInTime(): Promise<Result<unknown>> {
  const late = new AbortController();
  void delay(DEADLINE_MS, null, { signal: late.signal }).then(
    () => calls.stop(),
    () => undefined,
  );
  const result = await read();
  late.abort();
  return result;
}

const play = (...faults: Fault[]): Promise<void> =>
  writeScenario(join(stage.folder, 'scenario'), { groups: FAMILY, faults });

/** This process's children, zombies included, and its open files. */
async function held(): Promise<{ children: number; files: number }> {
  let children = 0;
  for (const pid of (await readdir('/proc')).filter((name) => /^\d+$/.test(name))) {
    const stat = await readFile(`/proc/${pid}/stat`, 'latin1').catch(() => '');
    const parent = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1];
    if (parent === String(process.pid)) children += 1;
  }
  return { children, files: (await readdir('/proc/self/fd')).length };
}

describe('the ssv process', () => {
  it.each(CASES.slice(0, 30))('gives over its port what the calls give: $name', async (one) => {
    const expected = await stage.play(one, callsInProcess, target);
    expect(await stage.play(one, calls, target)).toEqual(expected);
  });

  it(
    `outlives nothing and leaks nothing in ${String(ROUNDS)} rounds of good calls, crashes and hangs`,
    async () => {
      calls.stop();
      await delay(200);
      const before = await held();
      for (let round = 0; round < ROUNDS; round += 1) {
        if (round % 5 === 2) {
          await play({ kind: 'crash', call: 'SIS_LireDroitsVitale', nth: 1 });
          expect(await readInTime()).toMatchObject({ failure: { code: 'PROCESSUS-ARRETE' } });
        } else if (round % 10 === 4) {
          await play({ kind: 'hang', call: 'SGD_LireChamp', nth: 3 });
          expect(await readInTime()).toMatchObject({ failure: { code: 'PROCESSUS-ARRETE' } });
        }
        await play();
        // A good call gets all the time it needs: the machine may be busy.
        expect((await read()).ok, `round ${String(round)}`).toBe(true);
      }
      calls.stop();
      await delay(200);
      expect(await held()).toEqual(before);
    },
    ROUNDS * 2_000,
  );
});
