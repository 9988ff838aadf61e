import { spawn } from 'node:child_process';
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SsvTarget } from '../../../../src/borders/native.ts';
import { encodeFrame } from '../../../../src/system/framing.ts';
import { callsInProcess } from '../../../../src/native/ssv/calls.ts';
import { createHelperCalls, type HelperCalls } from '../../../../src/native/ssv/helper-calls.ts';
import { askForAbsent, CASES } from '../../../lab/ssv/conformance.ts';
import { FAMILY } from '../../../lab/ssv/families.ts';
import { buildStandin, writeScenario } from '../../../lab/ssv/standin.ts';
import { createStage, type Stage } from './servers.ts';

const run = promisify(execFile);
const BUILD = join(import.meta.dirname, '../../../../scripts/build-ssv-helper.mjs');

let programs: string;
beforeAll(async () => {
  programs = await mkdtemp(join(tmpdir(), 'ssv-helper-'));
});
afterAll(async () => {
  await rm(programs, { recursive: true });
});

async function buildHelper(...options: string[]): Promise<string> {
  const { stdout } = await run(process.execPath, [BUILD, `--out=${programs}`, ...options]);
  return stdout.trim();
}

describe('the helper program, built for this machine', () => {
  let stage: Stage;
  let target: SsvTarget;
  let program: string;
  let helper: HelperCalls;

  beforeAll(async () => {
    stage = await createStage();
    target = { library: await buildStandin(), psResource: 'CPS', vitaleResource: 'Vitale' };
    program = await buildHelper('--host');
    helper = createHelperCalls([program]);
  });
  afterAll(async () => {
    helper.stop();
    await stage.remove();
  });

  it.each(CASES)('answers as the process does: $name', async (one) => {
    const expected = await stage.play(one, callsInProcess, target);
    expect(await stage.play(one, helper, target)).toEqual(expected);
  });

  it('tells libraries that cannot be used apart', async () => {
    expect(await askForAbsent(helper, target)).toEqual({ code: 'SSV-ABSENTE' });
    const zones = { ...target, library: await buildStandin('zones') };
    expect(await helper.readConfig({ target: zones })).toEqual(
      await callsInProcess.readConfig({ target: zones }),
    );
    const text = join(stage.folder, 'text.so');
    await writeFile(text, 'not a library at all'.repeat(100));
    expect(await helper.readConfig({ target: { ...target, library: text } })).toEqual({
      ok: false,
      failure: { code: 'SSV-ARCHITECTURE', detail: { library: text } },
    });
  });

  it('dies with the library, says so, and is started again by the next call', async () => {
    const request = { target, card: 'vitale-2', date: '20240131', pin: null } as const;
    await writeScenario(join(stage.folder, 'scenario'), {
      groups: FAMILY,
      faults: [{ kind: 'crash', call: 'SIS_LireDroitsVitale', nth: 1 }],
    });
    expect(await helper.readVitale(request)).toEqual({
      ok: false,
      failure: { code: 'PROCESSUS-ARRETE', detail: { role: 'ssv' } },
    });
    await writeScenario(join(stage.folder, 'scenario'), { groups: FAMILY });
    expect((await helper.readVitale(request)).ok).toBe(true);
  });

  it('ends when its input ends, even inside a library that never comes back', async () => {
    await writeScenario(join(stage.folder, 'scenario'), {
      groups: FAMILY,
      faults: [{ kind: 'hang', call: 'SSV_InitLIB', nth: 0 }],
    });
    const child = spawn(program, { stdio: ['pipe', 'ignore', 'ignore'] });
    const exited = new Promise((resolve) => child.once('exit', resolve));
    child.stdin.write(encodeFrame({ type: 'request', id: 1, method: 'readConfig', params: { target } }));
    await delay(300);
    expect(child.exitCode).toBeNull();
    child.stdin.end();
    expect(await exited).toBe(0);
  });

  it.each([
    ['no JSON', Buffer.from([4, 0, 0, 0, 0x7b, 0x7b, 0x7b, 0x7b])],
    ['a frame of 2 GB', Buffer.from([0xff, 0xff, 0xff, 0x7f])],
    ['a request without a number', Buffer.from(encodeFrame({ type: 'request' }))],
  ])('ends rather than guess: %s', async (_name, bytes) => {
    const child = spawn(program, { stdio: ['pipe', 'ignore', 'ignore'] });
    const exited = new Promise((resolve) => child.once('exit', resolve));
    child.stdin.on('error', () => undefined);
    child.stdin.write(bytes);
    expect(await exited).toBe(65);
  });

  it('refuses requests outside the contract, and goes on', async () => {
    const answers = await Promise.all([
      helper.readVitale({ target, card: 'vitale-2', date: '2024-1-1', pin: null }),
      helper.readVitale({ target, card: 'vitale-2', date: '20240131', pin: 'a b' }),
      helper.readConfig({ target: { ...target, psResource: '' } }),
    ]);
    const refused = { ok: false, failure: { code: 'PROCESSUS-REPONSE', detail: { role: 'ssv' } } };
    expect(answers).toEqual([refused, refused, refused]);
    await writeScenario(join(stage.folder, 'scenario'), { groups: FAMILY });
    expect((await helper.readPsCard({ target, pin: null })).ok).toBe(true);
  });
});
