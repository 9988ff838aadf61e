import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { success } from '../../../../src/domain/result.ts';
import type { SsvTarget } from '../../../../src/borders/native.ts';
import type { SsvCalls } from '../../../../src/native/ssv/calls.ts';
import { createSsvHandlers } from '../../../../src/native/ssv/handlers.ts';
import type { Machine } from '../../../../src/native/ssv/installation.ts';
import { placesOf } from '../../../../src/native/ssv/places.ts';
import { pe } from '../../../lab/ssv/headers.ts';

let folder: string;
let target: SsvTarget;
let machine: Machine;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ssv-handlers-'));
  const library = join(folder, 'ssvw32.dll');
  const helper = join(folder, 'ssv-helper.exe');
  await writeFile(library, pe(0x014c));
  await writeFile(helper, pe(0x014c));
  target = { library, psResource: 'CPS', vitaleResource: 'Vitale' };
  machine = { platform: 'win32', arch: 'x64', root: folder, helper };
});
afterEach(async () => {
  await rm(folder, { recursive: true });
});

/** A helper that records what it is asked, one call at a time. */
function recordingHelper(): SsvCalls & { readonly asked: string[]; most: number } {
  let running = 0;
  const helper = {
    asked: [] as string[],
    most: 0,
    async call<T>(name: string, value: T) {
      helper.asked.push(name);
      running += 1;
      helper.most = Math.max(helper.most, running);
      await new Promise((resolve) => setTimeout(resolve, 5));
      running -= 1;
      return success(value);
    },
    readVitale: () => Promise.reject(new Error('not asked for here')),
    readConfig: () => helper.call('readConfig', { entries: [] }),
    readPsCard: () => helper.call('readPsCard', { cardType: '0', name: 'MAXIMIN', firstName: 'HÉLÈNE' }),
  };
  return helper;
}

describe('the requests of role ssv', () => {
  it('go to the helper for a 32-bit library on 64-bit Windows, one after the other', async () => {
    const helper = recordingHelper();
    const handlers = createSsvHandlers(machine, helper);
    const answers = await Promise.all([
      handlers.readConfig({ target }),
      handlers.readPsCard({ target, pin: null }),
      handlers.readConfig({ target }),
    ]);
    expect(answers.every((answer) => answer.ok)).toBe(true);
    expect(helper.asked).toEqual(['readConfig', 'readPsCard', 'readConfig']);
    expect(helper.most).toBe(1);
  });

  it.skipIf(process.platform === 'win32')(
    'never reach the helper for a library that others may write, nor for its companion',
    async () => {
      const helper = recordingHelper();
      const handlers = createSsvHandlers(machine, helper);
      for (const weak of [target.library, join(folder, placesOf(process.platform).companions[0] ?? '')]) {
        await writeFile(weak, pe(0x014c));
        await chmod(weak, 0o777);
        expect(await handlers.readConfig({ target })).toMatchObject({
          failure: { code: 'SSV-NON-PROTEGEE', detail: { library: weak } },
        });
        await chmod(weak, 0o755);
      }
      expect(helper.asked).toEqual([]);
      expect(await handlers.readConfig({ target })).toMatchObject({ ok: true });
    },
  );

  it('are refused where nothing can call the library', async () => {
    const wrong = { ok: false, failure: { code: 'SSV-ARCHITECTURE', detail: { library: target.library } } };
    expect(await createSsvHandlers({ ...machine, helper: null }, null).readConfig({ target })).toEqual(wrong);
    await rm(join(folder, 'ssv-helper.exe'));
    expect(await createSsvHandlers(machine, recordingHelper()).readConfig({ target })).toEqual(wrong);
    await rm(target.library);
    expect(await createSsvHandlers(machine, recordingHelper()).readConfig({ target })).toEqual({
      ok: false,
      failure: { code: 'SSV-ABSENTE' },
    });
  });

  it('go on after one of them threw', async () => {
    const handlers = createSsvHandlers(machine, recordingHelper());
    await expect(
      handlers.readVitale({ target, card: 'vitale-2', date: '20240131', pin: null }),
    ).rejects.toThrow();
    expect((await handlers.readConfig({ target })).ok).toBe(true);
  });
});
