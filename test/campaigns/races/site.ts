/**
 * The site of the races: what it makes of an address, read as leniently as a server may, and whom it then shows. It
 * knows nothing of how the program reads addresses.
 */
import type { Dice } from '../../unit/domain/identity/sample-people.ts';

export const ORIGIN = 'https://carte.exemple.fr';

/** A page of the site; `shows` is the number of the patient who is on it, null for nobody. */
export interface SitePage {
  readonly address: string;
  readonly shows: string | null;
}

/**
 * A way that a page of the site may take by itself.
 * @param own the patient of the visit; null in one without a patient
 * @param others patients who exist
 */
export function somewhere(dice: Dice, own: string | null, others: readonly string[]): SitePage {
  const someone = dice.chance(0.4) && own !== null ? own : dice.oneOf(others);
  const page = dice.oneOf(['Documents', 'DossierPatient', 'TableauDeBord', 'VolontesEtDroits']);
  const encoded = [...someone].map((digit) => `%${digit.charCodeAt(0).toString(16)}`).join('');
  const path = dice.oneOf([
    `/AccesDirect/${page}/${someone}`,
    `/AccesDirect/${page}/${someone}T`,
    `//AccesDirect//${page}//${someone}`,
    `/accesdirect/${page.toLowerCase()}/${someone}`,
    `/AccesDirect/${page};v=1/${someone}`,
    `/AccesDirect/${page}/${encoded}`,
    `/AccesDirect/${page}/${own ?? someone}?patient=${someone}`,
    `/AccesDirect/${page}/${own ?? someone}/${someone}`,
    `/AccesDirect/${page}?ins=${someone}`,
    `/AccesDirect/${page}/${own ?? someone}#${someone}`,
    `/dmp/recapitulatif?nir=${someone}`,
  ]);
  // The last valid number that a server could find is the one that it shows: the worst that it may do.
  if (dice.chance(0.55)) return { address: `${ORIGIN}${path}`, shows: someone };
  const opaque = dice.oneOf([
    '/dossier/consultation',
    '/DMP/confirmationouvertureautre',
    '/dmp/recapitulatif',
    '/documents/liste?page=2',
  ]);
  // Nothing of the address says who it is: the site has that in its session.
  if (dice.chance(0.7)) return { address: `${ORIGIN}${opaque}`, shows: someone };
  const nobody = dice.oneOf(['/', '/mesPatients/raz', '/AccesDirect/TableauDeBord', '/INDEX2']);
  return { address: `${ORIGIN}${nobody}`, shows: null };
}

/** The page that answers an address which the launcher itself has asked for. */
export function answerTo(address: string): SitePage {
  const number = /\/(\d{13}(?:\d{2})?[A-Z]?)$/.exec(new URL(address).pathname)?.[1] ?? null;
  return { address, shows: number === null ? null : number.slice(0, 15) };
}
