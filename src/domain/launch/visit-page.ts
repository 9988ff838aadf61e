/** What a page of the site's, or of Pro Santé Connect's, that has come says of the visit. */
import type { SitePlace } from '../site/places.ts';
import { PAGES, type PageEntry } from '../site/pages.ts';
import type { PageArrived, VisitLife } from './visit-life.ts';

/** How many pages the way back has. */
const TRAIL = 20;

/** Before Pro Santé Connect has led back, and with an error, no page is one to go on from. */
export function goesOn({ turn, status }: PageArrived): boolean {
  return status < 400 && (turn === null || turn === 'signed-in');
}

/**
 * Whether the site has let the practitioner in: by card, when a certificate was given for this very session; by e-CPS,
 * when Pro Santé Connect has led back. An answer that is an error lets nobody in.
 */
export function letsIn({ session }: VisitLife, { turn, status }: PageArrived): boolean {
  if (status >= 400) return false;
  return turn === null ? session?.certificate === true : turn === 'signed-in';
}

/** What the window says of the place where the site's page is. */
export function shownAt(
  { search, trail, arrived, asked }: VisitLife,
  place: SitePlace,
): Pick<VisitLife, 'current' | 'unverified' | 'search' | 'trail'> {
  const { page, ours } = place;
  const isNew = ours && page !== null && page !== trail.at(-1) && (arrived || page === asked);
  return {
    current: page,
    unverified: !ours,
    search: isRecord(place) ? null : search,
    trail: isNew ? [...trail.slice(1 - TRAIL), page] : trail,
  };
}

/** Whether it is known to be a page of somebody's record: what follows may be anybody's, and is not searched for. */
function isRecord({ page, landing }: SitePlace): boolean {
  if (landing === 'record') return true;
  const entry: PageEntry | null = page === null ? null : PAGES[page];
  return entry?.ins === 'required';
}
