/** What is on the screen, and whether it is the right patient. */
import { labPatients, type LabPatient } from '../../lab/site/patients.ts';
import type { DrivenProgram } from '../../bench/driver/program.ts';

/** Every number that is somebody's own. */
const OWNERS: ReadonlyMap<string, LabPatient> = new Map(
  labPatients().map((patient) => [patient.matricule, patient]),
);

export interface Look {
  readonly launcher: string;
  /** Null also for a window that is warmed up for the next card: it shows nothing. */
  readonly visit: string | null;
  readonly confirm: string | null;
  /** Addresses of the site's pages. */
  readonly site: readonly string[];
}

export async function look(program: DrivenProgram): Promise<Look> {
  const pages = await program.pages();
  const textOf = (kind: string): string | null => {
    const text = pages.findLast(({ url }) => url.includes(`/${kind}/`))?.text ?? '';
    return text === '' ? null : text;
  };
  return {
    launcher: textOf('launcher') ?? '',
    visit: textOf('visit'),
    confirm: textOf('confirm'),
    site: pages.map(({ url }) => url).filter((url) => url.startsWith('https://')),
  };
}

/** What is wrong with what is shown; null when all is well. */
export function wrongPatient({ visit, site }: Look): string | null {
  if (site.length > 1) return `${String(site.length)} pages of the site at once`;
  const number = /\/AccesDirect\/[A-Za-z]+\/([0-9AB]{15})/.exec(site[0] ?? '')?.[1];
  if (number === undefined) return null;
  const owner = OWNERS.get(number);
  if (owner === undefined) return 'a number that is nobody’s was opened';
  const shown = (visit ?? '').toLocaleLowerCase('fr');
  const isNamed =
    shown.includes(owner.name.toLocaleLowerCase('fr')) &&
    shown.includes(owner.firstName.toLocaleLowerCase('fr'));
  return isNamed ? null : `the record of one person under the name of another`;
}
