/**
 * What a helpdesk is told of the running program: a closed table of numbered events. None has a place for a person, a
 * number or a text from outside: what an event can say is a code of the failures' catalogue, a word of a short list, a
 * page, a count or a version of ours.
 */
import type { FailureCode } from '../failures/index.ts';
import type { SignInMethod } from '../settings/configuration.ts';
import type { EventLevel } from '../settings/journal-levels.ts';

/** Where an opened record came from. */
export type RecordOrigin = 'card' | 'document' | 'typed' | 'software' | 'dashboard';

/** What each event says beside its number. */
export interface EventDetails {
  readonly started: { readonly version: string; readonly environment: string; readonly program: number };
  readonly ended: object;
  readonly restarted: { readonly count: number };
  readonly crashed: object;
  readonly policy: { readonly locked: number; readonly proposed: number };
  readonly settingsProblem: { readonly code: FailureCode };
  readonly readers: { readonly count: number };
  readonly readersLost: object;
  readonly vitaleInserted: object;
  readonly vitaleRead: { readonly people: number };
  readonly vitaleFailed: { readonly code: FailureCode };
  readonly vitaleRemoved: object;
  readonly cpxPresent: object;
  readonly cpxProblem: { readonly code: FailureCode };
  readonly cpxRemoved: object;
  readonly recordOpened: { readonly from: RecordOrigin };
  readonly recordClosed: object;
  readonly signedIn: { readonly method: SignInMethod };
  readonly signInFailed: { readonly code: FailureCode };
  readonly refusalShown: { readonly code: FailureCode };
  readonly workstationWorse: { readonly code: FailureCode };
  readonly updateFound: { readonly version: string };
  readonly updateReady: { readonly version: string };
  readonly updateFailed: { readonly code: FailureCode };
  readonly left: object;
  readonly came: object;
}

export type EventName = keyof EventDetails;

/** One thing that has happened. */
export type JournalEvent = {
  [Name in EventName]: { readonly name: Name; readonly detail: EventDetails[Name] };
}[EventName];

interface EventEntry {
  /** For good: a helpdesk's filters go by it. */
  readonly number: number;
  readonly level: EventLevel;
}

/**
 * Numbers by area: 1xx the program, 2xx readers and cards, 3xx records and sign-in, 4xx refusals, 5xx updates, 6xx presence.
 * Up to 1000: Windows' viewer shows them by the messages of EventCreate.exe, which has no more.
 */
export const EVENTS: Readonly<Record<EventName, EventEntry>> = {
  started: { number: 100, level: 'info' },
  ended: { number: 101, level: 'info' },
  restarted: { number: 102, level: 'warning' },
  crashed: { number: 103, level: 'error' },
  policy: { number: 110, level: 'info' },
  settingsProblem: { number: 111, level: 'warning' },
  readers: { number: 200, level: 'info' },
  readersLost: { number: 201, level: 'warning' },
  vitaleInserted: { number: 210, level: 'detail' },
  vitaleRead: { number: 211, level: 'info' },
  vitaleFailed: { number: 212, level: 'warning' },
  vitaleRemoved: { number: 213, level: 'detail' },
  cpxPresent: { number: 220, level: 'info' },
  cpxProblem: { number: 221, level: 'warning' },
  cpxRemoved: { number: 222, level: 'info' },
  recordOpened: { number: 300, level: 'info' },
  recordClosed: { number: 301, level: 'info' },
  signedIn: { number: 310, level: 'info' },
  signInFailed: { number: 311, level: 'warning' },
  refusalShown: { number: 400, level: 'warning' },
  workstationWorse: { number: 410, level: 'warning' },
  updateFound: { number: 500, level: 'info' },
  updateReady: { number: 501, level: 'info' },
  updateFailed: { number: 502, level: 'warning' },
  left: { number: 600, level: 'detail' },
  came: { number: 601, level: 'detail' },
};

/** An event as it is written anywhere. */
export interface ToldEvent {
  readonly number: number;
  readonly level: EventLevel;
  /** One French sentence, without its number. */
  readonly text: string;
}
