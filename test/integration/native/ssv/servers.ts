import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'vitest';
import type { SsvTarget } from '../../../../src/borders/native.ts';
import type { SsvCalls } from '../../../../src/native/ssv/calls.ts';
import type { Result } from '../../../../src/domain/result.ts';
import type { Case } from '../../../lab/ssv/conformance.ts';
import { writeScenario } from '../../../lab/ssv/standin.ts';

/** A folder with the scenario that the stand-in plays, wherever it is loaded. */
export interface Stage {
  readonly folder: string;
  play(one: Case, calls: SsvCalls, target: SsvTarget): Promise<Result<unknown>>;
  remove(): Promise<void>;
}

/** Makes the folder and points the stand-in to it; `seenAs` is the folder's name where the library runs. */
export async function createStage(
  parent = tmpdir(),
  seenAs: (folder: string) => string = (folder) => folder,
): Promise<Stage> {
  const folder = await mkdtemp(join(parent, 'ssv-stage-'));
  const report = join(folder, 'report');
  process.env.DMP_SSV_SCENARIO = `${seenAs(folder)}/scenario`;
  return {
    folder,
    async play({ scenario, ask }, calls, target) {
      await writeFile(report, '');
      await writeScenario(join(folder, 'scenario'), { ...scenario, report: `${seenAs(folder)}/report` });
      const result = await ask(calls, target);
      const last = (await readFile(report, 'latin1')).trimEnd().split('\n').at(-1) ?? '';
      // Empty where the very first call failed and none was reported.
      expect(last).toMatch(/^$|sessions=0 zones=0$/);
      return result;
    },
    async remove() {
      delete process.env.DMP_SSV_SCENARIO;
      await rm(folder, { recursive: true, force: true });
    },
  };
}
