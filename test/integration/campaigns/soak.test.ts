import { expect, it } from 'vitest';
import { setUp } from '../../../scripts/lib/setup.mjs';
import { withDisplay } from '../../../scripts/lib/display.mjs';
import { soak } from '../../campaigns/soak/soak.ts';

const SECONDS = 45;

it(`${String(SECONDS)} s of insertions, visits, pulls and faults end well (npm run campaign soak: as long as wanted)`, async () => {
  await setUp('test', () => undefined);
  const report = await withDisplay(
    async (env) => {
      process.env.DISPLAY = env.DISPLAY;
      if (env.XAUTHORITY !== undefined) process.env.XAUTHORITY = env.XAUTHORITY;
      return soak(SECONDS * 1_000, 20_260_412, () => undefined);
    },
    { always: true },
  );
  expect(report.misses).toEqual([]);
  expect(report.orphans).toBe(0);
  expect(report.recoveries).toBeGreaterThan(0);
  expect(report.recordsSeen).toBeGreaterThan(0);
}, 300_000);
