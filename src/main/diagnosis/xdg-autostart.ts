/** What starts the program with a Linux session: looked at, never changed. */
import { access, constants, readdir, readFile } from 'node:fs/promises';
import { delimiter, isAbsolute, join } from 'node:path';
import { autostartEntry, strongestEntry } from '../../domain/diagnosis/autostart.ts';
import type { AutostartFact } from '../../domain/diagnosis/facts.ts';
import { homeFolder } from '../../system/account.ts';

/** Its own entry, the package's, and whatever a user's tool has named after it. */
const OURS = /dmp[- ]?direct.*\.desktop$/i;

/** The folders of autostart entries, the strongest first: one that has a file of some name hides the others'. */
function autostartFolders({
  XDG_CONFIG_HOME: own,
  XDG_CONFIG_DIRS: all,
}: NodeJS.ProcessEnv): readonly string[] {
  const home = own !== undefined && isAbsolute(own) ? own : join(homeFolder(), '.config');
  const system = all === undefined || all === '' ? ['/etc/xdg'] : all.split(delimiter);
  return [home, ...system].map((folder) => join(folder, 'autostart'));
}

/** What the entries that name the program do together. */
export async function xdgAutostart(
  environment: NodeJS.ProcessEnv = process.env,
  folders: readonly string[] = autostartFolders(environment),
): Promise<AutostartFact['entry']> {
  const files = new Map<string, string>();
  for (const folder of [...folders].reverse())
    for (const name of await readdir(folder).catch(() => []))
      if (OURS.test(name)) files.set(name, join(folder, name));
  const desktops = (environment.XDG_CURRENT_DESKTOP ?? '').split(':').filter((each) => each !== '');
  const entries = await Promise.all(
    [...files.values()].map(async (file) =>
      autostartEntry(await readFile(file, 'utf8').catch(() => ''), desktops, (program) =>
        canStart(program, environment),
      ),
    ),
  );
  return strongestEntry(entries);
}

async function canStart(
  program: string,
  { PATH: path = '/usr/bin:/bin' }: NodeJS.ProcessEnv,
): Promise<boolean> {
  const places = isAbsolute(program)
    ? [program]
    : path.split(delimiter).map((folder) => join(folder, program));
  for (const place of places)
    if (
      await access(place, constants.X_OK).then(
        () => true,
        () => false,
      )
    )
      return true;
  return false;
}
