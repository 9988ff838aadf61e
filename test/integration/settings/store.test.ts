import { execFileSync } from 'node:child_process';
import {
  chmod,
  chown,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rm,
  stat,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import type { Failure } from '../../../src/domain/failures/index.ts';
import type { PolicyPlaces } from '../../../src/main/settings/policy-source.ts';
import { SettingsStore, type SettingsPlaces } from '../../../src/main/settings/store.ts';

let folder = '';
let userFile = '';
let policyFile = '';

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'dmp-direct-settings-'));
  userFile = join(folder, 'profile', 'settings.json');
  policyFile = join(folder, 'etc', 'policy.json');
  await mkdir(join(folder, 'etc'), { mode: 0o755 });
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
});

/** The tests run as whoever starts them: that user stands for the administrator. */
const ownedBy = (owner: number): PolicyPlaces => [
  { kind: 'json', scope: 'machine', path: policyFile, owner },
  { kind: 'json', scope: 'user', path: join(folder, 'etc', 'users', 'a.json'), owner },
];

function open(places: Partial<SettingsPlaces> = {}) {
  return SettingsStore.open({
    userFile,
    configFile: null,
    policy: ownedBy(process.getuid?.() ?? 0),
    base: null,
    ...places,
  });
}

async function opened(places: Partial<SettingsPlaces> = {}): Promise<SettingsStore> {
  const store = await open(places);
  if (!store.ok) throw new Error(JSON.stringify(store.failure));
  return store.value;
}

/** Why the program does not start. */
async function refused(places: Partial<SettingsPlaces> = {}): Promise<Failure | null> {
  const store = await open(places);
  return store.ok ? null : store.failure;
}

const policy = (content: unknown) => writeFile(policyFile, JSON.stringify(content), { mode: 0o644 });
const codes = (store: SettingsStore) => store.problems.map(({ code }) => code);

describe('the user’s settings', () => {
  it('start from the defaults, without a file', async () => {
    const store = await opened();
    expect(store.current.lockAfterMinutes).toBe(10);
    expect(store.problems).toEqual([]);
    expect(await readdir(folder)).toEqual(['etc']);
  });

  it('of two sessions of one user are one: what either chooses last stays', async () => {
    const [here, there] = [await opened(), await opened()];
    const told: number[] = [];
    there.onChange(({ lockAfterMinutes }) => told.push(lockAfterMinutes));
    await here.set('lockAfterMinutes', 7);
    await there.set('hideAfterMinutes', 3);
    expect(there.current).toMatchObject({ lockAfterMinutes: 7, hideAfterMinutes: 3 });
    expect(told).toContain(7);
    expect((await opened()).current).toMatchObject({ lockAfterMinutes: 7, hideAfterMinutes: 3 });
    // What somebody else has broken is not taken, and mended by the next choice.
    await writeFile(userFile, '{"lockAfterMinutes":');
    await here.set('zoom', 150);
    expect((await opened()).current).toMatchObject({ lockAfterMinutes: 7, zoom: 150 });
  });

  it('are in force and told at once, and found again at the next start', async () => {
    const store = await opened();
    const told: number[] = [];
    store.onChange(({ lockAfterMinutes }) => told.push(lockAfterMinutes));
    expect(await store.set('lockAfterMinutes', 7)).toEqual({ ok: true, value: undefined });
    expect([store.current.lockAfterMinutes, ...told]).toEqual([7, 7]);
    expect((await opened()).current.lockAfterMinutes).toBe(7);
    expect((await opened()).describe().get('lockAfterMinutes')?.origin).toBe('user');
  });

  it('are given up one by one', async () => {
    await policy({ defaults: { lockAfterMinutes: 5 } });
    const store = await opened();
    await store.set('lockAfterMinutes', 7);
    await store.set('signIn', 'cpx');
    await store.reset('lockAfterMinutes');
    expect(store.describe().get('lockAfterMinutes')).toEqual({
      value: 5,
      origin: 'policy-default',
      locked: false,
    });
    expect(JSON.parse(await readFile(userFile, 'utf8'))).toEqual({ signIn: 'cpx' });
  });

  it('lose nothing when several change at once', async () => {
    const store = await opened();
    await Promise.all([
      store.set('lockAfterMinutes', 7),
      store.set('signIn', 'ecps'),
      store.set('startWithSession', true),
      store.set('cards.pinTriesPerInsertion', 1),
    ]);
    expect((await opened()).current).toMatchObject({
      lockAfterMinutes: 7,
      signIn: 'ecps',
      startWithSession: true,
      cards: { pinTriesPerInsertion: 1 },
    });
  });

  it('refuse a value without changing anything, in memory or on disk', async () => {
    const store = await opened();
    await store.set('lockAfterMinutes', 7);
    const before = await readFile(userFile, 'utf8');
    expect(await store.set('lockAfterMinutes', -1)).toMatchObject({ failure: { code: 'CONFIG-INVALIDE' } });
    expect(store.current.lockAfterMinutes).toBe(7);
    expect(await readFile(userFile, 'utf8')).toBe(before);
  });

  it('keep the old value in force when the disk refuses the new one', async () => {
    const store = await opened({ userFile: join(policyFile, 'settings.json') });
    await writeFile(policyFile, 'a file where a folder should be');
    expect(await store.set('lockAfterMinutes', 7)).toMatchObject({
      failure: { code: 'REGLAGES-NON-ECRITS' },
    });
    expect(store.current.lockAfterMinutes).toBe(10);
  });

  it.each([
    ['half written', '{"lockAfterMinutes": 7'],
    ['empty', ''],
    ['of another program', '{"theme":"dark"}'],
    ['with a value that is not one', '{"lockAfterMinutes":"sept"}'],
    ['not even text', '\u0000\u0001'],
  ])('are set aside when %s, and the defaults used', async (_what, text) => {
    await mkdir(join(folder, 'profile'));
    await writeFile(userFile, text);
    const store = await opened();
    expect(store.current.lockAfterMinutes).toBe(10);
    expect(codes(store)).toEqual(['REGLAGES-ECARTES']);
    const [kept] = await readdir(join(folder, 'profile'));
    expect(kept).toMatch(/^settings\.json\.\d{4}-\d\d-\d\dT\d\d-\d\d-\d\d$/);
    expect(store.problems[0]?.detail?.kept).toBe(kept);
    expect(await readFile(join(folder, 'profile', kept!), 'utf8')).toBe(text);
    expect(codes(await opened())).toEqual([]);
  });
});

describe('the file given at the start', () => {
  it('wins over the user’s, which stays as it is', async () => {
    const file = join(folder, 'config.json');
    await writeFile(file, '{"lockAfterMinutes": 3}');
    await (await opened()).set('lockAfterMinutes', 7);
    const store = await opened({ configFile: file });
    expect(store.current.lockAfterMinutes).toBe(3);
    expect(await store.set('lockAfterMinutes', 8)).toMatchObject({ failure: { code: 'REGLAGE-VERROUILLE' } });
  });

  it.each([
    ['{"lockAfterMinute": 3}', 'CONFIG-INVALIDE'],
    ['{', 'CONFIG-ILLISIBLE'],
    ['{"webPs":{"trustedCaFile":"/ca.pem"}}', 'CONFIG-INVALIDE'],
  ])('%s forbids to start', async (text, code) => {
    const file = join(folder, 'config.json');
    await writeFile(file, text);
    const store = await open({ configFile: file });
    expect(store).toMatchObject({ ok: false, failure: { code } });
  });
});

describe('the fleet’s policy', () => {
  it('proposes and fixes', async () => {
    await policy({ defaults: { signIn: 'cpx', lockAfterMinutes: 5 }, locked: { openOnInsert: 'ask' } });
    const store = await opened();
    expect(store.current).toMatchObject({ signIn: 'cpx', lockAfterMinutes: 5, openOnInsert: 'ask' });
    expect(await store.set('signIn', 'ecps')).toMatchObject({ ok: true });
    expect(await store.set('openOnInsert', 'always')).toMatchObject({
      failure: { code: 'REGLAGE-VERROUILLE' },
    });
    expect(store.describe().get('openOnInsert')).toEqual({
      value: 'ask',
      origin: 'policy-locked',
      locked: true,
    });
  });

  it('with a key of a newer version holds in all others, and names it', async () => {
    await policy({ locked: { openOnInsert: 'ask', unknown: 1 } });
    const store = await opened();
    expect(store.current.openOnInsert).toBe('ask');
    expect(store.problems).toMatchObject([
      { code: 'POLITIQUE-CLE-INCONNUE', detail: { source: policyFile, key: 'locked.unknown' } },
    ]);
  });

  it('that is not JSON is told as such, and nothing is fixed when there never was another', async () => {
    await writeFile(policyFile, 'openOnInsert = ask', { mode: 0o644 });
    const store = await opened();
    expect(codes(store)).toEqual(['POLITIQUE-ILLISIBLE']);
    expect(store.current.openOnInsert).toBe('always');
  });

  it.each([
    ['half written', '{"locked": {"openOnInsert"', 'POLITIQUE-ILLISIBLE'],
    ['empty', '', 'POLITIQUE-ILLISIBLE'],
    ['a list', '[]', 'POLITIQUE-ILLISIBLE'],
    ['too long', ' '.repeat(300_000), 'POLITIQUE-ILLISIBLE'],
    ['wrong in that value', '{"locked":{"openOnInsert":"jamais"}}', 'POLITIQUE-INVALIDE'],
    [
      'contradictory',
      '{"locked":{"environment":"production","webPs":{"trustedCaFile":"/ca.pem"}}}',
      'POLITIQUE-CONTRADICTOIRE',
    ],
  ])('that is %s leaves the last good one in force, at the next start too', async (_what, text, code) => {
    await policy({ locked: { openOnInsert: 'ask' } });
    await opened();
    await writeFile(policyFile, text, { mode: 0o644 });
    for (const _start of [1, 2]) {
      const store = await opened();
      expect(codes(store)).toEqual([code]);
      expect(store.describe().get('openOnInsert')).toMatchObject({ value: 'ask', locked: true });
    }
  });

  it('that is gone has gone: nothing of it is kept', async () => {
    await policy({ locked: { openOnInsert: 'ask' } });
    await opened();
    const kept = join(folder, 'profile', 'policy-last-good.json');
    if (process.platform !== 'win32') expect((await stat(kept)).mode & 0o777).toBe(0o600);
    await rm(policyFile);
    const store = await opened();
    expect([store.current.openOnInsert, store.problems]).toEqual(['always', []]);
    expect(await readdir(join(folder, 'profile'))).toEqual([]);
  });

  it('is not what a user makes of the copy in their profile, as long as it can be read', async () => {
    await policy({ locked: { openOnInsert: 'ask' } });
    await mkdir(join(folder, 'profile'));
    const kept = join(folder, 'profile', 'policy-last-good.json');
    await writeFile(kept, JSON.stringify({ [policyFile]: { locked: { openOnInsert: 'always' } } }));
    expect((await opened()).current.openOnInsert).toBe('ask');
    await writeFile(kept, 'rien');
    expect((await opened()).current.openOnInsert).toBe('ask');
  });

  it('has a user’s below it', async () => {
    await policy({ locked: { openOnInsert: 'ask' } });
    await mkdir(join(folder, 'etc', 'users'), { mode: 0o755 });
    const users = { locked: { openOnInsert: 'always', landingPage: 'Documents', signIn: 'ecps' } };
    await writeFile(join(folder, 'etc', 'users', 'a.json'), JSON.stringify(users), { mode: 0o644 });
    const store = await opened();
    expect(store.current).toMatchObject({ openOnInsert: 'ask', landingPage: 'Documents', signIn: 'ecps' });
    expect(store.describe().get('landingPage')).toMatchObject({ origin: 'policy-locked', locked: true });
  });

  describe('read again while the program runs', () => {
    it('is in force at once, and told', async () => {
      const store = await opened();
      const told: string[] = [];
      store.onChange(({ openOnInsert }) => told.push(openOnInsert));
      expect(await store.followPolicy()).toEqual([]);
      expect(told).toEqual([]);
      await policy({ locked: { openOnInsert: 'ask' } });
      expect(await store.followPolicy()).toEqual([]);
      expect([...told, store.current.openOnInsert]).toEqual(['ask', 'ask']);
      expect(await store.set('openOnInsert', 'always')).toMatchObject({
        failure: { code: 'REGLAGE-VERROUILLE' },
      });
      expect((await opened()).current.openOnInsert).toBe('ask');
    });

    it('tells a new problem once, and keeps what was in force', async () => {
      await policy({ locked: { openOnInsert: 'ask' } });
      const store = await opened();
      await writeFile(policyFile, '{');
      expect(await store.followPolicy()).toMatchObject([{ code: 'POLITIQUE-ILLISIBLE' }]);
      expect(await store.followPolicy()).toEqual([]);
      expect(store.current.openOnInsert).toBe('ask');
      await policy({ locked: { openOnInsert: 'discret' } });
      expect(await store.followPolicy()).toEqual([]);
      expect([store.current.openOnInsert, store.problems]).toEqual(['discret', []]);
    });

    it('changes nothing while the file given at the start contradicts it', async () => {
      const file = join(folder, 'config.json');
      await writeFile(
        file,
        '{"environment":"test","webPs":{"trustedCaFile":"/ca.pem","cpx":{"hosts":["https://a.fr"]}}}',
      );
      const store = await opened({ configFile: file });
      await policy({ locked: { environment: 'production', openOnInsert: 'ask' } });
      expect(await store.followPolicy()).toMatchObject([{ code: 'CONFIG-INVALIDE' }]);
      expect(store.current).toMatchObject({ environment: 'test', openOnInsert: 'always' });
    });

    it.skipIf(process.platform === 'win32')(
      'is not taken from somebody else, and the one in force stays',
      async () => {
        await policy({ locked: { openOnInsert: 'ask' } });
        const store = await opened();
        await policy({ locked: { openOnInsert: 'always' } });
        await chmod(policyFile, 0o666);
        expect(await store.followPolicy()).toMatchObject([{ code: 'POLITIQUE-NON-PROTEGEE' }]);
        expect(store.current.openOnInsert).toBe('ask');
      },
    );
  });

  describe.skipIf(process.platform === 'win32')('on a POSIX system', () => {
    it.each([
      ['the file', () => chmod(policyFile, 0o646)],
      ['its folder', () => chmod(join(folder, 'etc'), 0o777)],
      ['its folder, even with the sticky bit', () => chmod(join(folder, 'etc'), 0o1777)],
    ])('is refused when everyone may write %s', async (_what, weaken) => {
      await policy({ locked: { openOnInsert: 'ask' } });
      await weaken();
      expect(await refused()).toMatchObject({
        code: 'POLITIQUE-NON-PROTEGEE',
        detail: { reason: 'peut être modifié par tout le monde' },
      });
    });

    it.each([
      ['a named pipe', () => execFileSync('mkfifo', ['-m', '644', policyFile]), 'ce n’est pas un fichier'],
      ['a folder', () => mkdir(policyFile, { mode: 0o755 }), 'c’est un dossier'],
    ])('does not hang on %s in its place', async (_what, put, reason) => {
      await put();
      expect((await opened()).problems).toMatchObject([{ code: 'POLITIQUE-ILLISIBLE', detail: { reason } }]);
    });

    it('does not hang on a named pipe in the place of a file of the user’s', async () => {
      const pipe = join(folder, 'pipe');
      execFileSync('mkfifo', [pipe]);
      expect(await refused({ configFile: pipe })).toMatchObject({
        code: 'CONFIG-ILLISIBLE',
        detail: { reason: 'ce n’est pas un fichier' },
      });
      expect(codes(await opened({ userFile: pipe }))).toEqual(['REGLAGES-ECARTES']);
    });

    it('is refused when everyone could move its folder away', async () => {
      await policy({ locked: { openOnInsert: 'ask' } });
      await chmod(folder, 0o777);
      expect(await refused()).toMatchObject({ code: 'POLITIQUE-NON-PROTEGEE', detail: { source: folder } });
      await chmod(folder, 0o1777);
      expect((await opened()).current.openOnInsert).toBe('ask');
    });

    it('is refused when it belongs to somebody else than the administrator', async () => {
      await policy({ locked: { openOnInsert: 'ask' } });
      const somebody = (process.getuid?.() ?? 0) + 1;
      // Only root can give a file away; anybody else can only be somebody else.
      if (somebody === 1) await chown(policyFile, somebody, somebody);
      const owner = somebody === 1 ? 0 : somebody;
      expect(await refused({ policy: ownedBy(owner) })).toMatchObject({
        code: 'POLITIQUE-NON-PROTEGEE',
        detail: { reason: 'n’appartient pas à l’administrateur' },
      });
    });

    it('behind a link is judged by where the link leads', async () => {
      const weak = join(folder, 'weak');
      await mkdir(weak);
      await chmod(weak, 0o777);
      await writeFile(join(weak, 'policy.json'), '{"locked":{"openOnInsert":"ask"}}', { mode: 0o644 });
      await symlink(join(weak, 'policy.json'), policyFile);
      expect(await refused()).toMatchObject({ code: 'POLITIQUE-NON-PROTEGEE', detail: { source: weak } });
    });
  });
});
