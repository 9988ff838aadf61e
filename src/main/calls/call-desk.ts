import { failure, type Failure } from '../../domain/failures/index.ts';
import { sameSubject, type LaunchState, type VisitSubject } from '../../domain/launch/launch-policy.ts';
import type { PageId } from '../../domain/site/pages.ts';
import { readCallLink, type SoftwareCall } from '../../domain/launch/software-call.ts';
import type { Logger } from '../base/log.ts';
import type { ConfirmWindow } from '../questions/confirm.ts';

export interface CallDeskParts {
  readonly confirm: Pick<ConfirmWindow, 'busy' | 'askSoftware' | 'close'>;
  readonly state: () => LaunchState;
  /** Hands the confirmed subject to the launch policy. */
  readonly open: (subject: VisitSubject, page: PageId) => void;
  /** Says what a call that nobody waits for came to. */
  readonly tell: (problem: Failure) => void;
  readonly log: Pick<Logger, 'info'>;
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
    const read = readCallLink(link);
    const problem = read.ok ? await this.carry(read.value, new AbortController().signal) : read.failure;
    if (problem !== null && problem.code !== 'APPEL-REFUSE' && problem.code !== 'APPEL-DOSSIER-OUVERT')
      this.#parts.tell(problem);
  }

  async #carry(call: SoftwareCall, wanted: AbortSignal): Promise<Failure | null> {
    const { confirm, state, open } = this.#parts;
    if (this.#busy || confirm.busy) return failure('APPEL-OCCUPE');
    this.#busy = true;
    try {
      const subject = subjectOf(call);
      const { visit } = state();
      // Where the policy will ask about changing patients, that question says all of this one.
      const changes = visit !== null && !sameSubject(visit.subject, subject);
      if (!changes && !(await confirm.askSoftware(call, wanted))) return failure('APPEL-REFUSE');
      return await new Promise((settle) => {
        this.#carried = { subject, settle };
        const withdraw = (): void => {
          if (this.#carried?.subject === subject && state().pending?.to === subject) confirm.close();
        };
        wanted.addEventListener('abort', withdraw, { once: true });
        open(subject, call.page);
        this.follow(state());
      });
    } finally {
      this.#busy = false;
      this.#carried = null;
    }
  }

  /** The launch policy has moved on: a subject that it neither opens nor asks about was not wanted. */
  follow({ visit, pending }: LaunchState): void {
    const carried = this.#carried;
    if (carried === null || pending?.to === carried.subject || visit?.subject === carried.subject) return;
    carried.settle(failure('APPEL-DOSSIER-OUVERT'));
  }

  /** A subject's record was opened, or could not be. */
  done(subject: VisitSubject, problem: Failure | null): void {
    if (this.#carried?.subject === subject) this.#carried.settle(problem);
  }
}

/** A fresh object for every call: the policy carries it along, so that this call is told from any other. */
function subjectOf({ ins, caller }: SoftwareCall): VisitSubject {
  return ins === null ? { kind: 'dashboard' } : { kind: 'software', ins, caller };
}
