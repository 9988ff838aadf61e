import type { FailureCode } from '../../domain/failures/index.ts';
import type { RecordOrigin } from '../../domain/journal/events.ts';
import type { Watched, WatchedVitale } from '../../domain/journal/watched.ts';
import type { LaunchState, VisitSubject, VitaleCard } from '../../domain/launch/launch-policy.ts';
import type { SignInMethod } from '../../domain/settings/configuration.ts';
import type { ReadersSnapshot } from '../../borders/native.ts';
import type { PractitionerCard } from '../../borders/windows/index.ts';

/** The program's state, as far as events are made of it. */
export interface ProgramState {
  readonly launch: LaunchState;
  readonly readers: ReadersSnapshot | null;
  readonly practitioner: PractitionerCard;
  readonly visit: { readonly signedIn: SignInMethod | null; readonly stopped: FailureCode | null } | null;
  readonly notice: FailureCode | null;
}

/** What of the program's state may be told: whoever it is about stays behind. */
export function watchedState({ launch, readers, practitioner, visit, notice }: ProgramState): Watched {
  const open = launch.visit;
  return {
    readers:
      readers === null ? null : { service: readers.service === 'running', count: readers.readers.length },
    vitales: launch.cards.map(vitaleOf),
    cpx: cpxOf(practitioner),
    record: open === null ? null : { id: open.id, from: ORIGINS[open.subject.kind] },
    signedIn: open === null ? null : (visit?.signedIn ?? null),
    stop: open === null ? null : (visit?.stopped ?? null),
    notice,
  };
}

const ORIGINS: Readonly<Record<VisitSubject['kind'], RecordOrigin>> = {
  person: 'card',
  document: 'document',
  typed: 'typed',
  software: 'software',
  dashboard: 'dashboard',
};

function vitaleOf({ key, progress }: VitaleCard): WatchedVitale {
  switch (progress.kind) {
    case 'reading':
      return { key, progress: { kind: 'reading' } };
    case 'read':
      return { key, progress: { kind: 'read', people: progress.reading.beneficiaries.length } };
    case 'failed':
      return { key, progress: { kind: 'failed', code: progress.failure.code } };
  }
}

function cpxOf(card: PractitionerCard): Watched['cpx'] {
  if (card.state === 'problem') return { state: 'problem', code: card.failure.code };
  return { state: card.state === 'ready' ? 'present' : 'absent' };
}
