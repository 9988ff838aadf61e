import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { SsvTarget } from '../../../../src/borders/native.ts';
import { callsInProcess } from '../../../../src/native/ssv/calls.ts';
import { FAMILY, NINETEEN } from '../../../lab/ssv/families.ts';
import { buildStandin, writeScenario, type Scenario } from '../../../lab/ssv/standin.ts';
import { bundleNativeProcess } from '../pcsc/cards-process.ts';
import { createStage, type Stage } from './servers.ts';

const run = promisify(execFile);
const ROOT = join(import.meta.dirname, '../../../..');

let bundle: Awaited<ReturnType<typeof bundleNativeProcess>>;
let stage: Stage;
let target: SsvTarget;

beforeAll(async () => {
  bundle = await bundleNativeProcess();
  stage = await createStage();
  target = { library: await buildStandin(), psResource: 'CPS', vitaleResource: 'Vitale' };
});
afterAll(async () => {
  await stage.remove();
  await bundle.remove();
});

it('binds in Electron’s utility process as in Node, and its crash is not Electron’s', async () => {
  const params = { target, card: 'vitale-2', date: '20240131', pin: null } as const;
  const scenarios: Scenario[] = [
    { groups: FAMILY },
    {
      groups: NINETEEN,
      faults: [{ kind: 'frame', call: 'SIS_LireDroitsVitale', nth: 0, bytes: 1024 * 1024 }],
    },
    { groups: FAMILY, faults: [{ kind: 'return', call: 'SIS_LireDroitsVitale', nth: 0, code: 0xf011 }] },
    { groups: FAMILY, faults: [{ kind: 'crash', call: 'SIS_LireDroitsVitale', nth: 1 }] },
    { groups: FAMILY },
  ];
  const expected: unknown[] = [];
  const rounds: unknown[] = [];
  for (const [id, scenario] of scenarios.entries()) {
    const file = join(stage.folder, `round-${String(id)}`);
    await writeScenario(file, scenario);
    rounds.push({ file, request: { method: 'readVitale', params } });
    if (scenario.faults?.[0]?.kind === 'crash') {
      expected.push({ type: 'exit', died: true });
      continue;
    }
    await writeScenario(join(stage.folder, 'scenario'), scenario);
    const result = await callsInProcess.readVitale(params);
    expected.push(
      result.ok
        ? { type: 'value', id, value: result.value }
        : { type: 'failure', id, failure: result.failure },
    );
  }
  const runtime = (await run(process.execPath, [join(ROOT, 'scripts/electron-runtime.mjs')])).stdout.trim();
  const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const { stdout } = await run(
    'xvfb-run',
    ['-a', join(runtime, 'electron'), ...sandbox, join(import.meta.dirname, 'electron-probe')],
    {
      env: {
        ...process.env,
        SSV_PROBE: JSON.stringify({ bundle: bundle.file, rounds, scenario: join(stage.folder, 'scenario') }),
      },
      timeout: 55_000,
    },
  );
  const line = stdout.split('\n').find((text) => text.startsWith('PROBE ')) ?? 'PROBE null';
  expect(JSON.parse(line.slice('PROBE '.length))).toEqual(expected);
});
