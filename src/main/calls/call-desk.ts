import { failure, type Failure } from '../../domain/failures/index.ts';
import { failed } from '../../domain/result.ts';
import { insTail } from '../../domain/identity/person.ts';
import { mayBe } from '../../domain/identity/document-match.ts';
import {
  sameRecord,
  subjectOfIns,
  waitsForWindow,
  type LaunchState,
  type VisitSubject,
} from '../../domain/launch/launch-policy.ts';
import type { PageId } from '../../domain/site/pages.ts';
import { readCallLink, refuseCall, type SoftwareCall } from '../../domain/launch/software-call.ts';
import { callerPerson, personView } from '../windows/patient-views.ts';
import type { Logger } from '../base/log.ts';
import type { CurrentSettings } from '../settings/store.ts';
import type { CallQuestion, ConfirmWindow } from '../questions/confirm.ts';
import { onAbort } from '../../system/guarded.ts';

export interface CallDeskParts {
  readonly confirm: Pick<ConfirmWindow, 'busy' | 'askSoftware' | 'close'>;
  readonly state: () => LaunchState;
  /** Whether the open record is hidden: nobody is here. */
  readonly veiled: () => boolean;
  /** Whether the user has said that a call for the inserted card's patient needs no question. */
  readonly trustsCard: () => boolean;
  /** Hands the confirmed subject to the launch policy. */
  readonly open: (subject: VisitSubject, page: PageId) => void;
  /** Says what a call that nobody waits for came to. */
  readonly tell: (problem: Failure) => void;
  readonly log: Pick<Logger, 'info'>;
  readonly settings: CurrentSettings;
}

/** A call that the launch policy has taken over: what becomes of its subject is its answer. */
interface Carried {
  readonly subject: VisitSubject;
  readonly settle: (problem: Failure | null) => void;
}

/**
 * Carries the calls of the practice's software, one at a time. Nothing opens before the practitioner agrees: to the
 * call itself, or, where another record is open, to the change that names both.
 */
export class CallDesk {
  readonly #parts: CallDeskParts;
  #busy = false;
  #carried: Carried | null = null;

  constructor(parts: CallDeskParts) {
    this.#parts = parts;
  }

  /** @returns null once the record is open, else why it is not. */
  async carry(call: SoftwareCall, wanted: AbortSignal): Promise<Failure | null> {
    const problem = await this.#carry(call, wanted);
    this.#parts.log.info({ page: call.page, outcome: problem?.code ?? null }, 'call of another program');
    return problem;
  }

  /** Carries a deep link. It has nobody to answer: what the practitioner has not decided is told to them. */
  async openLink(link: string): Promise<void> {
    const read = this.#parts.settings.current.allow.links
      ? readCallLink(link)
      : failed(failure('APPEL-LIEN-NON-PERMIS'));
    const problem = read.ok ? await this.carry(read.value, new AbortController().signal) : read.failure;
    if (problem !== null && problem.code !== 'APPEL-REFUSE' && problem.code !== 'APPEL-DOSSIER-OUVERT')
      this.#parts.tell(problem);
  }

  async #carry(call: SoftwareCall, wanted: AbortSignal): Promise<Failure | null> {
    const { confirm, state, open, settings } = this.#parts;
    const refusal = refuseCall(call, settings.current.environment);
    if (refusal !== null) return refusal;
    if (this.#busy || confirm.busy) return failure('APPEL-OCCUPE');
    const waits = waitsForWindow(state(), subjectOf(call, state()));
    if (waits !== null) return waits;
    this.#busy = true;
    try {
      if (this.#asks(call) && !(await confirm.askSoftware(this.#question(call), wanted)))
        return failure('APPEL-REFUSE');
      // Made now: the card may have left while the question stood.
      const subject = subjectOf(call, state());
      const waitsNow = waitsForWindow(state(), subject);
      if (waitsNow !== null) return waitsNow;
      return await new Promise((settle) => {
        this.#carried = { subject, settle };
        const withdraw = (): void => {
          if (this.#carried?.subject === subject && state().pending?.to === subject) confirm.close();
        };
        onAbort(wanted, withdraw);
        open(subject, call.page);
        this.follow(state());
      });
    } finally {
      this.#busy = false;
      this.#carried = null;
    }
  }

  /**
   * Whether the call itself is a question. Not where the policy will ask about changing patients, which says all of
   * it; not for another page of the record that is open; and not for whom the inserted card vouches, where the user
   * has said so.
   */
  #asks(call: SoftwareCall): boolean {
    const { state, veiled, trustsCard } = this.#parts;
    const { visit } = state();
    const subject = subjectOf(call, state());
    if (visit === null) return !(trustsCard() && subject.kind === 'person' && !isContradicted(call, subject));
    if (!sameRecord(visit.subject, subject)) return false;
    return subject.kind === 'dashboard' || veiled();
  }

  #question(call: SoftwareCall): CallQuestion {
    const { cards } = this.#parts.state();
    const isRead = cards.some(({ progress }) => progress.kind === 'read');
    const ofCard = call.ins === null ? null : subjectOfIns({ cards }, call.ins);
    const subject = subjectOf(call, this.#parts.state());
    return {
      page: call.page,
      caller: call.caller,
      insTail: call.ins === null ? null : insTail(call.ins),
      person: personOf(call, subject),
      contradicted: ofCard !== null && isContradicted(call, ofCard),
      card: ofCard !== null ? 'same' : isRead ? 'other' : 'none',
    };
  }

  /** The launch policy has moved on: a subject that it neither opens nor asks about was not wanted. */
  follow({ visit, pending }: LaunchState): void {
    const carried = this.#carried;
    if (carried === null || pending?.to === carried.subject) return;
    if (visit !== null && isCalled(carried, visit.subject)) return;
    carried.settle(failure('APPEL-DOSSIER-OUVERT'));
  }

  /** A subject's record was opened, or could not be. */
  done(subject: VisitSubject, problem: Failure | null): void {
    if (this.#carried !== null && isCalled(this.#carried, subject)) this.#carried.settle(problem);
  }
}

/** Whether a record is what the call asked for: its own, or the one that was open already. */
function isCalled({ subject }: Carried, opened: VisitSubject): boolean {
  return opened === subject || sameRecord(opened, subject);
}

/**
 * What a call asks for: with the name that an inserted card gives to its number, where no record is open that has the
 * number already. A fresh object for every call: the policy carries it along, so that this call is told from any other.
 */
function subjectOf({ ins, caller, traits }: SoftwareCall, { cards, visit }: LaunchState): VisitSubject {
  if (ins === null) return { kind: 'dashboard', caller };
  const called: VisitSubject = { kind: 'software', ins, caller, traits };
  if (visit !== null && sameRecord(visit.subject, called)) return called;
  const person = subjectOfIns({ cards }, ins);
  // The open record's own number under another name than its own: a change, which names both.
  if (person === null || (visit !== null && sameRecord(visit.subject, person))) return called;
  return person;
}

/** Whether the call gives its number to somebody else than the card does. */
function isContradicted({ traits }: SoftwareCall, subject: VisitSubject): boolean {
  return subject.kind === 'person' && traits !== null && !mayBe(subject.beneficiary, traits);
}

/** Who the question says that it is: whom the card names, else whom the software names. */
function personOf({ traits }: SoftwareCall, subject: VisitSubject): CallQuestion['person'] {
  if (subject.kind === 'person') return { ...personView(subject.beneficiary, subject.ins), standing: 'card' };
  const said = callerPerson(traits);
  return said === null ? null : { ...said, standing: 'software' };
}
