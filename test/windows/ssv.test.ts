/** The vendor's library as on Windows: 64 bits in the process, 32 bits behind the helper, where the installer puts it. */
import { spawn } from 'node:child_process';
import { copyFile, mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { SsvInstallation, SsvTarget } from '../../src/borders/native.ts';
import { callsInProcess } from '../../src/native/ssv/calls.ts';
import { createHelperCalls, type HelperCalls } from '../../src/native/ssv/helper-calls.ts';
import { createStage, type Stage } from '../integration/native/ssv/servers.ts';
import { CardsProcess } from '../lab/native/cards-process.ts';
import { askForAbsent, CASES } from '../lab/ssv/conformance.ts';
import { FAMILY } from '../lab/ssv/families.ts';
import { writeScenario } from '../lab/ssv/standin.ts';
import { dll, HELPER, NATIVE, PROGRAM, RUNS_32_BITS, SHORT } from './place.ts';

const IN_64 = dll('ssvw64.dll');
const IN_32 = dll('ssvw32.dll');
const target = (library: string): SsvTarget => ({ library, psResource: 'CPS', vitaleResource: 'Vitale' });
const request = (library: string) =>
  ({ target: target(library), card: 'vitale-2', date: '20240131', pin: null }) as const;

let stage: Stage;
let helper: HelperCalls;
beforeAll(async () => {
  stage = await createStage();
  helper = createHelperCalls([HELPER]);
});
afterAll(async () => {
  helper.stop();
  await stage.remove();
});
const scenario = (): string => join(stage.folder, 'scenario');

describe('64 bits in the process, 32 bits behind the helper: the same answers', () => {
  const cases = CASES.filter((_, index) => !SHORT || index % 5 === 0).map((one) => [one.name, one] as const);
  it.skipIf(!RUNS_32_BITS).each(cases)('%s', async (_name, one) => {
    const here = await stage.play(one, callsInProcess, target(IN_64));
    expect(await stage.play(one, helper, target(IN_32))).toEqual(here);
  });

  it.skipIf(!RUNS_32_BITS)('is absent: said by both', async () => {
    const absent = { code: 'SSV-ABSENTE' };
    expect(await askForAbsent(callsInProcess, target(IN_64))).toEqual(absent);
    expect(await askForAbsent(helper, target(IN_32))).toEqual(absent);
  });

  it.each([
    ['the process refuses 32 bits', IN_32, callsInProcess],
    ['the process refuses a program that is no library of its kind', HELPER, callsInProcess],
  ])('%s', async (_name, library, calls) => {
    expect(await calls.readConfig({ target: target(library) })).toMatchObject({
      failure: { code: 'SSV-ARCHITECTURE', detail: { library } },
    });
  });

  it.skipIf(!RUNS_32_BITS)('the helper refuses 64 bits', async () => {
    expect(await helper.readConfig({ target: target(IN_64) })).toMatchObject({
      failure: { code: 'SSV-ARCHITECTURE', detail: { library: IN_64 } },
    });
  });
});

describe.skipIf(!RUNS_32_BITS)('the helper', () => {
  it('dies with the library, and the next call starts another', async () => {
    await writeScenario(scenario(), {
      groups: FAMILY,
      faults: [{ kind: 'crash', call: 'SIS_LireDroitsVitale', nth: 1 }],
    });
    expect(await helper.readVitale(request(IN_32))).toMatchObject({ failure: { code: 'PROCESSUS-ARRETE' } });
    await writeScenario(scenario(), { groups: FAMILY });
    expect((await helper.readVitale(request(IN_32))).ok).toBe(true);
  });

  it('ends when its input closes, even in the middle of a call that hangs', async () => {
    await writeScenario(scenario(), {
      groups: FAMILY,
      faults: [{ kind: 'hang', call: 'SIS_LireDroitsVitale', nth: 1 }],
    });
    const other = createHelperCalls([HELPER]);
    const reading = other.readVitale(request(IN_32));
    await delay(800);
    other.stop();
    expect(await reading).toMatchObject({ failure: { code: 'PROCESSUS-ARRETE' } });
    await writeScenario(scenario(), { groups: FAMILY });
  });

  it.each([
    ['no JSON', [4, 0, 0, 0, 0x7b, 0x7b, 0x7b, 0x7b]],
    ['a frame of 2 GB', [0xff, 0xff, 0xff, 0x7f]],
  ])('ends with 65 rather than guess: %s', async (_name, bytes) => {
    const child = spawn(HELPER, { stdio: ['pipe', 'ignore', 'ignore'] });
    const exited = new Promise((resolve) => child.once('exit', resolve));
    child.stdin.on('error', () => undefined);
    child.stdin.write(Buffer.from(bytes));
    expect(await exited).toBe(65);
  });
});

describe('the role as it ships finds what the installer has put there', () => {
  const X86 = 'C:\\Program Files (x86)\\santesocial\\fsv';
  const GALSS = 'C:\\Windows\\galss.ini';
  const CONF = 'C:\\ProgramData\\santesocial\\fsv\\1.40.14\\conf\\sesam.ini';
  /** CRLF and ANSI, as written by Windows' own functions. */
  const INI = [
    '[CONFIG]',
    'NbCanaux=2',
    '; réglé par le cabinet',
    '[CANAL1]',
    'TCanal=3',
    'Protocole=1',
    'Caracteristiques=Lecteur intégré  0',
    'NbPAD=1',
    '[CANAL1.PAD1]',
    'NbLAD=1',
    '[CANAL1.PAD1.LAD1]',
    'NomLAD=CPS',
    '[CANAL2]',
    'TCanal=3',
    'Protocole=1',
    'Caracteristiques=Lecteur intégré  1',
    'NbPAD=1',
    '[CANAL2.PAD1]',
    'NbLAD=1',
    '[CANAL2.PAD1.LAD1]',
    'NomLAD=Vitale',
    '',
  ].join('\r\n');

  let role: CardsProcess;
  const locate = async (): Promise<SsvInstallation> => {
    const answer = await role.request('locate', { ssvLibrary: null, galssIni: null });
    if (answer.type === 'failure') throw new Error(JSON.stringify(answer.failure));
    return answer.value as SsvInstallation;
  };
  const put = async (from: string, to: string): Promise<void> => {
    await mkdir(dirname(to), { recursive: true });
    await copyFile(from, to);
  };

  beforeEach(async () => {
    await put(HELPER, join(PROGRAM, 'ssv-helper', 'ssv-helper.exe'));
    await mkdir(dirname(CONF), { recursive: true });
    await writeFile(CONF, '[SESAM-VITALE]\r\n');
    await writeFile(GALSS, Buffer.from(INI, 'latin1'));
    // Plain Node has no `resourcesPath`; Electron's is the folder that the helper is packed into.
    const resources = `data:text/javascript,process.resourcesPath=${encodeURIComponent(JSON.stringify(PROGRAM))}`;
    role = new CardsProcess(
      NATIVE,
      { DMP_SSV_SCENARIO: scenario() },
      ['--role=ssv'],
      ['--import', resources],
    );
  });
  afterEach(async () => {
    await role.kill();
    await Promise.all(
      [X86, GALSS, 'C:\\Windows\\SysWOW64\\ssvw32.dll', dirname(dirname(CONF))].map((path) =>
        rm(path, { recursive: true, force: true }),
      ),
    );
  });

  it.skipIf(!RUNS_32_BITS)(
    '32 bits under Program Files (x86), in the highest version, behind it',
    async () => {
      await put(IN_32, join(X86, '1.40.9', 'lib', 'ssvw32.dll'));
      await put(IN_32, join(X86, '1.40.14', 'lib', 'ssvw32.dll'));
      const found = await locate();
      const library = join(X86, '1.40.14', 'lib', 'ssvw32.dll');
      expect(found).toMatchObject({
        library: { path: library, bits: 32 },
        host: 'helper',
        galssIni: GALSS,
        failure: null,
        target: { library, psResource: 'CPS', vitaleResource: 'Vitale' },
      });
      await writeScenario(scenario(), { groups: FAMILY });
      expect(await role.request('readVitale', request(library))).toMatchObject({
        type: 'value',
        value: { source: 'ssv', beneficiaries: [{ firstName: 'NATHALIE' }, { firstName: 'ZOÉ' }] },
      });
    },
  );

  it('the readers’ names of an ANSI galss.ini with CRLF, double spaces included', async () => {
    await put(IN_32, join(X86, '1.40.14', 'lib', 'ssvw32.dll'));
    const { channels } = await locate();
    expect(JSON.stringify(channels)).toContain('Lecteur intégré  0');
    expect(JSON.stringify(channels)).not.toContain('\\r');
  });

  it('a system folder’s library of 32 bits, as older installers leave it', async () => {
    await put(IN_32, 'C:\\Windows\\SysWOW64\\ssvw32.dll');
    expect(await locate()).toMatchObject({
      library: { path: 'C:\\Windows\\SysWOW64\\ssvw32.dll' },
      host: 'helper',
    });
  });

  it('64 bits in the process, named by a setting, in a folder with accents and spaces', async () => {
    const library = 'C:\\Program Files\\santesocial\\fsv\\1.40.14\\bibliothèque é\\ssvw64.dll';
    await put(IN_64, library);
    await writeScenario(scenario(), { groups: FAMILY });
    expect(await role.request('readVitale', request(library))).toMatchObject({ type: 'value' });
  });

  it('nothing: said', async () => {
    expect(await locate()).toMatchObject({ library: null, host: null, failure: { code: 'SSV-ABSENTE' } });
  });

  it('no galss.ini: said', async () => {
    await put(IN_32, join(X86, '1.40.12', 'lib', 'ssvw32.dll'));
    await rm(GALSS);
    expect(await locate()).toMatchObject({ galssIni: null, failure: { code: 'SSV-GALSS-INI-ABSENT' } });
    // From 1.40.13 on the library finds the readers by itself (field.md).
    await put(IN_32, join(X86, '1.40.14', 'lib', 'ssvw32.dll'));
    expect(await locate()).toMatchObject({ galssIni: null, failure: null });
  });
});
