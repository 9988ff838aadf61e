import { beforeEach, expect, it, vi } from 'vitest';
import { GlobalKeys } from '../../../../src/main/program/shortcut.ts';
import { SHORTCUTS } from '../../../../src/domain/settings/shortcuts.ts';

/** The desktop's table of keys: who has them, and what they do. */
const desktop = vi.hoisted(() => ({ ours: new Map<string, () => void>(), taken: new Set<string>() }));
vi.mock('electron', () => ({
  globalShortcut: {
    register: (keys: string, pressed: () => void) => {
      if (desktop.taken.has(keys) || desktop.ours.has(keys)) return false;
      desktop.ours.set(keys, pressed);
      return true;
    },
    unregister: (keys: string) => desktop.ours.delete(keys),
  },
}));

const [first, second] = SHORTCUTS.filter((keys) => keys !== 'none');
if (first === undefined || second === undefined) throw new Error('there is no choice of keys');

let pressed = 0;
let refused: string[] = [];
let keys: GlobalKeys;

beforeEach(() => {
  desktop.ours.clear();
  desktop.taken.clear();
  pressed = 0;
  refused = [];
  keys = new GlobalKeys(
    () => pressed++,
    ({ code, detail }) => refused.push(`${code} ${detail?.keys ?? ''}`),
  );
});

it('hears the keys that were chosen, and no others any more', () => {
  keys.use(first);
  desktop.ours.get(first)?.();
  keys.use(second);
  expect([...desktop.ours.keys()]).toEqual([second]);
  desktop.ours.get(second)?.();
  expect(pressed).toBe(2);
  keys.use('none');
  expect(desktop.ours.size).toBe(0);
});

it('keeps what it has when the same are chosen again', () => {
  keys.use(first);
  keys.use(first);
  expect(refused).toEqual([]);
  expect(desktop.ours.size).toBe(1);
});

it('that another program has are told, by their name, once for each choice', () => {
  desktop.taken.add(first);
  keys.use(first);
  keys.use(first);
  expect(refused).toHaveLength(1);
  expect(refused[0]).toMatch(/^RACCOURCI-PRIS Ctrl/);
  keys.use(second);
  expect([...desktop.ours.keys()]).toEqual([second]);
});

it('gives them back at the end', () => {
  keys.use(first);
  keys.stop();
  expect(desktop.ours.size).toBe(0);
});
