import type { MenuItemConstructorOptions } from 'electron';
import { expect, it, vi } from 'vitest';
import { applicationMenu } from '../../../../src/main/program/application-menu.ts';

const commands = { about: vi.fn(), settings: vi.fn(), quit: vi.fn() };
const items = (menu: readonly MenuItemConstructorOptions[]): MenuItemConstructorOptions[] =>
  menu.flatMap(({ submenu }) => (Array.isArray(submenu) ? submenu : []));

it('is there on macOS only', () => {
  for (const platform of ['linux', 'win32'] as const)
    expect(applicationMenu(platform, commands, { copy: true })).toBeNull();
  expect(applicationMenu('darwin', commands, { copy: true })?.map(({ label }) => label)).toEqual([
    'DMP Direct',
    'Édition',
    'Fenêtre',
  ]);
});

it('lets texts be edited and the program be quit, and opens no page again and no developers’ tools', () => {
  const all = items(applicationMenu('darwin', commands, { copy: true }) ?? []);
  const roles = all.flatMap(({ role }) => (role === undefined ? [] : [role]));
  expect(roles).toEqual(expect.arrayContaining(['undo', 'redo', 'cut', 'copy', 'paste', 'selectAll']));
  for (const role of ['reload', 'forceReload', 'toggleDevTools', 'viewMenu', 'appMenu', 'help'] as const)
    expect(roles).not.toContain(role);
  const quit = all.find(({ accelerator }) => accelerator === 'Command+Q');
  quit?.click?.(undefined as never, undefined, undefined as never);
  // Ours, which closes the session first.
  expect(commands.quit).toHaveBeenCalledOnce();
});

it('says everything in French', () => {
  for (const { label, type } of items(applicationMenu('darwin', commands, { copy: true }) ?? []))
    if (type !== 'separator') expect(label).toMatch(/^[A-ZÀÉ]/);
});

it('copies and cuts nothing where the workstation does not let it be done', () => {
  const roles = items(applicationMenu('darwin', commands, { copy: false }) ?? []).map(({ role }) => role);
  expect(roles).not.toContain('copy');
  expect(roles).not.toContain('cut');
  expect(roles).toContain('paste');
});
