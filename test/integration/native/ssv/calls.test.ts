import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import koffi from 'koffi';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { callsInProcess } from '../../../../src/native/ssv/calls.ts';
import type { SsvTarget } from '../../../../src/borders/native.ts';
import {
  CONFIG,
  FAMILY,
  NEVER_READ,
  NINETEEN,
  OLDER_FAMILY,
  PS_CARD,
  withKey,
} from '../../../lab/ssv/families.ts';
import {
  buildStandin,
  writeScenario,
  type Scenario,
  type StandinFunction,
} from '../../../lab/ssv/standin.ts';

/** The stand-in in this very process: what the binding passes and what it brings back. */
let folder: string;
let target: SsvTarget;
const DATE = '20240131';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ssv-calls-'));
  process.env.DMP_SSV_SCENARIO = join(folder, 'scenario');
  target = { library: await buildStandin(), psResource: 'CPS', vitaleResource: 'Vitale' };
});

afterAll(async () => {
  delete process.env.DMP_SSV_SCENARIO;
  await rm(folder, { recursive: true });
});

afterEach(() => {
  expect(unfreed()).toEqual({ sessions: 0, zones: 0 });
});

function unfreed(): { sessions: number; zones: number } {
  const sessions = [0];
  const zones = [0];
  const count = koffi
    .load(target.library)
    .func('void standin_unfreed(_Out_ int *sessions, _Out_ int *zones)');
  count(sessions, zones);
  return { sessions: sessions[0] ?? -1, zones: zones[0] ?? -1 };
}

async function play(scenario: Scenario): Promise<void> {
  await writeScenario(join(folder, 'scenario'), { report: join(folder, 'report'), ...scenario });
  await writeFile(join(folder, 'report'), '');
}

async function reported(): Promise<string[]> {
  return (await readFile(join(folder, 'report'), 'latin1')).split('\n').slice(0, -1);
}

const readVitale = (pin: string | null = null): ReturnType<typeof callsInProcess.readVitale> =>
  callsInProcess.readVitale({ target, card: 'vitale-2', date: DATE, pin });

describe('starting the library', () => {
  it('hands it the path of its configuration where it takes one, and asks without where none is known', async () => {
    await play({ groups: FAMILY });
    const sesamIni = '/etc/opt/santesocial/fsv/1.40.14/conf/SESAM.INI';
    const params = { card: 'vitale-2', date: DATE, pin: null } as const;
    expect((await callsInProcess.readVitale({ ...params, target: { ...target, sesamIni } })).ok).toBe(true);
    expect((await reported())[0]).toMatch(new RegExp(`^SSV_InitLIB2 .*${sesamIni}`));
    await play({ groups: FAMILY });
    expect((await readVitale()).ok).toBe(true);
    expect((await reported())[0]).toMatch(/^SSV_InitLIB(?!2)/);
  });
});

describe('reading a Vitale', () => {
  it('brings names, certified numbers, ranks and qualities of groups 101 and 104', async () => {
    await play({ groups: FAMILY });
    const result = await readVitale();
    expect(result).toEqual({
      ok: true,
      value: {
        source: 'ssv',
        card: 'vitale-2',
        validFrom: null,
        test: null,
        beneficiaries: [
          {
            name: 'DÉSMAUX',
            birthName: 'LÉCUREUIL',
            firstName: 'NATHALIE',
            birthDate: '19690511',
            birthRank: 1,
            nir: withKey('2690549588157'),
            certifiedNir: withKey('2690549588157'),
            quality: 0,
          },
          {
            name: 'DÉSMAUX',
            birthName: 'DÉSMAUX',
            firstName: 'ZOÉ',
            birthDate: '20061203',
            birthRank: 2,
            nir: null,
            certifiedNir: withKey('2061275111005'),
            quality: 6,
          },
        ],
      },
    });
  });

  it('brings the same of groups 40 and 41, where nothing is certified', async () => {
    await play({ groups: OLDER_FAMILY });
    const result = await callsInProcess.readVitale({ target, card: 'vitale-1', date: DATE, pin: null });
    expect(result).toMatchObject({
      ok: true,
      value: {
        card: 'vitale-1',
        beneficiaries: [
          { name: 'CORSE', birthName: null, nir: withKey('1680172181372'), certifiedNir: null, quality: 0 },
          { firstName: 'ANNE', birthDate: '19981300', nir: null, certifiedNir: null, quality: 6 },
        ],
      },
    });
  });

  it('brings all of 19 beneficiaries, in the order of the card', async () => {
    await play({ groups: NINETEEN });
    const result = await readVitale();
    const names = result.ok ? result.value.beneficiaries.map((person) => person.firstName) : [];
    expect(names).toEqual(Array.from({ length: 19 }, (_, index) => `PRÉNOM ${String(index + 1)}`));
  });

  it('passes resources, date and PIN as they are, and asks for no field beyond its need', async () => {
    await play({ groups: FAMILY });
    await readVitale('1234');
    const lines = await reported();
    expect(lines.find((line) => line.startsWith('SIS_LireDroitsVitale'))).toContain(
      `CPS Vitale pin=4 ${DATE}`,
    );
    const fields = lines.flatMap(
      (line) => /^SGD_LireChamp (\d+)\/\d+\/(\d+)/.exec(line)?.slice(1, 3).join('/') ?? [],
    );
    expect([...new Set(fields)].sort()).toEqual(
      ['101/8', '101/9', '104/1', '104/10', '104/12', '104/13', '104/14', '104/2', '104/3', '104/9'].sort(),
    );
    expect(JSON.stringify(await readVitale())).not.toContain(NEVER_READ);
  });

  it('survives a vendor function with a stack frame of 1 MiB', async () => {
    await play({
      groups: FAMILY,
      faults: [{ kind: 'frame', call: 'SIS_LireDroitsVitale', nth: 0, bytes: 1024 * 1024 }],
    });
    expect((await readVitale()).ok).toBe(true);
  });
});

describe('the PIN', () => {
  it('is asked for when the library demands one, and taken when it is right', async () => {
    await play({ groups: FAMILY, demandedPin: '4321' });
    expect(await readVitale()).toMatchObject({ ok: false, failure: { code: 'SSV-CODE-DEMANDE' } });
    expect((await readVitale('4321')).ok).toBe(true);
  });

  it('is tried once only when it is wrong', async () => {
    await play({ groups: FAMILY, demandedPin: '4321' });
    expect(await readVitale('1111')).toEqual({
      ok: false,
      failure: { code: 'SSV-CODE-FAUX', detail: { code: 'F003', call: 'SIS_LireDroitsVitale' } },
    });
    const tries = (await reported()).filter((line) => line.startsWith('SIS_LireDroitsVitale'));
    expect(tries).toHaveLength(1);
  });

  it('is not repeated after a broken exchange either', async () => {
    await play({
      groups: FAMILY,
      faults: [{ kind: 'return', call: 'SIS_LireDroitsVitale', nth: 1, code: 0x0200 }],
    });
    expect(await readVitale('1234')).toMatchObject({ ok: false, failure: { code: 'SSV-ECHANGE' } });
  });
});

describe('return codes', () => {
  const calls: StandinFunction[] = [
    'SSV_InitLIB',
    'SGD_ReserverSession',
    'SIS_LireDroitsVitale',
    'SGD_LireGroupeSuivant',
    'SGD_LireChamp',
  ];
  it.each(calls)('of %s become failures, and nothing stays open', async (call) => {
    await play({ groups: FAMILY, faults: [{ kind: 'return', call, nth: 1, code: 0xf015 }] });
    expect(await readVitale()).toEqual({
      ok: false,
      failure: { code: 'SSV-VITALE-RETIREE', detail: { code: 'F015', call } },
    });
    expect((await readVitale()).ok).toBe(true);
  });

  it('that the manual does not name keep their hexadecimal value', async () => {
    await play({
      groups: FAMILY,
      faults: [{ kind: 'return', call: 'SIS_LireDroitsVitale', nth: 1, code: 0xabc }],
    });
    expect(await readVitale()).toMatchObject({
      ok: false,
      failure: { code: 'SSV-INATTENDU', detail: { code: '0ABC' } },
    });
  });

  it('of a session or protocol error are tried again, three times', async () => {
    const fault = { kind: 'return', call: 'SIS_LireDroitsVitale', code: 0x0400 } as const;
    await play({ groups: FAMILY, faults: [1, 2, 3].map((nth) => ({ ...fault, nth })) });
    expect((await readVitale()).ok).toBe(true);
    await play({ groups: FAMILY, faults: [{ ...fault, nth: 0 }] });
    expect(await readVitale()).toMatchObject({ ok: false, failure: { code: 'SSV-ECHANGE' } });
    const tries = (await reported()).filter((line) => line.startsWith('SIS_LireDroitsVitale'));
    expect(tries).toHaveLength(4);
  });

  it('recover from a library that somebody left initialised', async () => {
    await play({ groups: FAMILY, faults: [{ kind: 'return', call: 'SSV_TermLIB', nth: 1, code: 0x0001 }] });
    expect((await readVitale()).ok).toBe(true);
    expect(await readVitale()).toMatchObject({
      ok: false,
      failure: { code: 'SSV-USAGE', detail: { code: 'F670' } },
    });
    expect((await readVitale()).ok).toBe(true);
  });
});

describe('fields longer than the buffer', () => {
  const long = 'X'.repeat(5000);
  it.each(['size', 'silent', 'error'] as const)(
    'come whole when the library shows it by %s',
    async (tooSmall) => {
      const groups = [{ read: 'config', group: 60, occurrence: 1, fields: { 1: long } }] as const;
      await play({ groups, tooSmall });
      expect(await callsInProcess.readConfig({ target })).toEqual({
        ok: true,
        value: { entries: [{ group: 60, occurrence: 1, fields: [{ field: 1, text: long }] }] },
      });
    },
  );
});

describe('the other reads', () => {
  it('describe the configuration without its blank fields', async () => {
    await play({ groups: CONFIG });
    expect(await callsInProcess.readConfig({ target })).toMatchObject({
      ok: true,
      value: {
        entries: [
          {
            group: 60,
            fields: [
              { field: 1, text: 'LECTEUR FICTIF' },
              { field: 2, text: '4.10' },
            ],
          },
          { group: 61, occurrence: 1 },
          { group: 61, occurrence: 2 },
          { group: 62 },
        ],
      },
    });
  });

  it('say whose the practitioner’s card is and no more', async () => {
    await play({ groups: PS_CARD });
    const result = await callsInProcess.readPsCard({ target, pin: null });
    expect(result).toEqual({ ok: true, value: { cardType: '0', name: 'MAXIMIN', firstName: 'HÉLÈNE' } });
    expect((await reported()).join('\n')).not.toMatch(/SGD_LireChamp (1\/1\/3|2\/)/);
  });
});

describe('libraries that cannot be used', () => {
  const through = (library: string): ReturnType<typeof callsInProcess.readConfig> =>
    callsInProcess.readConfig({ target: { ...target, library } });

  it('are told apart: absent, without the functions, of another architecture, broken', async () => {
    expect(await through(join(folder, 'none.so'))).toEqual({ ok: false, failure: { code: 'SSV-ABSENTE' } });
    expect(await through(await buildStandin('zones'))).toEqual({
      ok: false,
      failure: { code: 'SSV-FONCTIONS', detail: { function: 'SGD_ReserverSession' } },
    });
    const good = await readFile(target.library);
    const foreign = Buffer.from(good);
    foreign.writeUInt16LE(3, 18);
    await writeFile(join(folder, 'foreign.so'), foreign);
    expect(await through(join(folder, 'foreign.so'))).toMatchObject({
      failure: { code: 'SSV-ARCHITECTURE' },
    });
    await writeFile(join(folder, 'cut.so'), good.subarray(0, 200));
    expect(await through(join(folder, 'cut.so'))).toMatchObject({ failure: { code: 'SSV-CHARGEMENT' } });
  });
});
