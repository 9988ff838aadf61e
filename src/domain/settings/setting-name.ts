/** What a setting is called to people. */
import { settingsTexts } from '../texts/fr/settings.ts';

type Named = keyof typeof settingsTexts.fields;

/**
 * A setting as its window calls it, from its key, also with a policy's part before it or a place in its list behind it.
 * What the window does not show keeps its own name: it is what has to be looked for in a file.
 */
export function settingName(key = ''): string {
  const bare = key.replace(/^(?:defaults|locked)\./, '').replace(/(?:\.\d+)+$/, '');
  return isNamed(bare) ? settingsTexts.fields[bare].label : key;
}

function isNamed(key: string): key is Named {
  return Object.hasOwn(settingsTexts.fields, key);
}
