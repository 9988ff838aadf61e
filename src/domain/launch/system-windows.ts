/**
 * The system's own windows that a record has opened: to save a file, to choose one, to print. They cannot be closed
 * from here (destroying the window that one belongs to leaves it on Linux's screen), so that the next record waits for
 * their end instead: none of them ever stands over somebody else's record.
 */
import { failure, type Failure, type FailureCode } from '../failures/index.ts';

export type SystemWindow = 'save' | 'choose' | 'print';

const CODES = {
  save: 'ENREGISTREMENT-EN-COURS',
  choose: 'CHOIX-EN-COURS',
  print: 'IMPRESSION-EN-COURS',
} as const satisfies Readonly<Record<SystemWindow, FailureCode>>;

/** What has to be finished before another record opens; null where nothing has. */
export function unfinished([first]: readonly SystemWindow[]): Failure | null {
  return first === undefined ? null : failure(CODES[first]);
}

/** Whether a reason is that such a window stands: it goes with that window. */
export function isUnfinished({ code }: Failure): boolean {
  return Object.values<FailureCode>(CODES).includes(code);
}
