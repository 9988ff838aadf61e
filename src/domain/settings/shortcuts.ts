// A file of its own: pages list them, and the policy of our pages forbids what zod tries when it is loaded.

/** Keys that work in every program, as Electron writes them; few, so that each can be shown and none is mistyped. */
export const SHORTCUTS = [
  'none',
  'Control+Alt+D',
  'Control+Alt+M',
  'Control+Alt+F9',
  'Control+Shift+F9',
] as const;
export type Shortcut = (typeof SHORTCUTS)[number];
