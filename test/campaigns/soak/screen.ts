/** What is on the screen, and whether it is the right patient. */
import { labPatients, type LabPatient } from '../../lab/site/patients.ts';
import type { DrivenProgram } from '../../bench/driver/program.ts';

/** Every number that is somebody's own. */
const OWNERS: ReadonlyMap<string, LabPatient> = new Map(
  labPatients().map((patient) => [patient.matricule, patient]),
);

/** A page of ours that did not answer in a second: on a busy machine it says nothing about what is shown. */
const SILENT = '(no answer)';

export interface Look {
  readonly launcher: string;
  /** Null also for a window that is warmed up for the next card: it shows nothing. */
  readonly visit: string | null;
  readonly confirm: string | null;
  /** Addresses of the site's pages. */
  readonly site: readonly string[];
  /** Whether one of these can be seen. */
  readonly siteShown: boolean;
}

export async function look(program: DrivenProgram): Promise<Look> {
  const pages = await program.pages();
  const textOf = (kind: string): string | null => {
    const page = pages.findLast(({ url }) => url.includes(`/${kind}/`));
    return page === undefined || page.text === '' ? null : (page.text ?? SILENT);
  };
  const site = pages.filter(({ url }) => url.startsWith('https://'));
  return {
    launcher: textOf('launcher') ?? '',
    visit: textOf('visit'),
    confirm: textOf('confirm'),
    site: site.map(({ url }) => url),
    siteShown: site.some(({ visible }) => visible),
  };
}

/** What is wrong with what is shown; null when all is well. */
export function wrongPatient({ visit, site, siteShown }: Look): string | null {
  if (site.length > 1) return `${String(site.length)} pages of the site at once`;
  const number = /\/AccesDirect\/[A-Za-z]+\/([0-9AB]{15})/.exec(site[0] ?? '')?.[1];
  if (number === undefined) return null;
  const owner = OWNERS.get(number);
  if (owner === undefined) return 'a number that is nobody’s was opened';
  if (visit === SILENT) return null;
  if (visit === null)
    return siteShown ? `${owner.name} ${owner.firstName}’s record under no name at all` : null;
  const shown = visit.toLocaleLowerCase('fr');
  const isNamed =
    shown.includes(owner.name.toLocaleLowerCase('fr')) &&
    shown.includes(owner.firstName.toLocaleLowerCase('fr'));
  return isNamed ? null : `${owner.name} ${owner.firstName}’s record under « ${visit.slice(0, 80)} »`;
}
