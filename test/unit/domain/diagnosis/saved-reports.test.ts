import { describe, expect, it } from 'vitest';
import { compareReports } from '../../../../src/domain/diagnosis/compare.ts';
import { makeReport, reportAsJson } from '../../../../src/domain/diagnosis/report.ts';
import { readSavedReport, type SavedReport } from '../../../../src/domain/diagnosis/saved-report.ts';
import { summaryTable } from '../../../../src/domain/diagnosis/summary.ts';
import type { Facts } from '../../../../src/domain/diagnosis/facts.ts';
import { checksWith, HEALTHY } from './facts.ts';

/** A report as the program writes it, read again. */
function saved(madeAt: string, changes: Partial<Facts> = {}): SavedReport {
  const header = {
    readers: HEALTHY.readers.readers,
    madeAt: new Date(madeAt),
    program: '0.1.0',
    environment: 'test',
  };
  const context = { homePath: '/home/a', userName: 'a', today: new Date(madeAt), cardAnswers: [] };
  const report = readSavedReport(reportAsJson(makeReport(checksWith(changes), header, context)));
  if (report === null) throw new Error('not read');
  return report;
}

const cryptolibs = (...versions: string[]): Partial<Facts> => ({
  workstation: { ...HEALTHY.workstation, cryptolibs: versions },
});
const MORNING = '2026-11-23T08:00:00.000Z';
const EVENING = '2026-11-23T18:00:00.000Z';

describe('a saved report', () => {
  it.each(['', '{', '[]', '{"format":{"name":"autre"}}', 'null'])('%j is none', (text) => {
    expect(readSavedReport(text)).toBeNull();
  });

  it('may have the mark of a Windows editor at its beginning', () => {
    expect(readSavedReport(`\ufeff${JSON.stringify(saved(MORNING))}`)).not.toBeNull();
  });
});

describe('before and after', () => {
  const both = { ...cryptolibs('5.2.2', '5.2.6'), readers: HEALTHY.readers };
  const tray = { program: { ...HEALTHY.program, tray: 'hidden' as const } };

  it('tells what was solved, what came and what has stayed', () => {
    const before = saved(MORNING, { ...both, ...tray });
    const after = saved(EVENING, {
      ...tray,
      program: { ...tray.program, engine: { electron: '1', chromium: '1' } },
      components: [],
      vitale: [{ ...HEALTHY.vitale[0]!, milliseconds: 5_000 }],
    });
    const { solved, appeared, remained, ...times } = compareReports(before, after);
    expect(times).toEqual({ before: MORNING, after: EVENING });
    expect(solved.map(({ code }) => code)).toEqual(['CRYPTOLIB-PLUSIEURS']);
    expect(appeared.map(({ code }) => code)).toEqual(['VITALE-LENTE']);
    expect(remained.map(({ code }) => code)).toEqual(['ICONE-INVISIBLE']);
    // With what their own report says of them: it may be another workstation's.
    for (const { meaning, steps } of [...solved, ...appeared, ...remained])
      expect([meaning, ...steps].every((text) => text !== '') && steps.length > 0).toBe(true);
  });

  it('is the same whichever is given first', () => {
    const one = saved(MORNING, both);
    const other = saved(EVENING);
    expect(compareReports(other, one)).toEqual(compareReports(one, other));
  });
});

describe('the table of a fleet', () => {
  it('has a line a workstation and a column for every problem, the commonest first', () => {
    const table = summaryTable([
      { name: 'poste 1', report: saved(MORNING, cryptolibs('5.2.2', '5.2.6')) },
      {
        name: 'poste 2',
        report: saved(EVENING, {
          ...cryptolibs('5.2.2', '5.2.6'),
          program: { ...HEALTHY.program, tray: 'hidden' },
        }),
      },
      { name: 'poste 3', report: saved(EVENING) },
    ]);
    expect(table.split('\n')).toEqual([
      'Poste;Fait le (UTC);Version;Environnement;À corriger;À surveiller;CRYPTOLIB-PLUSIEURS;ICONE-INVISIBLE',
      'poste 1;2026-11-23 08:00;0.1.0;test;0;1;À surveiller;',
      'poste 2;2026-11-23 18:00;0.1.0;test;0;2;À surveiller;À surveiller',
      'poste 3;2026-11-23 18:00;0.1.0;test;0;0;;',
      '3\u00a0postes;;;;;;2;1',
      '',
    ]);
  });

  it('holds no formula and no broken line, whatever a file is called', () => {
    const [, line] = summaryTable([{ name: '=CMD("x");\n1', report: saved(MORNING) }]).split('\n');
    expect(line).toMatch(/^"'=CMD\(""x""\); 1";2026/);
  });
});
