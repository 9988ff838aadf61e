/** A whole workstation, broken in every way of the lab: each breakage shows exactly its code, and nothing else does. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Check } from '../../src/domain/diagnosis/check.ts';
import { DIAGNOSIS_SECTIONS } from '../../src/domain/failures/index.ts';
import { reportAsJson, reportAsText } from '../../src/domain/diagnosis/report.ts';
import { applyGalssRepair, previewGalssRepair } from '../../src/main/diagnosis/galss-file.ts';
import type { Diagnosis } from '../../src/main/diagnosis/diagnosis.ts';
import type { BreakageCase } from '../lab/broken/breakage-case.ts';
import { BREAKAGES } from '../lab/broken/breakages.ts';
import { runCommand, type Ended } from '../lab/broken/command.ts';
import { HARMLESS } from '../lab/broken/field-breakages.ts';
import { reportSchema } from '../lab/broken/report-schema.ts';
import { alarms, startWorkstation, type Breakage, type Workstation } from '../lab/broken/workstation.ts';
import { catalogueCard } from '../lab/cards/catalogue.ts';
import { LAB_PRACTITIONERS } from '../lab/pki/practitioners.ts';
import { bundleNativeProcess } from './native/pcsc/cards-process.ts';

const ROOT = join(import.meta.dirname, '..', '..');

let bundle: Awaited<ReturnType<typeof bundleNativeProcess>>;
let workstation: Workstation;
const ends: (() => Promise<void>)[] = [];

beforeAll(async () => {
  bundle = await bundleNativeProcess();
  workstation = await startWorkstation(bundle.file);
}, 120_000);

afterAll(async () => {
  await workstation.close();
  await bundle.remove();
});

afterEach(async () => {
  for (const end of ends.splice(0)) await end();
  await workstation.heal();
});

const brief = (checks: readonly Check[]): string =>
  checks.map(({ id, result, code, found }) => `${result} ${id} ${code} ${found}`).join('\n');

function expectNobody(text: string): void {
  for (const { name, firstName, nir } of catalogueCard('famille').people) {
    expect(text).not.toContain(firstName);
    expect(text).not.toContain(name);
    if (nir !== null) expect(text).not.toContain(nir.slice(1, 13));
  }
  const { person, rpps, cardSerial } = LAB_PRACTITIONERS.cps;
  for (const secret of [person?.name, person?.firstName, rpps, cardSerial])
    expect(text).not.toContain(secret ?? 'PRATICIEN');
}

describe('a healthy workstation', () => {
  it('has nothing but good results, one for every part of it', async () => {
    const { checks } = await workstation.diagnose();
    expect(brief(checks.filter(({ result }) => result !== 'good'))).toBe('');
    const codes = new Set(checks.map(({ code }) => code));
    for (const code of [
      'PCSC-OK',
      'LECTEUR-OK',
      'VITALE-LUE',
      'CRYPTOLIB-OK',
      'CPX-OK',
      'SSV-OK',
      'SSV-VERSIONS-OK',
      'GALSS-INI-OK',
      'GALSS-OK',
      'GALSS-EMPLACEMENTS-OK',
      'SRVSVCNAM-OK',
      'DIAGAM-OK',
      'WPS-OK',
      'PSC-OK',
      'TLS-OK',
      'PROXY-OK',
      'HORLOGE-OK',
      'PROGRAMME-OK',
      'MOTEUR-OK',
    ] as const)
      expect(codes).toContain(code);
  });

  it('knows that the site asks for a card before it says anything', async () => {
    const { checks } = await workstation.diagnose();
    const reach = checks.find(({ id }) => id.startsWith('network.reach.cpx'));
    expect(reach?.found).toMatch(/TLS 1\.2, carte demandée$/);
  });

  it('reports nobody: no name, no number, no serial, no folder of the user’s', async () => {
    const { report } = await workstation.diagnose();
    const text = reportAsText(report) + reportAsJson(report);
    expectNobody(text);
    expect(text).toContain('Virtual PCD 00 00');
    expect(text).toContain('3B751300004309EA9000');
    expect(text).toContain('1.40.14');
  });

  it('changes nothing: the cards are asked for what is free, and galss.ini is as it was', async () => {
    const starts = (await workstation.hosts.vitale.runs()).length;
    await workstation.diagnose();
    const runs = (await workstation.hosts.vitale.runs()).slice(starts);
    expect(runs.map(({ request }) => request)).toEqual([{ service: 'version', dest_host: 'vitale' }]);
  });
});

describe('a broken workstation', () => {
  let repairedAt = Date.now();

  it.each(BREAKAGES)('$name: $code, nothing else, and right once repaired', async (breakage) => {
    const given = await breakage.break(workstation, (end) => ends.push(end));
    const diagnosis = await workstation.diagnose(given);
    const { checks } = diagnosis;
    expect(alarms(checks), brief(checks)).toEqual([breakage.code, ...(breakage.also ?? [])].sort());
    const found = checks.find(({ code }) => code === breakage.code);
    expect(found?.steps.length).toBeGreaterThan(0);
    expect(`${found?.meaning ?? ''}${found?.steps.join() ?? ''}`).not.toMatch(/\{\w+\}/);
    if (breakage.repair === 'none') expect(found?.repair).toBeNull();
    if (breakage.repair === 'offered') await putRight(breakage, given, diagnosis);
  });

  /** The file that the report carries is the one that is written, and nothing is wrong after it. */
  async function putRight({ code }: BreakageCase, given: Breakage, before: Diagnosis): Promise<void> {
    const offered = before.checks.find((check) => check.code === code)?.repair;
    const shown = await previewGalssRepair(before.ssv!.galss, before.readers!.readers);
    if (!shown.ok || shown.value === null) throw new Error('no repair');
    const reported = before.report.sections
      .flatMap(({ checks }) => checks)
      .find((check) => check.code === code);
    expect(reported?.repair).toEqual(offered);
    expect(offered).toMatchObject({ file: workstation.galssIni, changes: shown.value.changes });
    expect(offered).toHaveProperty('text', shown.value.after.toString('latin1'));
    // One copy a second is kept: these come faster.
    repairedAt += 1_000;
    expect(await applyGalssRepair(shown.value, new Date(repairedAt))).toMatchObject({ ok: true });
    const { checks } = await workstation.diagnose(given);
    expect(alarms(checks), brief(checks)).toEqual([]);
  }
});

describe('what looks odd and is nothing wrong', () => {
  it.each(HARMLESS)('$name', async (oddity) => {
    const given = await oddity.break(workstation, (end) => ends.push(end));
    const { checks } = await workstation.diagnose(given);
    expect(alarms(checks), brief(checks)).toEqual([]);
  });
});

describe('the command, in a process of its own and without a display', () => {
  /** `npm run diagnose`, from the workstation's own folder and with a file named as seen from there. */
  async function diagnose(...args: string[]): Promise<Ended> {
    const { directory, env, settings } = workstation;
    await writeFile(join(directory, 'reglages.json'), JSON.stringify(settings));
    return runCommand('npm', ['--prefix', ROOT, 'run', '--silent', 'diagnose', '--', ...args], {
      env,
      cwd: directory,
    });
  }

  it('ends with 0 where nothing is to be corrected, and its JSON is the one that is promised', async () => {
    const { code, stdout, stderr } = await diagnose('--json', '--config', 'reglages.json');
    const report = reportSchema.parse(JSON.parse(stdout));
    expect(code, stderr + stdout).toBe(0);
    expect(report.counts).toMatchObject({ fix: 0, watch: 0 });
    // Not for want of oddities: Windows Hello has its card in, and the contactless slot something mute.
    expect(report.readers.map(({ nature, card }) => `${nature} ${card?.kind ?? 'empty'}`)).toEqual([
      'contact vitale-2',
      'contact cps3',
      'virtual virtual',
      'virtual empty',
      'contactless mute',
      'contactless empty',
    ]);
    expect(report.sections.map(({ section }) => section)).toEqual(DIAGNOSIS_SECTIONS);
    expect(stdout).toContain('VITALE-LUE');
    expect(stdout).toContain('CPX-OK');
    // Nobody, and not the folder of who runs it: the settings' file lies in it.
    expectNobody(stdout + stderr);
    // Before it, at most, that the sources were built.
    expect(stderr).toMatch(/Contrôles en cours…\n$/);
  });

  it('ends with 1 where something is, and the text says what and how', async () => {
    await workstation.writeGalssIni('Ingenico TL TELIUM(1)');
    const { code, stdout } = await diagnose('--config=reglages.json');
    expect(code, stdout).toBe(1);
    expect(stdout).toMatch(/^Diagnostic du poste, DMP Direct /);
    expect(stdout).toMatch(
      /\[À corriger\] galss\.ini désigne un lecteur absent.*\(GALSS-LECTEUR-ABSENT\)\n.+\n {6}1\. /,
    );
    expect(stdout.match(/\[À corriger\]/g)).toHaveLength(1);
    expectNobody(stdout);
  });

  it('ends with 2 where it could not run, with nothing on its output', async () => {
    const { code, stdout, stderr } = await diagnose('--jsn');
    expect(code).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).toMatch(/^Option inconnue.*--jsn\nUtilisation.*dmp-direct --diagnose/);
  });
});
