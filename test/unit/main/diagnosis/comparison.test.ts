import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { makeReport, reportAsJson, type Report } from '../../../../src/domain/diagnosis/report.ts';
import { comparisonOf } from '../../../../src/main/diagnosis/comparison.ts';
import { checksWith, HEALTHY } from '../../domain/diagnosis/facts.ts';

vi.mock('electron', () => ({ dialog: {} }));

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'comparaison-'));
});
afterEach(() => rm(folder, { recursive: true }));

function reportOf(madeAt: string, ...cryptolibs: string[]): Report {
  const header = { readers: [], madeAt: new Date(madeAt), program: '0.1.0', environment: 'test' };
  return makeReport(checksWith({ workstation: { ...HEALTHY.workstation, cryptolibs } }), header, {});
}

async function saved(name: string, report: Report): Promise<string> {
  const file = join(folder, name);
  await writeFile(file, reportAsJson(report));
  return file;
}

const BEFORE = reportOf('2026-11-20T08:00:00Z', '5.2.2', '5.2.6');
const AFTER = reportOf('2026-11-23T08:00:00Z', '5.2.6');

describe('« Avant et après »', () => {
  it('of one file is with this workstation’s own diagnosis', async () => {
    const file = await saved('avant.json', BEFORE);
    expect(await comparisonOf([file], AFTER)).toMatchObject({
      state: 'shown',
      isPresent: true,
      solved: [{ code: 'CRYPTOLIB-PLUSIEURS' }],
      appeared: [],
    });
  });

  it('of two files is theirs alone: they may be another workstation’s', async () => {
    const files = [await saved('apres.json', AFTER), await saved('avant.json', BEFORE)];
    const shown = await comparisonOf(files, reportOf('2026-11-24T08:00:00Z', '5.0.16', '5.2.6'));
    expect(shown).toMatchObject({
      isPresent: false,
      solved: [{ code: 'CRYPTOLIB-PLUSIEURS' }],
      remained: [],
    });
  });

  it('of a file that is no report, or of one alone before any diagnosis, is none', async () => {
    const other = join(folder, 'autre.json');
    await writeFile(other, '{}');
    expect(await comparisonOf([other], AFTER)).toEqual({ state: 'failed' });
    expect(await comparisonOf([await saved('a.json', BEFORE), other], AFTER)).toEqual({ state: 'failed' });
    expect(await comparisonOf([await saved('a.json', BEFORE)], null)).toEqual({ state: 'failed' });
  });
});
