import type { Failure } from '../../domain/failures/index.ts';
import type {
  LaunchEvent,
  LaunchState,
  OpenVisit,
  PendingSwitch,
  VisitSubject,
} from '../../domain/launch/launch-policy.ts';
import type { Searched } from '../../domain/launch/visit-subject.ts';
import type { PageId } from '../../domain/site/pages.ts';
import type { Party } from '../../borders/windows/index.ts';
import { partyView } from '../windows/patient-views.ts';
import type { EffectHandlers } from './launch-queue.ts';

/** The open visit as the effects handle it. */
export interface VisitToHandle {
  readonly closed: boolean;
  openPage(page: PageId): void;
  /** Whom the practitioner looks for in a dashboard without patient; null for nobody any more. */
  lookFor(person: Searched | null): void;
  reveal(): void;
  close(): Promise<void>;
}

export interface EffectParts {
  readonly state: () => LaunchState;
  readonly dispatch: (event: LaunchEvent) => void;
  readonly visits: {
    readonly visit: VisitToHandle | null;
    open(opened: OpenVisit, page: PageId): Promise<Failure | null>;
  };
  readonly confirm: {
    askSwitch(question: {
      readonly cause: PendingSwitch['cause'];
      readonly from: Party;
      readonly to: Party;
    }): Promise<boolean>;
    askDocument(question: Extract<Party, { kind: 'document' }> & { readonly page: PageId }): Promise<boolean>;
    close(): void;
  };
  /** The calls of the practice's software: they wait to hear what became of their subject. */
  readonly calls: { done(subject: VisitSubject, problem: Failure | null): void };
  /** Whether the open record is hidden: its patient is not named. */
  readonly veiled: () => boolean;
  readonly readCard: (key: string) => void;
  /** Shows the window in which a card is awaited, over other programs. */
  readonly showLauncher: () => void;
  /** Says in the task bar that a card is there. */
  readonly signalCard: () => void;
  /** A record was opened. */
  readonly onOpened: () => void;
  /** The open record was come back to. */
  readonly onReturned: () => void;
  /** Says it and comes forward with it. */
  readonly tell: (problem: Failure) => void;
  /** The assistant, which had asked for a dashboard that could not even begin, says why; false when it did not ask. */
  readonly assistantSays: (problem: Failure) => boolean;
  /** Says it without covering another program. */
  readonly note: (problem: Failure) => void;
}

/** Carries out what the launch policy decides: one handler per effect. */
export function launchEffects(parts: EffectParts): EffectHandlers {
  const { state, dispatch, visits, confirm, calls } = parts;
  /** The question of a change of patient that the window was last given. */
  let askedSwitch: number | null = null;
  return {
    'read-card': ({ key }) => {
      parts.readCard(key);
    },
    'close-visit': async () => {
      await visits.visit?.close();
    },
    'open-visit': async ({ visit, page }) => {
      const problem = await visits.open(visit, page).catch((error: unknown) => {
        // Whatever it was, no record is open: the state must say so.
        dispatch({ type: 'visit-closed', id: visit.id });
        throw error;
      });
      calls.done(visit.subject, problem);
      if (problem === null) {
        parts.onOpened();
        return;
      }
      // Another record was asked for meanwhile: nobody waits for this one any more.
      if (state().visit?.id !== visit.id) return;
      dispatch({ type: 'visit-closed', id: visit.id });
      if (visit.subject.kind !== 'dashboard' || !parts.assistantSays(problem)) parts.tell(problem);
    },
    'focus-visit': ({ page }) => focusVisit(parts, page),
    'end-search': () => {
      visits.visit?.lookFor(null);
    },
    'show-launcher': () => {
      parts.showLauncher();
    },
    'signal-card': () => {
      parts.signalCard();
    },
    tell: ({ failure, quietly }) => {
      if (quietly) parts.note(failure);
      else parts.tell(failure);
    },
    'ask-switch': () => {
      const { pending } = state();
      // Effects wait for one another: by its turn a question may have been dropped, or asked already.
      if (pending === null || pending.id === askedSwitch) return;
      askedSwitch = pending.id;
      const { id } = pending;
      // Not waited for: the answer is an event of its own.
      void askSwitch(parts, pending).then((accepted) => {
        dispatch({ type: accepted ? 'switch-accepted' : 'switch-refused', id });
      });
    },
    'drop-switch': () => {
      confirm.close();
    },
  };
}

/** Comes back to the open record, and to one of its pages where one is named. */
async function focusVisit(parts: EffectParts, page: PageId | null): Promise<void> {
  const { visit } = parts.visits;
  const subject = parts.state().visit?.subject;
  if (visit?.closed === true && subject !== undefined && page !== null) {
    // Asked for while its window was closing: it is opened anew once nothing of it is left.
    await visit.close();
    parts.dispatch({ type: 'open', subject, page });
    return;
  }
  if (subject?.kind === 'dashboard') visit?.lookFor(subject.search ?? null);
  if (page !== null) visit?.openPage(page);
  visit?.reveal();
  // As when a record is opened: the chooser, which may still propose somebody else, is not what is left on top.
  if (page === null) parts.onReturned();
  if (subject !== undefined) parts.calls.done(subject, null);
}

/** The question before a record: both are named, unless none is open, where only a document is asked about. */
function askSwitch({ state, confirm, veiled }: EffectParts, pending: PendingSwitch): Promise<boolean> {
  const { visit } = state();
  const { cause, page } = pending;
  const to = partyView(pending.to);
  if (visit !== null) {
    const from: Party = veiled() ? { kind: 'veiled' } : partyView(visit.subject);
    return confirm.askSwitch({ cause, from, to });
  }
  return to.kind === 'document' ? confirm.askDocument({ ...to, page }) : Promise.resolve(false);
}
