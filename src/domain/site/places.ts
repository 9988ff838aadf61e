/**
 * What an address of the site says of whose page it is. Addresses are read as a server may read them: `//`, other
 * cases, encodings, a query or a further segment hide nobody.
 */
import { parseInsMatricule, type InsMatricule } from '../identity/ins.ts';
import { PAGE_IDS, PAGES, type PageEntry, type PageId } from './pages.ts';

export interface SitePlace {
  /** The entry of the page table that it belongs to; null for another page of the site's. */
  readonly page: PageId | null;
  /**
   * Whether it is an address that the launcher itself opens for this visit: of any other page nobody but the page
   * itself says whose it is.
   */
  readonly ours: boolean;
  /** What the site may lead through, or leave the practitioner on, after signing in. */
  readonly landing: Landing | null;
}

/**
 * - `home`, `list`: neutral pages, about nobody;
 * - `record`: the home of the record that the site has open;
 * - `passage`: a page that posts itself; asked for anything else meanwhile, or twice, the site answers 403.
 */
export type Landing = 'home' | 'list' | 'record' | 'passage';

/** Source: web-ps.md, « Learnt since »; unconfirmed by the operator. Any other page may be a form: it is waited for. */
const LANDINGS: Readonly<Record<string, Landing>> = {
  '': 'home',
  'MESPATIENTS/RAZ': 'list',
  'DMP/RECAPITULATIF': 'record',
  INDEX2: 'passage',
};

/** A place that is none of the site's. */
export const NOWHERE: SitePlace = { page: null, ours: false, landing: null };

/** Nested encodings that are taken apart; a server that unwraps more of them is not known. */
const ENCODINGS = 3;

/**
 * Reads an address of the site for a visit.
 * @param ins the patient's number; null in a visit without a patient
 */
export function readPlace(address: string, ins: InsMatricule | null): SitePlace {
  if (!URL.canParse(address)) return NOWHERE;
  const { pathname, search } = new URL(address);
  const segments = segmentsOf(pathname);
  const bare = search === '';
  const landing = LANDINGS[segments.join('/')] ?? null;
  const [first, segment, named, ...more] = segments;
  if (first === undefined) return { page: 'Accueil', ours: bare, landing };
  if (first !== 'ACCESDIRECT') return { ...NOWHERE, landing };
  const page = PAGE_IDS.find((id) => PAGES[id].segment?.toUpperCase() === segment) ?? null;
  if (page === null) return NOWHERE;
  const ours = bare && more.length === 0 && namesRightly(page, named, ins);
  // The dashboard of everybody, in a visit of somebody.
  const everybody = page === 'TableauDeBord' && named === undefined && ins !== null;
  return { page, ours, landing: everybody ? 'list' : null };
}

/** Whether an address names exactly whom the launcher would have named for this page. */
function namesRightly(page: PageId, named: string | undefined, ins: InsMatricule | null): boolean {
  const entry: PageEntry = PAGES[page];
  if (entry.ins === 'none' || ins === null) return named === undefined && entry.ins !== 'required';
  // With or without the letter of its kind.
  return named === ins || (named?.length === ins.length + 1 && named.startsWith(ins));
}

/**
 * Whether an address of the site leads to somebody else than the one whose number is given: by what stands in the
 * place of the number, or by any other valid number anywhere in the address. One without a number names nobody.
 */
export function isOtherPatientsPage(address: string, origin: string, ins: InsMatricule): boolean {
  if (!URL.canParse(address)) return false;
  const url = new URL(address);
  if (url.origin !== origin) return false;
  const [first, , named] = segmentsOf(url.pathname);
  if (first === 'ACCESDIRECT' && named !== undefined && !named.startsWith(ins)) return true;
  return numbersIn(url.pathname + url.search + url.hash).some((number) => number !== ins);
}

/** The segments of a path in capitals, as far as a server may understand them: empty ones and parameters left out. */
function segmentsOf(pathname: string): string[] {
  return decoded(pathname)
    .toUpperCase()
    .split(/[/\\]+/)
    .map((segment) => segment.replace(/;.*$/s, '').trim())
    .filter((segment) => segment !== '');
}

/** Every valid number of an address; spaces may stand within one. */
function numbersIn(address: string): InsMatricule[] {
  const text = decoded(address)
    .toUpperCase()
    .replace(/[\s+\u00a0\u202f]+/g, '');
  return [...text.matchAll(/(?<!\d)[1-8]\d{4}(?:\d{2}|2[AB])\d{8}(?!\d)/g)].flatMap(([found]) => {
    const number = parseInsMatricule(found);
    return number.ok ? [number.value] : [];
  });
}

function decoded(text: string): string {
  let seen = text;
  for (let times = 0; times < ENCODINGS; times++) {
    const next = decodedOnce(seen);
    if (next === seen) break;
    seen = next;
  }
  return seen;
}

/** What is no encoding stays as it is, the rest is decoded. */
function decodedOnce(text: string): string {
  return text.replace(/(?:%[0-9a-f]{2})+/gi, (encoded) => {
    try {
      return decodeURIComponent(encoded);
    } catch {
      return encoded;
    }
  });
}
