import { chmod, chown, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import type { Failure } from '../../../src/domain/failures/index.ts';
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

function open(places: Partial<SettingsPlaces> = {}) {
  return SettingsStore.open({
    userFile,
    configFile: null,
    // The tests run as whoever starts them: that user stands for the administrator.
    policy: { file: policyFile, registryKey: null, owner: process.getuid?.() ?? 0 },
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

  it('with a mistake is not applied at all, and the reason is told', async () => {
    await policy({ locked: { openOnInsert: 'ask', unknown: 1 } });
    const store = await opened();
    expect(store.current.openOnInsert).toBe('always');
    expect(store.problems).toMatchObject([
      { code: 'POLITIQUE-INVALIDE', detail: { source: policyFile, key: 'locked.unknown' } },
    ]);
  });

  it('that is not JSON is told as such', async () => {
    await writeFile(policyFile, 'openOnInsert = ask', { mode: 0o644 });
    expect(codes(await opened())).toEqual(['POLITIQUE-ILLISIBLE']);
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
      expect(await refused({ policy: { file: policyFile, registryKey: null, owner } })).toMatchObject({
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
