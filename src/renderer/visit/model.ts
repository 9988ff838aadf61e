import { describeFailure } from '../../domain/failures/index.ts';
import { interfaceTexts } from '../../domain/texts/fr/index.ts';
import { isCommandHeld, visitShortcut, type VisitShortcut } from '../../domain/site/keys.ts';
import type { PatientBar, VisitState } from '../../borders/windows/index.ts';
import { isMac } from '../shared/system.ts';
import { birthDay, birthLine, initials, insMasked, listName, spokenName } from '../shared/person.ts';

export type Tab = VisitState['tabs'][number];

/** Pages that are not about the patient: they stand apart, at the end of the row. */
const APART: readonly Tab['page'][] = ['Accueil', 'Parametrages'];

/** The tabs in the order main gives them, those about the patient first. */
export function splitTabs(tabs: readonly Tab[]): { patient: readonly Tab[]; apart: readonly Tab[] } {
  return {
    patient: tabs.filter(({ page }) => !APART.includes(page)),
    apart: tabs.filter(({ page }) => APART.includes(page)),
  };
}

/** What the patient bar says: always the same things in the same order. */
export interface BarWords {
  /** Null where there is no name to make them from. */
  readonly initials: string | null;
  readonly title: string;
  /** What follows, in order: birth and age, INS, standing. */
  readonly details: readonly string[];
  /** The masked INS as shown, and as a screen reader says it. */
  readonly ins: { readonly shown: string; readonly spoken: string } | null;
  /** How the number became known, in words, and what that is worth; null without one. */
  readonly standing: { readonly words: string; readonly meaning: string } | null;
  readonly after: readonly string[];
  /** Said of a page that may be anybody's, in the place of the standing. */
  readonly unverified: string | null;
}

/**
 * The words of the patient bar. `today` is needed for the age; `unverified` is whether the page under it may be
 * anybody's: then the bar vouches for nobody, and never says that there is no patient.
 */
export function barWords(
  patient: PatientBar,
  { today, unverified = false }: { readonly today?: Date; readonly unverified?: boolean } = {},
): BarWords {
  const words = subjectWords(patient, today);
  const { sitePage } = interfaceTexts.visit;
  if (!unverified) return words;
  return patient.kind === 'none'
    ? { ...words, title: sitePage, after: [] }
    : { ...words, standing: null, after: [], unverified: sitePage };
}

function subjectWords(patient: PatientBar, today: Date | undefined): BarWords {
  const texts = interfaceTexts.visit;
  switch (patient.kind) {
    case 'none':
      return {
        initials: null,
        title: texts.noPatient,
        details: [],
        ins: null,
        standing: null,
        after: [texts.noPatientDetail],
        unverified: null,
      };
    case 'search':
      return {
        initials: initials(patient.person),
        title: texts.search(listName(patient.person), birthDay(patient.person)),
        details: [],
        ins: null,
        standing: null,
        after: [texts.searchDetail],
        unverified: null,
      };
    case 'card':
    case 'document':
      return {
        initials: initials(patient.person),
        title: listName(patient.person),
        details: [birthLine(patient.person, false, today)],
        ins: insMasked(patient.insTail),
        after: [],
        standing: interfaceTexts.standing[patient.kind],
        unverified: null,
      };
    case 'typed':
      return {
        initials: null,
        title: texts.typed,
        details: [],
        ins: insMasked(patient.insTail),
        standing: interfaceTexts.standing.typed,
        after: [texts.checkIdentity],
        unverified: null,
      };
    case 'software': {
      const { person, caller } = patient;
      return {
        initials: person === null ? null : initials(person),
        title: person === null ? texts.software(caller) : listName(person),
        details: person === null ? [] : [birthLine(person, false, today)],
        ins: insMasked(patient.insTail),
        standing: interfaceTexts.standing.software(caller),
        after: [texts.checkIdentity],
        unverified: null,
      };
    }
  }
}

/** What can be done, without the ways that have no button here: e-CPS where it may not be used. */
export function remediesOf({
  failure,
  actions,
}: Pick<NonNullable<VisitState['stop']>, 'failure' | 'actions'>): readonly string[] {
  const { remedies, section } = describeFailure(failure);
  if (section !== 'cpx' || actions.includes('use-ecps')) return remedies;
  return remedies.filter((remedy) => !remedy.includes(interfaceTexts.launcher.signIn.ecps));
}

/** What a reader hears once a record is there. */
export function openedWords(patient: PatientBar): string {
  const texts = interfaceTexts.announce;
  switch (patient.kind) {
    case 'none':
    case 'search':
      return texts.openedDashboard;
    case 'typed':
      return texts.opened(insMasked(patient.insTail).spoken);
    case 'software':
      return texts.opened(
        patient.person === null ? insMasked(patient.insTail).spoken : spokenName(patient.person),
      );
    case 'card':
    case 'document':
      return texts.opened(spokenName(patient.person));
  }
}

/** What a key does over our own bars; over the site and its documents main catches the same keys. */
export function visitKey(event: KeyboardEvent, platform = navigator.platform): VisitShortcut | null {
  const { key, code, shiftKey: shift, altKey: alt, ctrlKey: control, metaKey: meta } = event;
  const command = isCommandHeld({ control, meta }, isMac(platform));
  return visitShortcut({ key, code, shift, alt, command });
}

/** Names of the keys shown beside what they do. */
export interface KeyNames {
  /** For `aria-keyshortcuts`. */
  readonly modifier: string;
  readonly print: string;
  readonly savePdf: string;
  readonly reload: string;
  readonly find: string;
  readonly close: string;
  /** Of the pages, by their place in the row from 1. */
  readonly page: (place: number) => string;
}

/** The names of the keys on this keyboard; `platform` is the browser's. */
export function keyNames(platform: string): KeyNames {
  const { keys } = interfaceTexts;
  if (isMac(platform))
    return {
      modifier: 'Meta',
      print: keys.printMac,
      savePdf: keys.savePdfMac,
      reload: keys.reloadMac,
      find: keys.findMac,
      close: keys.closeMac,
      page: keys.pageMac,
    };
  return { modifier: 'Control', ...keys };
}
