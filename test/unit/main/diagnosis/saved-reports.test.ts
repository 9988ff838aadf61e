import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { runDiagnosisCommand, type CommandSurroundings } from '../../../../src/main/diagnosis/command.ts';
import { readReport } from '../../../../src/main/diagnosis/saved-reports.ts';

const REPORT = {
  format: { name: 'dmp-direct-diagnosis', version: 2 },
  madeAt: '2026-11-23T08:00:00.000Z',
  program: '0.1.0',
  environment: 'production',
  sections: [
    {
      title: 'DMP Direct',
      checks: [{ id: 'program.tray', result: 'watch', code: 'ICONE-INVISIBLE', found: 'Icône' }],
    },
  ],
};

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rapports-'));
});
afterEach(() => rm(folder, { recursive: true }));

/** The command with nothing behind it: the summary must ask nothing of the workstation. */
async function summary(): Promise<{ code: number; written: string; said: string[] }> {
  let written = '';
  const said: string[] = [];
  const surroundings = {
    roles: { stop: () => undefined },
    write: (text: string) => (written += text),
    say: (line: string) => said.push(line),
  } as unknown as CommandSurroundings;
  const code = await runDiagnosisCommand({ json: false, configFile: null, summary: folder }, surroundings);
  return { code, written, said };
}

describe('the reports of a folder', () => {
  it('make one table, and what is no report is named', async () => {
    await writeFile(join(folder, 'poste 2.json'), JSON.stringify(REPORT));
    await writeFile(join(folder, 'poste 1.JSON'), JSON.stringify({ ...REPORT, sections: [] }));
    await writeFile(join(folder, 'autre.json'), '{}');
    await writeFile(join(folder, 'lisez-moi.txt'), 'rien');
    const { code, written, said } = await summary();
    expect(code).toBe(0);
    expect(written.split('\n').map((line) => line.split(';')[0])).toEqual([
      'Poste',
      'poste 1',
      'poste 2',
      '2\u00a0postes',
      '',
    ]);
    expect(said).toEqual(['Ce fichier n’est pas un rapport\u00a0: autre.json']);
  });

  it('that is empty or not there ends with 2', async () => {
    expect(await summary()).toMatchObject({ code: 2, written: '' });
  });

  it('are not read when they are longer than any report', async () => {
    const file = join(folder, 'long.json');
    await writeFile(file, JSON.stringify(REPORT) + ' '.repeat(5 * 1024 * 1024));
    expect(await readReport(file)).toBeNull();
  });
});
