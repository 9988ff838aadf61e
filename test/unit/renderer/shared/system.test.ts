import { expect, it } from 'vitest';
import { forKeyboard } from '../../../../src/renderer/shared/system.ts';
import { settingsTexts } from '../../../../src/domain/texts/fr/index.ts';

it('names the keys of a Mac as it shows them, and leaves the others alone', () => {
  const { help } = settingsTexts.fields.zoom;
  expect(forKeyboard(help, 'Win32')).toBe(help);
  expect(forKeyboard(help, 'MacIntel')).toContain('⌘ + et ⌘ − la changent aussi, ⌘ 0');
  expect(forKeyboard(help, 'MacIntel')).not.toContain('Ctrl');
});

it('has a Mac’s names for every shortcut', () => {
  const { shortcut, shortcutMac } = settingsTexts.options;
  expect(Object.keys(shortcutMac)).toEqual(Object.keys(shortcut));
  for (const name of Object.values(shortcutMac)) expect(name).not.toMatch(/Ctrl|Alt|Maj/);
});
