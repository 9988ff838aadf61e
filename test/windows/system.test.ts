/** The system around the cards: registry, manifests, settings, the call's pipe, command lines, files, ends. */
import { execFile, execFileSync, spawn } from 'node:child_process';
import { access, mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { SILENT } from '../../src/main/base/log.ts';
import { readCallLink } from '../../src/domain/launch/software-call.ts';
import { callProgram } from '../../src/main/calls/call-client.ts';
import { callAddressFile, CallServer } from '../../src/main/calls/call-server.ts';
import { sessionAddress } from '../../src/main/calls/holder-address.ts';
import { askHolder, Holder } from '../../src/main/calls/holder.ts';
import { EVENT_TYPES, WindowsEventLog } from '../../src/system/windows-event-log.ts';
import { registerSessionChanges, windowsSessionOf } from '../../src/system/windows-session.ts';
import {
  applyGalssRepair,
  previewGalssRepair,
  undoGalssRepair,
} from '../../src/main/diagnosis/galss-file.ts';
import { loadPolicy, policyPlaces } from '../../src/main/settings/policy-source.ts';
import { SettingsStore } from '../../src/main/settings/store.ts';
import { readCommandLine } from '../../src/main/start/command-line.ts';
import { endHost, startHost } from '../../src/native/srvsvcnam/host-process.ts';
import { parseGalssIni } from '../../src/domain/galss/channels.ts';
import { readRegistryText } from '../../src/system/windows-registry.ts';
import { CardsProcess } from '../lab/native/cards-process.ts';
import { NATIVE } from './place.ts';

const run = promisify(execFile);
const reg = (...args: string[]): void => {
  execFileSync('C:\\Windows\\System32\\reg.exe', args, { stdio: 'ignore' });
};

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cabinet médical '));
});
afterEach(() => rm(folder, { recursive: true, force: true, maxRetries: 5 }));

const thrown = async (what: Promise<unknown>): Promise<unknown> =>
  what.then(
    () => null,
    (error: unknown) => error,
  );

describe('the registry', () => {
  const KEY = 'HKLM\\SOFTWARE\\DMP Direct essai';
  afterEach(() => {
    for (const view of ['/reg:64', '/reg:32']) {
      try {
        reg('delete', KEY, '/f', view);
      } catch {
        // It was not there.
      }
    }
  });

  it.each([
    ['a path with accents', 'C:\\Program Files (x86)\\Santé été\\hôte.json'],
    ['what no console code page holds', 'Œuvre – «’» 世界'],
    ['more than the first buffer holds', `C:\\${'é'.repeat(3_000)}`],
    ['an empty text', ''],
  ])('%s arrives whole', (_name, text) => {
    reg('add', KEY, '/ve', '/d', text, '/f', '/reg:64');
    expect(readRegistryText(KEY, null)).toBe(text);
  });

  it('each view has its own values', () => {
    reg('add', KEY, '/v', 'Vue', '/d', 'soixante-quatre', '/f', '/reg:64');
    reg('add', KEY, '/v', 'Vue', '/d', 'trente-deux', '/f', '/reg:32');
    expect(readRegistryText(KEY, 'Vue')).toBe('soixante-quatre');
    expect(readRegistryText(KEY.replace('SOFTWARE', 'SOFTWARE\\WOW6432Node'), 'Vue')).toBe('trente-deux');
  });

  it('replaces the variables of an expandable text', () => {
    reg('add', KEY, '/v', 'Dossier', '/t', 'REG_EXPAND_SZ', '/d', '%SystemDrive%\\Santé', '/f', '/reg:64');
    expect(readRegistryText(KEY, 'Dossier')).toBe('C:\\Santé');
  });

  it.each([
    ['no such key', 'HKLM\\SOFTWARE\\Absent\\Absent', null],
    ['no such value', 'HKLM\\SOFTWARE', 'Absent'],
    ['no such root', 'HKCR\\SOFTWARE', null],
  ])('%s: null', (_name, key, name) => {
    expect(readRegistryText(key, name)).toBeNull();
  });

  it('a number is no text', () => {
    reg('add', KEY, '/v', 'Nombre', '/t', 'REG_DWORD', '/d', '7', '/f', '/reg:64');
    expect(readRegistryText(KEY, 'Nombre')).toBeNull();
  });
});

describe('the policy of the fleet', () => {
  const KEY = 'HKLM\\SOFTWARE\\Policies\\DMP Direct';
  const USERS = 'HKCU\\SOFTWARE\\Policies\\DMP Direct';
  const TOOLS = 'HKCU\\Software\\Microsoft\\Windows\\CurrentVersion\\Policies\\System';
  const places = policyPlaces();
  const file = places.flatMap((place) => (place.kind === 'registry' ? [] : [place.path]))[0] ?? '';
  afterEach(async () => {
    for (const key of [KEY, USERS, TOOLS])
      for (const view of ['/reg:64', '/reg:32'])
        try {
          reg('delete', key, '/f', view);
        } catch {
          // It was not there.
        }
    await rm(join(file, '..'), { recursive: true, force: true });
  });
  const load = (path = join(folder, 'none.json')) =>
    loadPolicy(
      places.map((place) => (place.kind === 'registry' ? place : { ...place, path })),
      {},
    );
  const set = (
    key: string,
    name: string,
    type: string,
    data: string,
    view: '/reg:64' | '/reg:32' = '/reg:64',
  ): void => {
    reg('add', key, '/v', name, '/t', type, '/d', data, '/f', view);
  };

  it('is nothing where there is none', async () => {
    expect(await load()).toEqual({
      ok: true,
      value: { policy: { defaults: {}, locked: {} }, problems: [], lastGood: {} },
    });
  });

  it('is read whole: numbers, yes or no, lists, texts that no code page holds', async () => {
    set(`${KEY}\\Locked`, 'startWithSession', 'REG_DWORD', '1');
    set(`${KEY}\\Locked`, 'webPs.resourceHosts', 'REG_MULTI_SZ', 'https://a.example\\0https://b.example');
    set(`${KEY}\\Locked`, 'support.name', 'REG_SZ', 'Informatique – cœur « santé » 世界');
    set(`${KEY}\\Defaults`, 'cards.ssvLibrary', 'REG_EXPAND_SZ', 'D:\\%fsv%\\ssvw32.dll');
    set(`${KEY}\\Locked`, 'lockAfterMinutes', 'REG_DWORD', '7', '/reg:32');
    expect(await load()).toMatchObject({
      ok: true,
      value: {
        policy: {
          locked: {
            startWithSession: true,
            lockAfterMinutes: 7,
            webPs: { resourceHosts: ['https://a.example', 'https://b.example'] },
            support: { name: 'Informatique – cœur « santé » 世界' },
          },
          defaults: { cards: { ssvLibrary: 'D:\\%fsv%\\ssvw32.dll' } },
        },
        problems: [],
      },
    });
  });

  it('does not need the tools that a user may be forbidden', async () => {
    set(`${KEY}\\Locked`, 'signIn', 'REG_SZ', 'cpx');
    set(TOOLS, 'DisableRegistryTools', 'REG_DWORD', '2');
    const path = process.env.PATH;
    process.env.PATH = folder;
    expect(await load()).toMatchObject({ ok: true, value: { policy: { locked: { signIn: 'cpx' } } } });
    process.env.PATH = path;
  });

  it('of a user lies below the machine’s', async () => {
    set(`${KEY}\\Locked`, 'openOnInsert', 'REG_SZ', 'ask');
    set(`${USERS}\\Locked`, 'openOnInsert', 'REG_SZ', 'always');
    set(`${USERS}\\Locked`, 'landingPage', 'REG_SZ', 'Documents');
    expect(await load()).toMatchObject({
      ok: true,
      value: { policy: { locked: { openOnInsert: 'ask', landingPage: 'Documents' } }, problems: [] },
    });
  });

  it('names what it does not know and what is none, and the rest holds', async () => {
    set(`${KEY}\\Locked`, 'signIn', 'REG_SZ', 'badge');
    set(`${KEY}\\Locked`, 'plus.tard', 'REG_SZ', 'é');
    set(`${KEY}\\Locked`, 'zoom', 'REG_BINARY', '00');
    set(`${KEY}\\Locked`, 'openOnInsert', 'REG_SZ', 'ask');
    const loaded = await load();
    expect(loaded).toMatchObject({ ok: true, value: { policy: { locked: { openOnInsert: 'ask' } } } });
    const problems = loaded.ok ? loaded.value.problems : [];
    expect(problems.map(({ detail }) => detail?.key).toSorted()).toEqual([
      'locked.plus.tard',
      'locked.signIn',
      'locked.zoom',
    ]);
    expect(new Set(problems.map(({ detail }) => detail?.source))).toEqual(new Set([KEY]));
  });

  it('does not follow a variable of the user’s', () => {
    process.env.ProgramData = folder;
    expect(JSON.stringify(policyPlaces())).toBe(JSON.stringify(places));
    expect(file).toBe('C:\\ProgramData\\DMP Direct\\policy.json');
  });

  it('is not gone by when an ordinary account could have written it', async () => {
    await mkdir(join(file, '..'), { recursive: true });
    await writeFile(file, JSON.stringify({ locked: { startWithSession: true } }));
    expect(await load(file)).toMatchObject({ ok: false, failure: { code: 'POLITIQUE-NON-PROTEGEE' } });
  });
});

describe('settings', () => {
  const open = async (userFile: string) =>
    SettingsStore.open({ userFile, configFile: null, policy: null, base: null });

  it('are written in one step, in a folder with accents and spaces, and read back', async () => {
    const file = join(folder, 'Données de l’été', 'settings.json');
    const store = await open(file);
    if (!store.ok) throw new Error(store.failure.code);
    expect(await store.value.set('startWithSession', false)).toMatchObject({ ok: true });
    expect(JSON.parse(await readFile(file, 'utf8'))).toEqual({ startWithSession: false });
    expect(await readdir(join(file, '..'))).toEqual(['settings.json']);
    const again = await open(file);
    expect(again).toMatchObject({ ok: true, value: { problems: [] } });
  });

  it('twenty changes at once leave a whole file and the last of them', async () => {
    const file = join(folder, 'settings.json');
    const store = await open(file);
    if (!store.ok) throw new Error(store.failure.code);
    await Promise.all(
      Array.from({ length: 20 }, (_, index) => store.value.set('startWithSession', index % 2 === 1)),
    );
    expect(JSON.parse(await readFile(file, 'utf8'))).toEqual({ startWithSession: true });
  });

  it.each([
    ['no JSON', '{"startWithSession": tru'],
    ['an unknown key', '{"inconnue": 1}'],
  ])('that are damaged are set aside under a name that Windows takes: %s', async (_name, text) => {
    const file = join(folder, 'settings.json');
    await writeFile(file, text);
    const store = await open(file);
    expect(store).toMatchObject({ ok: true, value: { problems: [{ code: 'REGLAGES-ECARTES' }] } });
    const [kept = ''] = await readdir(folder);
    expect(kept).toMatch(/^settings\.json\.\d{4}-\d{2}-\d{2}T\d{2}-\d{2}-\d{2}$/);
    expect(await readFile(join(folder, kept), 'utf8')).toBe(text);
  });

  it('with a byte order mark, as Notepad writes it', async () => {
    const configFile = join(folder, 'réglages.json');
    await writeFile(configFile, '\uFEFF{"startWithSession": false}');
    const store = await SettingsStore.open({
      userFile: join(folder, 'none.json'),
      configFile,
      policy: null,
      base: null,
    });
    expect(store).toMatchObject({ ok: true, value: { current: { startWithSession: false } } });
  });

  it('lie under a path longer than 260 characters', async () => {
    const file = join(folder, ...Array.from({ length: 6 }, () => 'é'.repeat(50)), 'settings.json');
    expect(file.length).toBeGreaterThan(300);
    const store = await open(file);
    if (!store.ok) throw new Error(store.failure.code);
    expect(await store.value.set('startWithSession', false)).toMatchObject({ ok: true });
    expect(await open(file)).toMatchObject({ ok: true, value: { problems: [] } });
  });
});

/** Of this Windows session. */
const SESSION = `windows ${String(windowsSessionOf(process.pid))}`;

it('knows its session by Windows’ own number', () => {
  expect(SESSION).toMatch(/^windows \d+$/);
  // Wine takes any window, and Windows none of this number: what is shown here is the call's form.
  expect(registerSessionChanges(Buffer.alloc(8, 0xff))).toBeTypeOf('boolean');
});

it('writes the helpdesk’s events by Windows’ own calls', async () => {
  const log = new WindowsEventLog('DMP Direct');
  expect(await log.report(EVENT_TYPES.warning, 311, 'Connexion arrêtée : SITE-INJOIGNABLE')).toBe(true);
  log.close();
  expect(await log.report(EVENT_TYPES.info, 301, 'Dossier fermé')).toBe(false);
});

describe('the named pipe of the command `open`', () => {
  const start = { file: 'C:\\absent.exe', args: [] };
  const call = { page: 'TableauDeBord', caller: 'LOGICIEL', stdin: 'nothing' as const };
  let server: CallServer | null = null;
  afterEach(async () => {
    await server?.stop();
    server = null;
  });

  it('carries the call and brings the answer', async () => {
    const calls: unknown[] = [];
    server = new CallServer(
      { folder, session: SESSION },
      (each) => {
        calls.push(each);
        return Promise.resolve(null);
      },
      SILENT,
    );
    await server.start();
    const { address } = JSON.parse(await readFile(callAddressFile(folder), 'utf8')) as { address: string };
    expect(address).toMatch(/^\\\\\.\\pipe\\dmp-direct-[0-9a-f-]{36}$/);
    expect(
      await callProgram(call, { places: { own: folder, machine: folder }, session: SESSION, start }),
    ).toBeNull();
    expect(calls).toMatchObject([{ page: 'TableauDeBord', caller: 'LOGICIEL' }]);
  });

  it('takes several callers, each with its own answer', async () => {
    let turn = 0;
    server = new CallServer(
      { folder, session: SESSION },
      async () => ((turn += 1) === 1 ? null : { code: 'APPEL-OCCUPE' }),
      SILENT,
    );
    await server.start();
    const answers = await Promise.all([
      callProgram(call, { places: { own: folder, machine: folder }, session: SESSION, start }),
      callProgram(call, { places: { own: folder, machine: folder }, session: SESSION, start }),
    ]);
    expect(answers.filter((each) => each === null)).toHaveLength(1);
    expect(answers.filter((each) => each?.code === 'APPEL-OCCUPE')).toHaveLength(1);
  });

  it('hears that the caller has gone', async () => {
    const gone = new Promise<void>((resolve) => {
      server = new CallServer(
        { folder, session: SESSION },
        (_call, wanted) => {
          wanted.addEventListener('abort', () => resolve());
          return new Promise(() => undefined);
        },
        SILENT,
      );
    });
    await server?.start();
    const { address } = JSON.parse(await readFile(callAddressFile(folder), 'utf8')) as { address: string };
    const socket = connect(address);
    socket.on('error', () => undefined);
    const request = { page: 'TableauDeBord', ins: null, caller: null, datamatrix: null, traits: null };
    socket.write(`${JSON.stringify(request)}\n`);
    await delay(300);
    socket.destroy();
    await gone;
  });

  it('is told apart from one that a program which was ended has left behind', async () => {
    await writeFile(
      callAddressFile(folder),
      JSON.stringify({ address: '\\\\.\\pipe\\dmp-direct-absent', session: SESSION }),
    );
    expect(
      await callProgram(call, { places: { own: folder, machine: folder }, session: SESSION, start }),
    ).toMatchObject({
      code: 'APPEL-SANS-REPONSE',
    });
  });

  it('removes its address at the end', async () => {
    server = new CallServer({ folder, session: SESSION }, () => Promise.resolve(null), SILENT);
    await server.start();
    await server.stop();
    server = null;
    expect(await thrown(access(callAddressFile(folder)))).not.toBeNull();
  });
});

describe('the place of the one program, a named pipe that no file holds', () => {
  const held: (() => unknown)[] = [];
  afterEach(async () => {
    for (const give of held.splice(0)) await give();
  });

  async function claim(address: string): Promise<Holder | null> {
    const holder = await Holder.claim(address);
    if (holder !== null) held.push(() => holder.stop());
    return holder;
  }

  it('stays its holder’s when the profile is deleted, and asks it for its files again', async () => {
    const address = sessionAddress(folder, SESSION);
    expect(address).toMatch(/^\\\\\.\\pipe\\dmp-direct-holder-/);
    const holder = await claim(address);
    let restored = 0;
    holder?.restoresBy(async () => {
      restored++;
      await mkdir(folder);
    });
    holder?.settle(0);
    await rm(folder, { recursive: true });
    expect(await claim(address)).toBeNull();
    expect((await askHolder(address)).answer).toBe('answered');
    expect(restored).toBe(1);
    expect(await thrown(access(folder))).toBeNull();
  });

  it('is one for a profile, however its path is written', async () => {
    await claim(sessionAddress(folder, SESSION));
    expect(await claim(sessionAddress(`${folder}\\`, SESSION))).toBeNull();
    expect(await claim(sessionAddress(`${folder} 2`, SESSION))).not.toBeNull();
  });

  it('of a process that was ended is nobody’s, and can be taken', async () => {
    const address = sessionAddress(folder, SESSION);
    const source = `require('node:net').createServer().listen(${JSON.stringify(address)}, () => console.log('up'))`;
    const former = spawn(process.execPath, ['-e', source], { stdio: ['ignore', 'pipe', 'ignore'] });
    const ended = new Promise((resolve) => former.once('exit', resolve));
    await new Promise((resolve) => former.stdout.once('data', resolve));
    expect(await claim(address)).toBeNull();
    former.kill();
    await ended;
    expect((await askHolder(address)).answer).toBe('nobody');
    expect(await claim(address)).not.toBeNull();
  });
});

describe('a command line as Windows passes it', () => {
  /** What a program gets of a line: Windows hands over one text, and the program's own start takes it apart. */
  async function argumentsOf(line: string): Promise<string[]> {
    const script = join(folder, 'tell.mjs');
    await writeFile(script, 'process.stdout.write(JSON.stringify(process.argv.slice(2)))');
    const child = spawn(process.execPath, [`"${script}"`, line], { windowsVerbatimArguments: true });
    let output = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text));
    await new Promise((resolve) => child.once('close', resolve));
    return JSON.parse(output) as string[];
  }

  const INS = '285042634111136';
  it.each([
    [
      'as the registry’s command has it',
      `-- "dmp-direct://open/TableauDeBord"`,
      'dmp-direct://open/TableauDeBord',
    ],
    [
      'with a name that has a space and an accent',
      `-- "dmp-direct://open/TableauDeBord?caller=Cabinet%20Été"`,
      'dmp-direct://open/TableauDeBord?caller=Cabinet%20Été',
    ],
    [
      'with a trailing slash, as browsers add it',
      `-- "dmp-direct://open/DossierPatient/${INS}/"`,
      `dmp-direct://open/DossierPatient/${INS}/`,
    ],
    ['in capitals', `-- "DMP-DIRECT://open/TableauDeBord"`, 'DMP-DIRECT://open/TableauDeBord'],
  ])('a deep link %s', async (_name, line, link) => {
    const args = await argumentsOf(line);
    expect(readCommandLine(args)).toMatchObject({ link, call: null, configFile: null });
  });

  it.each([
    ['a quote that closes the argument', `-- "dmp-direct://open/TableauDeBord" --config=C:\\mal.json"`],
    ['a switch behind the link', `-- "dmp-direct://open/TableauDeBord" --user-data C:\\mal`],
    ['a switch in the link’s own place', `-- "--config=C:\\mal.json"`],
  ])('a link cannot bring an option: %s', async (_name, line) => {
    expect(readCommandLine(await argumentsOf(line))).toMatchObject({ configFile: null, userData: null });
  });

  it.each([
    [
      'with quotes and a space',
      `--config "C:\\Données du cabinet\\réglages.json"`,
      'C:\\Données du cabinet\\réglages.json',
    ],
    ['with =', `--config="C:\\Données du cabinet\\réglages.json"`, 'C:\\Données du cabinet\\réglages.json'],
    ['on a share', `--config \\\\serveur\\partage\\réglages.json`, '\\\\serveur\\partage\\réglages.json'],
    ['with a backslash before the quote', `--config "C:\\cabinet\\\\"`, 'C:\\cabinet\\'],
  ])('a path %s', async (_name, line, path) => {
    expect(readCommandLine(await argumentsOf(line)).configFile).toBe(path);
  });

  it('the command `open`', async () => {
    const args = await argumentsOf('open --page "TableauDeBord" --caller "Logiciel d’été" --ins-stdin');
    expect(readCommandLine(args).call).toEqual({
      page: 'TableauDeBord',
      caller: 'Logiciel d’été',
      stdin: 'ins' as const,
    });
    expect(readCommandLine(await argumentsOf(`open --page TableauDeBord --ins ${INS}`)).call).toBe('usage');
  });

  it('a link is read the same as everywhere', () => {
    expect(readCallLink('dmp-direct://open/TableauDeBord?caller=Cabinet%20%C3%89t%C3%A9')).toMatchObject({
      ok: true,
      value: { caller: 'Cabinet Été' },
    });
  });
});

describe('galss.ini in C:\\Windows, ANSI with CRLF', () => {
  const FILE = 'C:\\Windows\\galss.ini';
  const READER = 'Lecteur intégré  0';
  const text = (reader: string): string =>
    [
      '; réglé',
      '[CONFIG]',
      'NbCanaux=1',
      '[CANAL1]',
      'TCanal=3',
      'Index=0',
      'Protocole=1',
      `Caracteristiques=${reader}`,
      'NbPAD=1',
      '[CANAL1.PAD1]',
      'PAD=1',
      'NbLAD=1',
      '[CANAL1.PAD1.LAD1]',
      'LAD=1',
      'NomLAD=Vitale',
      '',
    ].join('\r\n');
  afterEach(() => rm(FILE, { force: true }));

  it('is parsed: names with accents and double spaces, no carriage return left', async () => {
    const [channel] = parseGalssIni(text(READER));
    expect(JSON.stringify(channel)).toContain(READER);
    expect(JSON.stringify(channel)).not.toContain('\\r');
  });

  it('is repaired in one step and put back, byte by byte', async () => {
    const before = Buffer.from(text('Lecteur absent'), 'latin1');
    await writeFile(FILE, before);
    const facts = {
      path: FILE,
      text: null,
      platform: 'windows',
      clients: [],
      widths: [],
      serialPorts: [],
    } as const;
    const repair = await previewGalssRepair(facts, [{ name: READER, card: { kind: 'vitale-2' } }]);
    if (!repair.ok || repair.value === null) throw new Error('nothing was proposed');
    const applied = await applyGalssRepair(repair.value, new Date(2026, 10, 29));
    if (!applied.ok) throw new Error(applied.failure.code);
    expect(await readFile(FILE, 'latin1')).toBe(text(READER));
    const { backup } = applied.value;
    if (backup === null) throw new Error('nothing was kept');
    expect(await readFile(backup)).toEqual(before);
    expect((await undoGalssRepair(applied.value)).ok).toBe(true);
    expect(await readFile(FILE)).toEqual(before);
    await rm(backup);
  });
});

describe('native-messaging hosts', () => {
  const HOST = 'fr.sesamvitale.srvsvcnam_native_messaging_host';
  const KEY = `HKLM\\SOFTWARE\\Google\\Chrome\\NativeMessagingHosts\\${HOST}`;
  const ORIGIN = 'chrome-extension://kpjpglcbcgnblkigbedgaoegjbifejka/';
  const SCRIPT = `
    process.stdin.once('data', () => {
      const answer = Buffer.from(JSON.stringify({ version: '5.10', argv: process.argv.slice(2) }));
      const length = Buffer.alloc(4); length.writeUInt32LE(answer.length);
      process.stdout.write(Buffer.concat([length, answer]));
    });`;
  let role: CardsProcess;
  beforeAll(() => {
    role = new CardsProcess(NATIVE, {}, ['--role=srvsvcnam']);
  });
  afterAll(() => role.kill());
  afterEach(() => {
    for (const view of ['/reg:64', '/reg:32']) {
      try {
        reg('delete', KEY, '/f', view);
      } catch {
        // It was not there.
      }
    }
  });

  /** As an installer does: a manifest beside a batch file that starts the program, and a key that names it. */
  async function install(view: string, script = SCRIPT): Promise<string> {
    const manifest = join(folder, 'hôte é.json');
    await writeFile(join(folder, 'host.mjs'), script);
    await writeFile(join(folder, 'host.bat'), `@echo off\r\n"${process.execPath}" "%~dp0host.mjs" %*\r\n`);
    await writeFile(
      manifest,
      JSON.stringify({
        name: HOST,
        description: '',
        path: 'host.bat',
        type: 'stdio',
        allowed_origins: [ORIGIN],
      }),
    );
    reg('add', KEY, '/ve', '/d', manifest, '/f', view);
    return manifest;
  }

  it.each([
    ['64-bit', '/reg:64'],
    ['32-bit', '/reg:32'],
  ])(
    'are found by the key of the %s view and answer, through a batch file in a folder with accents',
    async (_name, view) => {
      const manifest = await install(view);
      expect(await role.request('discover', {})).toMatchObject({
        type: 'value',
        value: {
          manifests: [{ host: 'vitale', browser: 'chrome', scope: 'machine', manifest, state: 'usable' }],
        },
      });
      const answer = await role.request('call', { host: 'vitale', message: { service: 'version' } });
      expect(answer).toMatchObject({ type: 'value', value: { answer: { version: '5.10', argv: [ORIGIN] } } });
    },
  );

  it('are absent without a key, and said so', async () => {
    expect(await role.request('call', { host: 'vitale', message: {} })).toMatchObject({
      failure: { code: 'SRVSVCNAM-ABSENT' },
    });
  });

  it('that hang are ended when they are abandoned', async () => {
    await install('/reg:64', 'setInterval(() => undefined, 1000);');
    const calling = role.request('call', { host: 'vitale', message: { service: 'version' } });
    await delay(1_500);
    await role.request('abandon', {});
    expect(await calling).toMatchObject({ failure: { code: 'SRVSVCNAM-ARRETE' } });
  });

  it('end with what they have started', async () => {
    const beat = join(folder, 'beat');
    const child = `const { appendFileSync } = require('fs'); setInterval(() => appendFileSync(${JSON.stringify(beat)}, '.'), 100);`;
    const parent = `require('child_process').spawn(process.execPath, ['-e', ${JSON.stringify(child)}], { stdio: 'ignore' }); setInterval(() => undefined, 1000);`;
    const host = startHost({ path: process.execPath, args: ['-e', parent] }, () => undefined)!;
    const beats = async (): Promise<number> => (await readFile(beat, 'utf8').catch(() => '')).length;
    while ((await beats()) === 0) await delay(50);
    endHost(host);
    // Ended when ten beats' time brings none; else the test's own patience ends it.
    for (let before = -1; before !== (await beats());) {
      before = await beats();
      await delay(1_000);
    }
  });
});

describe('ends of programs', () => {
  it.each([0, 1, 64, 65, 255])('exit code %i arrives as it was given', async (code) => {
    const ended = await run(process.execPath, ['-e', `process.exit(${String(code)})`]).then(
      () => 0,
      (error: unknown) => (error as { code: number }).code,
    );
    expect(ended).toBe(code);
  });

  it('a role ends with 0 when its input closes', async () => {
    const role = new CardsProcess(NATIVE, {}, ['--role=srvsvcnam']);
    await role.request('discover', {});
    expect((await role.end()).code).toBe(0);
  });
});
