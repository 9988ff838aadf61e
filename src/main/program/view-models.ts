/** What the windows are told, made from the program's state: nothing here decides, and no INS leaves in full. */
import type { Failure } from '../../domain/failures/index.ts';
import { INS_REFUSAL_SENTENCES } from '../../domain/identity/ins-derivation.ts';
import {
  sameSubject,
  searchOf,
  subjectOf,
  subjectReady,
  type LaunchState,
  type VisitSubject,
  type VitaleCard,
} from '../../domain/launch/launch-policy.ts';
import { insTail } from '../../domain/identity/person.ts';
import type { ReadersSnapshot } from '../../borders/native.ts';
import type { Candidate, LauncherState, Person } from '../../borders/windows/index.ts';
import { hasReader, readersFailure } from '../cards/readers-failure.ts';
import type { TrayState } from '../../domain/texts/fr/system.ts';
import { callerPerson, documentPerson, personView } from '../windows/patient-views.ts';

/** Opaque to the window; valid for one insertion only, since the card's key is part of it. */
export function candidateId(card: VitaleCard, index: number): string {
  return `${card.key}#${String(index)}`;
}

/** The person behind a candidate's id, as the state has it now; null once that card has gone. */
export function subjectOfCandidate(state: LaunchState, id: string): VisitSubject | null {
  return fromCandidate(state, id, subjectOf);
}

/** The search for the person behind a candidate's id, whose INS may not be used; likewise. */
export function searchOfCandidate(state: LaunchState, id: string): VisitSubject | null {
  return fromCandidate(state, id, searchOf);
}

function fromCandidate(
  { cards }: LaunchState,
  id: string,
  make: (card: VitaleCard, index: number) => VisitSubject | null,
): VisitSubject | null {
  for (const card of cards) {
    if (card.progress.kind !== 'read') continue;
    for (const index of card.progress.reading.beneficiaries.keys())
      if (candidateId(card, index) === id) return make(card, index);
  }
  return null;
}

function candidatesOf(card: VitaleCard, open: VisitSubject | undefined): Candidate[] {
  const isOpen = (index: number): boolean => {
    const subject = subjectOf(card, index);
    return open !== undefined && subject !== null && sameSubject(open, subject);
  };
  if (card.progress.kind !== 'read') return [];
  const { reading, decisions } = card.progress;
  return reading.beneficiaries.map((beneficiary, index): Candidate => {
    const decision = decisions[index];
    const ins = decision?.usable === true ? decision.ins : null;
    return {
      id: candidateId(card, index),
      person: personView(beneficiary, ins),
      insured: beneficiary.quality === 0,
      open: isOpen(index),
      ins:
        ins === null
          ? {
              usable: false,
              reason: INS_REFUSAL_SENTENCES[decision?.usable === false ? decision.reason : 'aucun-numero'],
            }
          : {
              usable: true,
              tail: insTail(ins),
              source: decision?.usable === true && decision.rule === 'document' ? 'document' : 'card',
            },
    };
  });
}

/** The main area of the launcher; the people of the `veiled` cards are not named. */
export function launcherScreen(
  state: LaunchState,
  snapshot: ReadersSnapshot | null,
  veiled: ReadonlySet<string> = new Set(),
): LauncherState['screen'] {
  const shown = state.cards.filter(({ key }) => !veiled.has(key));
  const candidates = shown.flatMap((card) => candidatesOf(card, state.visit?.subject));
  const named = namedCandidate(state, candidates);
  if (candidates.length > 0)
    return {
      kind: 'people',
      candidates,
      // Among several nobody is proposed but whom a document has just named: a key meant for another program must not
      // choose between people.
      selected:
        named?.id ??
        (candidates.length === 1 && candidates[0]?.ins.usable === true ? candidates[0].id : null),
      named,
      several: shown.filter(({ progress }) => progress.kind === 'read').length > 1,
    };
  if (state.cards.some(({ progress }) => progress.kind === 'reading')) return { kind: 'reading' };
  const failure = firstFailure(state.cards) ?? readersFailure(snapshot) ?? state.lost;
  return failure === null ? { kind: 'waiting' } : { kind: 'problem', failure };
}

/** The line of the person whom a document has just named, where it is shown. */
function namedCandidate(
  { cards, named }: LaunchState,
  candidates: readonly Candidate[],
): { readonly id: string; readonly scan: number } | null {
  const card = cards.find(({ key }) => key === named?.cardKey);
  if (named === null || card === undefined) return null;
  const id = candidateId(card, named.index);
  return candidates.some((candidate) => candidate.id === id) ? { id, scan: named.scan } : null;
}

function firstFailure(cards: readonly VitaleCard[]): Failure | null {
  for (const { progress } of cards) if (progress.kind === 'failed') return progress.failure;
  return null;
}

/** The Vitale's state in a word. */
export function vitaleStatus(state: LaunchState, snapshot: ReadersSnapshot | null): LauncherState['vitale'] {
  const kinds = new Set(state.cards.map(({ progress }) => progress.kind));
  if (kinds.has('read')) return 'read';
  if (kinds.has('reading')) return 'reading';
  if (kinds.has('failed')) return 'problem';
  if (snapshot === null) return 'looking';
  if (snapshot.service === 'unavailable') return 'service-off';
  return hasReader(snapshot) ? 'waiting' : 'no-reader';
}

/** The open visit as the launcher mentions it: without a name while its window hides it. */
export function visitStrip(state: LaunchState, veiled: boolean): LauncherState['visit'] {
  if (state.visit === null) return null;
  const { subject } = state.visit;
  return { person: veiled ? null : visitPerson(subject), veiled };
}

/**
 * Whom a dashboard without patient offers to open: the site's own search may want the card that has just been read, so
 * that nothing is asked. Nobody while somebody is looked for there, of whom the card tells the parent.
 */
export function offeredPerson(state: LaunchState): Person | 'people' | null {
  const { visit, cards, pending } = state;
  if (visit?.subject.kind !== 'dashboard' || visit.subject.search !== undefined || pending !== null)
    return null;
  const ready = subjectReady({ ...state, visit: null });
  if (ready !== null) return visitPerson(ready);
  const usable = cards.some((card) => candidatesOf(card, undefined).some(({ ins }) => ins.usable));
  return usable ? 'people' : null;
}

/** Who a visit is about, where its name is known. */
function visitPerson(subject: VisitSubject): Person | null {
  switch (subject.kind) {
    case 'person':
      return personView(subject.beneficiary, subject.ins);
    case 'document':
      return documentPerson(subject.identity);
    case 'software':
      return callerPerson(subject.traits);
    case 'typed':
    case 'dashboard':
      return null;
  }
}

/** What the tray's icon says. */
export function trayState(
  state: LaunchState,
  snapshot: ReadersSnapshot | null,
  { paused, veiled }: { readonly paused: boolean; readonly veiled: ReadonlySet<string> },
): TrayState {
  if (state.visit !== null && state.visit.subject.kind !== 'dashboard') return 'patient';
  if (paused) return 'paused';
  const vitale = vitaleStatus(state, snapshot);
  // Also beside a dashboard without patient, which the card may be wanted for.
  if (state.cards.some(({ key, progress }) => progress.kind === 'read' && !veiled.has(key))) return 'ready';
  if (state.visit !== null) return 'patient';
  if (vitale === 'reading' || vitale === 'no-reader') return vitale;
  return vitale === 'problem' || readersFailure(snapshot) !== null ? 'problem' : 'waiting';
}
