/** How an event is written for each of its readers. */
import { EVENT_TEXTS } from '../texts/fr/journal.ts';
import { EVENTS, type EventDetails, type EventName, type JournalEvent, type ToldEvent } from './events.ts';
import type { EventLevel } from '../settings/journal-levels.ts';

/** Every event has its sentence, and no sentence wants what its event does not say. */
const TEXTS: { readonly [Name in EventName]: (detail: EventDetails[Name]) => string } = EVENT_TEXTS;

/** The program's name where a system keeps the lines of many. */
export const JOURNAL_NAME = 'dmp-direct';

/** Severities of syslog (RFC 5424, 6.2.1). */
const SEVERITIES: Readonly<Record<EventLevel, number>> = { error: 3, warning: 4, info: 6, detail: 7 };
/** « user-level messages » of the same table. */
const USER_FACILITY = 1;

/** The number, the level and the sentence of an event. */
export function toldEvent({ name, detail }: JournalEvent): ToldEvent {
  // Each detail belongs to its own name: the compiler does not see that the two go together.
  const text = (TEXTS[name] as (detail: EventDetails[typeof name]) => string)(detail);
  return { ...EVENTS[name], text };
}

/** `DMP-300 Dossier ouvert (carte Vitale)`. */
export function spoken({ number, text }: ToldEvent): string {
  return `DMP-${String(number)} ${text}`;
}

/** A line of the program's own file. */
export function fileLine(event: ToldEvent, at: Date): string {
  return `${at.toISOString()} ${event.level.toUpperCase().padEnd(7)} ${spoken(event)}\n`;
}

export interface LineOrigin {
  readonly host: string;
  readonly processId: number;
}

/** A message of RFC 5424 in UTF-8, with the event's number as its MSGID. */
export function syslogMessage(event: ToldEvent, at: Date, { host, processId }: LineOrigin): string {
  const header = [
    `<${String(priority(event))}>1`,
    at.toISOString(),
    // Printable ASCII of at most 255 characters (6.2.4); a dash says nothing.
    host.replace(/[^\x21-\x7e]/g, '').slice(0, 255) || '-',
    JOURNAL_NAME,
    String(processId),
    `DMP-${String(event.number)}`,
    '-',
  ];
  return `${header.join(' ')} \u{feff}${spoken(event)}`;
}

/** What the C library's syslog() writes to the local socket: the daemon adds time and machine. */
export function localSyslogMessage(event: ToldEvent, { processId }: Pick<LineOrigin, 'processId'>): string {
  return `<${String(priority(event))}>${JOURNAL_NAME}[${String(processId)}]: ${spoken(event)}`;
}

/** An entry of systemd's journal (« Native Journal Protocol »): fields of one line each. */
export function journalEntry(event: ToldEvent): string {
  const fields = {
    MESSAGE: spoken(event),
    PRIORITY: String(SEVERITIES[event.level]),
    SYSLOG_FACILITY: String(USER_FACILITY),
    SYSLOG_IDENTIFIER: JOURNAL_NAME,
    DMP_DIRECT_EVENT: String(event.number),
  };
  return Object.entries(fields)
    .map(([name, value]) => `${name}=${value.replaceAll('\n', ' ')}\n`)
    .join('');
}

function priority({ level }: ToldEvent): number {
  return USER_FACILITY * 8 + SEVERITIES[level];
}
