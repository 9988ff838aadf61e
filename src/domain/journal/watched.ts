/** What happens, told from what is: two states of the program one after the other, and the events between them. */
import type { FailureCode } from '../failures/index.ts';
import type { SignInMethod } from '../settings/configuration.ts';
import type { JournalEvent, RecordOrigin } from './events.ts';

/** What of the program's state events are made of: nobody is in it. */
export interface Watched {
  /** Null while the readers are looked for. */
  readonly readers: { readonly service: boolean; readonly count: number } | null;
  /** By insertion: `key` is unique for every one. */
  readonly vitales: readonly WatchedVitale[];
  readonly cpx: { readonly state: 'absent' } | { readonly state: 'present' } | WatchedProblem;
  readonly record: { readonly id: number; readonly from: RecordOrigin } | null;
  /** How the open record is signed in; null while it is not, or once it closes. */
  readonly signedIn: SignInMethod | null;
  /** What stops the open record, and is said in its window. */
  readonly stop: FailureCode | null;
  /** Beside whatever the launcher shows. */
  readonly notice: FailureCode | null;
}

interface WatchedProblem {
  readonly state: 'problem';
  readonly code: FailureCode;
}

export interface WatchedVitale {
  readonly key: string;
  readonly progress:
    | { readonly kind: 'reading' }
    | { readonly kind: 'read'; readonly people: number }
    | { readonly kind: 'failed'; readonly code: FailureCode };
}

/** Before anything has happened. */
export const NOTHING_WATCHED: Watched = {
  readers: null,
  vitales: [],
  cpx: { state: 'absent' },
  record: null,
  signedIn: null,
  stop: null,
  notice: null,
};

/** The events that lead from one state to the next, in the order in which they are told. */
export function eventsBetween(before: Watched, after: Watched): readonly JournalEvent[] {
  return [
    ...readerEvents(before, after),
    ...vitaleEvents(before, after),
    ...cpxEvents(before, after),
    ...recordEvents(before, after),
    ...(after.notice === null || after.notice === before.notice
      ? []
      : [{ name: 'refusalShown', detail: { code: after.notice } } as const]),
  ];
}

function readerEvents({ readers: before }: Watched, { readers: after }: Watched): readonly JournalEvent[] {
  if (after === null) return [];
  if (before?.service === after.service && before.count === after.count) return [];
  return after.service
    ? [{ name: 'readers', detail: { count: after.count } }]
    : before?.service === false
      ? []
      : [{ name: 'readersLost', detail: {} }];
}

function vitaleEvents(before: Watched, after: Watched): readonly JournalEvent[] {
  const former = new Map(before.vitales.map((card) => [card.key, card]));
  const events: JournalEvent[] = [];
  for (const { key, progress } of after.vitales) {
    const was = former.get(key)?.progress;
    former.delete(key);
    if (was === undefined) events.push({ name: 'vitaleInserted', detail: {} });
    if (progress.kind === was?.kind) continue;
    if (progress.kind === 'read') events.push({ name: 'vitaleRead', detail: { people: progress.people } });
    if (progress.kind === 'failed') events.push({ name: 'vitaleFailed', detail: { code: progress.code } });
  }
  for (const _gone of former) events.push({ name: 'vitaleRemoved', detail: {} });
  return events;
}

function cpxEvents({ cpx: before }: Watched, { cpx: after }: Watched): readonly JournalEvent[] {
  switch (after.state) {
    case 'absent':
      return before.state === 'present' ? [{ name: 'cpxRemoved', detail: {} }] : [];
    case 'present':
      return before.state === 'present' ? [] : [{ name: 'cpxPresent', detail: {} }];
    case 'problem':
      return before.state === 'problem' && before.code === after.code
        ? []
        : [{ name: 'cpxProblem', detail: { code: after.code } }];
  }
}

function recordEvents(before: Watched, after: Watched): readonly JournalEvent[] {
  const events: JournalEvent[] = [];
  const same = before.record?.id === after.record?.id;
  if (before.record !== null && !same) events.push({ name: 'recordClosed', detail: {} });
  if (after.record !== null && !same)
    events.push({ name: 'recordOpened', detail: { from: after.record.from } });
  if (after.record === null) return events;
  const was = same ? before : NOTHING_WATCHED;
  const { signedIn, stop } = after;
  if (signedIn !== null && was.signedIn === null)
    events.push({ name: 'signedIn', detail: { method: signedIn } });
  if (stop !== null && stop !== was.stop)
    events.push({ name: signedIn === null ? 'signInFailed' : 'refusalShown', detail: { code: stop } });
  return events;
}
