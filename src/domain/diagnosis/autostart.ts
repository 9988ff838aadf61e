/** An XDG autostart entry, read and made (Desktop Application Autostart Specification, Desktop Entry Specification). */
import type { AutostartFact } from './facts.ts';

type Entry = AutostartFact['entry'];

/** The program's own switch: started so, it leaves again unless the settings want it. */
const ASKS = '--autostart';

/**
 * @param text of the entry's file
 * @param desktops of `XDG_CURRENT_DESKTOP`
 * @param isThere whether a program can be started
 */
export async function autostartEntry(
  text: string,
  desktops: readonly string[],
  isThere: (program: string) => Promise<boolean>,
): Promise<Entry> {
  const values = valuesOf(text);
  if (values.get('Hidden') === 'true' || values.get('X-GNOME-Autostart-enabled') === 'false') return 'off';
  if (!isShown(values, desktops)) return 'off';
  const [program, ...args] = wordsOf(values.get('Exec') ?? '');
  const needed = [program, values.get('TryExec')];
  if (program === undefined) return 'broken';
  for (const each of needed) if (each !== undefined && !(await isThere(each))) return 'broken';
  return args.includes(ASKS) ? 'asks' : 'always';
}

/** What the entries together do: the one that starts the most counts. */
export function strongestEntry(entries: readonly Entry[]): Entry {
  const order: readonly Entry[] = ['always', 'asks', 'broken', 'off'];
  return order.find((each) => entries.includes(each)) ?? 'none';
}

/** Of the first group, whose name is the same in every entry. */
function valuesOf(text: string): ReadonlyMap<string, string> {
  const group = /^\[Desktop Entry\]\s*$([^]*?)(?:^\[|(?![^]))/m.exec(text)?.[1] ?? '';
  return new Map(
    [...group.matchAll(/^([\w-]+)[ \t]*=[ \t]*(.*?)[ \t]*$/gm)].map(([, key = '', value = '']) => [
      key,
      value,
    ]),
  );
}

function isShown(values: ReadonlyMap<string, string>, desktops: readonly string[]): boolean {
  const names = (key: string): readonly string[] | null =>
    values
      .get(key)
      ?.split(';')
      .filter((each) => each !== '') ?? null;
  const only = names('OnlyShowIn');
  const not = names('NotShowIn');
  // Nobody says which desktop this is: a job that looks at the workstation, not its user.
  if (desktops.length === 0) return true;
  if (only !== null && !desktops.some((each) => only.includes(each))) return false;
  return not === null || !desktops.some((each) => not.includes(each));
}

/** «The Exec key»: a value is a string with escapes of its own, whose quoted words know others. */
function wordsOf(value: string): readonly string[] {
  const line = value.replace(/\\(.)/g, '$1');
  return [...line.matchAll(/"((?:[^"\\]|\\.)*)"|(\S+)/g)].map(([, quoted, bare = '']) =>
    (quoted === undefined ? bare : quoted.replace(/\\(.)/g, '$1')).replaceAll('%%', '%'),
  );
}

/** The entry that starts the program at `path` with the session. */
export function desktopEntry(path: string): string {
  // Desktop Entry Specification, "The Exec key": quoted, with a backslash before what quotes do not protect,
  // and that backslash doubled since the value is a string of its own.
  const quoted = `"${path.replace(/[\\"`$]/g, '\\\\$&').replaceAll('%', '%%')}"`;
  return [
    '[Desktop Entry]',
    'Type=Application',
    'Name=DMP Direct',
    `Exec=${quoted} ${ASKS}`,
    'Terminal=false',
    'X-GNOME-Autostart-enabled=true',
    '',
  ].join('\n');
}
