/** The pages of the Web PS site that the launcher opens: one table, one function that writes an address. */
import { failure } from '../failures/failure.ts';
import { parseInsMatricule, type InsKind, type InsMatricule } from '../identity/ins.ts';
import { failed, success, type Result } from '../result.ts';
import { PAGE_REASONS } from '../texts/fr/page-reasons.ts';

/** Whether the page's address takes the patient's INS. */
export type InsNeed = 'required' | 'optional' | 'none';

export interface PageEntry {
  /** Segment after `/AccesDirect/`; `null` for the home page of the site. */
  readonly segment: string | null;
  /** Short French label, for tabs. */
  readonly label: string;
  /** Full French name, for menus and settings. */
  readonly title: string;
  readonly ins: InsNeed;
  /** Whether someone signed in with a CPE may use it. */
  readonly cpe: boolean;
}

/** The ten entries, in the order of the tabs; those that concern no patient come last. */
export const PAGES = {
  TableauDeBord: {
    segment: 'TableauDeBord',
    label: 'Tableau de bord',
    title: 'Tableau de bord',
    ins: 'optional',
    cpe: true,
  },
  DossierPatient: {
    segment: 'DossierPatient',
    label: 'DMP patient',
    title: 'Accueil du DMP du patient',
    ins: 'required',
    cpe: false,
  },
  Documents: {
    segment: 'Documents',
    label: 'Documents',
    title: 'Documents',
    ins: 'required',
    cpe: false,
  },
  ParcoursDeSoins: {
    segment: 'ParcoursDeSoins',
    label: 'Parcours de soins',
    title: 'Parcours de soins',
    ins: 'required',
    cpe: false,
  },
  CarnetVaccination: {
    segment: 'CarnetVaccination',
    label: 'Vaccination',
    title: 'Carnet de vaccination',
    ins: 'required',
    cpe: false,
  },
  VolontesEtDroits: {
    segment: 'VolontesEtDroits',
    label: 'Volontés et droits',
    title: 'Volontés et droits du patient',
    ins: 'required',
    cpe: false,
  },
  HistoriqueAcces: {
    segment: 'HistoriqueAcces',
    label: 'Historique des accès',
    title: 'Historique des accès',
    ins: 'required',
    cpe: false,
  },
  GestionDMPPatient: {
    segment: 'GestionDMPPatient',
    label: 'Gestion du DMP',
    title: 'Gestion du DMP',
    ins: 'required',
    cpe: true,
  },
  Parametrages: {
    segment: 'Parametrages',
    label: 'Paramétrages',
    title: 'Paramétrages du site',
    ins: 'none',
    cpe: true,
  },
  Accueil: {
    segment: null,
    label: 'Accueil du site',
    title: 'Page d’accueil du site',
    ins: 'none',
    cpe: true,
  },
} as const satisfies Readonly<Record<string, PageEntry>>;

export type PageId = keyof typeof PAGES;

/** Every page in the order of the tabs. */
export const PAGE_IDS = Object.keys(PAGES) as readonly PageId[];

/** The pages that can be opened for a patient. */
export type PatientPageId = {
  [Page in PageId]: (typeof PAGES)[Page]['ins'] extends 'none' ? never : Page;
}[PageId];

export const PATIENT_PAGE_IDS = PAGE_IDS.filter((page): page is PatientPageId => PAGES[page].ins !== 'none');

/** How the site expects the INS in an address: the 15 characters, or these and the letter of its kind. */
export type InsForm = 'matricule' | 'matricule+type';

/** How the practitioner is, or is about to be, signed in; `cpe` is whether the card is a CPE. */
export type SignInChoice = { readonly method: 'ecps' } | { readonly method: 'cpx'; readonly cpe: boolean };

export type PageAccess =
  | { readonly page: PageId; readonly enabled: true }
  | { readonly page: PageId; readonly enabled: false; readonly reason: string };

/** Tells whether a text names one of the ten pages. */
export function isPageId(text: string): text is PageId {
  return Object.hasOwn(PAGES, text);
}

/** The origin a host setting stands for, or `null` unless it is `https://name[:port]` and nothing more. */
function originOf(host: string): string | null {
  if (!/^https:\/\/[a-z0-9.:[\]-]+\/?$/i.test(host) || !URL.canParse(host)) return null;
  return new URL(host).origin;
}

export interface PageRequest {
  /** An https origin, without path: `https://example.fr`. */
  readonly host: string;
  readonly page: PageId;
  /** The patient's number; left out of the address by pages that concern no patient. */
  readonly ins: InsMatricule | null;
  readonly insForm: InsForm;
  readonly insKind: InsKind;
}

/**
 * Writes the address of a page: `https://<host>/AccesDirect/<segment>[/<INS>]`, the home page being `/`.
 * Errors: `PAGE-HOTE` (detail `host`), `PAGE-INS-REQUIS` (detail `page`), and those of `parseInsMatricule`.
 */
export function buildPageUrl(request: PageRequest): Result<string> {
  const entry: PageEntry = PAGES[request.page];
  const origin = originOf(request.host);
  if (origin === null) return failed(failure('PAGE-HOTE', { host: request.host }));
  if (entry.segment === null) return success(`${origin}/`);
  const address = `${origin}/AccesDirect/${entry.segment}`;
  if (entry.ins === 'none') return success(address);
  if (request.ins === null) {
    return entry.ins === 'optional'
      ? success(address)
      : failed(failure('PAGE-INS-REQUIS', { page: entry.title }));
  }
  // Checked once more where it matters most: a number whose key is wrong never leaves the workstation.
  const checked = parseInsMatricule(request.ins);
  if (!checked.ok) return checked;
  return success(`${address}/${checked.value}${request.insForm === 'matricule+type' ? request.insKind : ''}`);
}

/** Which pages may be opened, in the order of the tabs, and why the others may not. */
export function pageAccess(signIn: SignInChoice, hasIns: boolean): readonly PageAccess[] {
  const restricted = signIn.method === 'cpx' && signIn.cpe;
  return PAGE_IDS.map((page): PageAccess => {
    const { ins, cpe } = PAGES[page];
    if (restricted && !cpe) return { page, enabled: false, reason: PAGE_REASONS.notWithCpe };
    if (ins === 'required' && !hasIns) return { page, enabled: false, reason: PAGE_REASONS.needsPatient };
    return { page, enabled: true };
  });
}

/**
 * The page to land on: the preferred one where it may be opened, else the dashboard.
 * With a CPE and a patient it is the management page, the one made for that card.
 */
export function landingPage(preferred: PageId, signIn: SignInChoice, hasIns: boolean): PageId {
  if (signIn.method === 'cpx' && signIn.cpe && hasIns) return 'GestionDMPPatient';
  const access = pageAccess(signIn, hasIns).find(({ page }) => page === preferred);
  return access?.enabled === true ? preferred : 'TableauDeBord';
}
