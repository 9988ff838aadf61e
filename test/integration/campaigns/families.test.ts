import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { bundleLabPrograms } from '../../../scripts/lib/lab-program.mjs';
import { searchProcess } from '../../campaigns/families/process.ts';

const CARDS = 150;

let programs: Awaited<ReturnType<typeof bundleLabPrograms>>;

beforeAll(async () => {
  programs = await bundleLabPrograms({ native: 'test/lab/demo/native.ts' });
});

afterAll(() => programs.remove());

it(`${String(CARDS)} hostile cards in the real process open no other person’s record`, async () => {
  const tally = await searchProcess(join(programs.directory, 'native.mjs'), 20_260_412, CARDS);
  expect(tally.misses).toEqual([]);
  expect(tally.given.wrong).toBe(0);
  expect(tally.read).toBeGreaterThan(CARDS / 4);
  // Cards are really pulled out and swapped in the middle of a read.
  expect(tally.failures['VITALE-RETIREE'] ?? 0).toBeGreaterThan(0);
  expect(tally.failures['VITALE-INCOHERENTE'] ?? 0).toBeGreaterThan(0);
}, 120_000);
