/** A whole workstation, broken in every way of the lab: each breakage shows exactly its code, and nothing else does. */
import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Check } from '../../src/domain/diagnosis/check.ts';
import { reportAsJson, reportAsText } from '../../src/domain/diagnosis/report.ts';
import { BREAKAGES } from '../lab/broken/breakages.ts';
import { alarms, startWorkstation, type Workstation } from '../lab/broken/workstation.ts';
import { catalogueCard } from '../lab/cards/catalogue.ts';
import { LAB_PRACTITIONERS } from '../lab/pki/practitioners.ts';
import { z } from 'zod';
import { bundleNativeProcess } from './native/pcsc/cards-process.ts';

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
    for (const { name, firstName, nir } of catalogueCard('famille').people) {
      expect(text).not.toContain(firstName);
      expect(text).not.toContain(name);
      if (nir !== null) expect(text).not.toContain(nir.slice(1, 13));
    }
    const { person, rpps, cardSerial } = LAB_PRACTITIONERS.cps;
    for (const secret of [person?.name, person?.firstName, rpps, cardSerial])
      expect(text).not.toContain(secret ?? 'PRATICIEN');
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
  it.each(BREAKAGES)('$name: $code, and nothing else', async (breakage) => {
    const given = await breakage.break(workstation, (end) => ends.push(end));
    const { checks } = await workstation.diagnose(given);
    expect(alarms(checks), brief(checks)).toEqual([breakage.code]);
    const found = checks.find(({ code }) => code === breakage.code);
    expect(found?.steps.length).toBeGreaterThan(0);
    expect(`${found?.meaning ?? ''}${found?.steps.join() ?? ''}`).not.toMatch(/\{\w+\}/);
  });
});

/** What a helpdesk's tool may count on (docs/technical/diagnosis.md). */
const reportSchema = z.object({
  format: z.object({ name: z.literal('dmp-direct-diagnosis'), version: z.literal(1) }),
  madeAt: z.iso.datetime(),
  program: z.string(),
  environment: z.literal('test'),
  counts: z.record(z.enum(['good', 'watch', 'fix', 'unknown']), z.int().min(0)),
  sections: z.array(
    z.object({
      section: z.string(),
      title: z.string(),
      checks: z.array(
        z.object({
          id: z.string(),
          result: z.enum(['good', 'watch', 'fix', 'unknown']),
          code: z.string(),
          found: z.string(),
          meaning: z.string(),
          steps: z.array(z.string()),
        }),
      ),
    }),
  ),
});

interface Ended {
  readonly code: number;
  readonly output: string;
  readonly errors: string;
}

describe('npm run diagnose', () => {
  /** As typed on this workstation, without a display. */
  function type(...args: string[]): Promise<Ended> {
    const { DISPLAY: _, WAYLAND_DISPLAY: __, ...env } = workstation.env;
    const script = join(import.meta.dirname, '../../scripts/diagnose.mjs');
    return new Promise((resolve) => {
      execFile(process.execPath, [script, ...args], { env }, (error, output, errors) => {
        resolve({ code: typeof error?.code === 'number' ? error.code : 0, output, errors });
      });
    });
  }

  async function configFile(): Promise<string> {
    const file = join(workstation.directory, 'configuration.json');
    await writeFile(file, JSON.stringify(workstation.settings));
    return file;
  }

  it('ends with 0 on a healthy workstation, its report as JSON', async () => {
    const { code, output, errors } = await type('--json', '--config', await configFile());
    const report = reportSchema.parse(JSON.parse(output));
    const checks = report.sections.flatMap((section) => section.checks);
    expect(checks.filter(({ result }) => result === 'fix')).toEqual([]);
    expect(checks.map(({ code: name }) => name)).toEqual(
      expect.arrayContaining(['VITALE-LUE', 'CPX-OK', 'TLS-OK']),
    );
    expect(report.counts.good).toBeGreaterThan(15);
    expect(code, errors).toBe(0);
  });

  it('ends with 1 when something is to be corrected, and says it as text', async () => {
    await workstation.writeGalssIni('Lecteur qui n’est plus là');
    const { code, output } = await type('--config', await configFile());
    expect(output).toContain('GALSS-LECTEUR-ABSENT');
    expect(code).toBe(1);
  });

  it.each([
    ['an option that there is not', ['--tout']],
    ['a file that is not named', ['--config']],
  ])('ends with 2 for %s, with the usage and no report', async (_what, args) => {
    const { code, output, errors } = await type(...args);
    expect({ code, output }).toEqual({ code: 2, output: '' });
    expect(errors).toMatch(/--json/);
  });

  it('a configuration that cannot be read is told by the report, not by silence', async () => {
    const { code, output } = await type('--config', join(workstation.directory, 'absente.json'));
    expect(output).toContain('CONFIG-ILLISIBLE');
    expect(code).toBe(1);
  });
});
