import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { settingsState } from '../../../../src/main/own-windows/settings-view.ts';
import { followSessionLock } from '../../../../src/main/program/linux-lock.ts';
import { SettingsStore } from '../../../../src/main/settings/store.ts';

async function store(): Promise<SettingsStore> {
  const folder = await mkdtemp(join(tmpdir(), 'dmp-direct-settings-view-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const userFile = join(folder, 'settings.json');
  const opened = await SettingsStore.open({ userFile, configFile: null, policy: null, base: null });
  if (!opened.ok) throw new Error(opened.failure.code);
  return opened.value;
}

it('the settings warn of a lock that nobody tells of, and not before that is known', async () => {
  const settings = await store();
  const warned = (told: boolean | null) => settingsState(settings, { refused: null }, told).lockUnseen;
  expect([warned(null), warned(true), warned(false)]).toEqual([false, false, true]);
});

it('they do where neither of the two D-Bus interfaces answers', async () => {
  const lock = await followSessionLock(
    () => undefined,
    { info: () => undefined },
    { system: 'unix:path=/nowhere/at/all', session: null },
  );
  onTestFinished(() => {
    lock.stop();
  });
  expect(settingsState(await store(), { refused: null }, lock.told)).toMatchObject({
    lockUnseen: true,
    settings: { lockAfterMinutes: {} },
  });
});
