import { expect, it } from 'vitest';
import { SETTING_KEYS } from '../../../../src/domain/settings/setting-keys.ts';
import { noteOf } from '../../../../src/renderer/settings/note.ts';

it('the setting that promises the lock says where nothing tells of it, and no other setting does', () => {
  const noted = SETTING_KEYS.filter((key) => noteOf(key, { lockUnseen: true }) !== null);
  expect(noted).toEqual(['lockAfterMinutes']);
  expect(noteOf('lockAfterMinutes', { lockUnseen: true })).toContain('ne signale pas son verrouillage');
  expect(SETTING_KEYS.filter((key) => noteOf(key, { lockUnseen: false }) !== null)).toEqual([]);
});
