/** From the gravest. */
const EVENT_LEVELS = ['error', 'warning', 'info', 'detail'] as const;
export type EventLevel = (typeof EVENT_LEVELS)[number];

/** What is told: everything down to a level, or nothing. */
export const JOURNAL_LEVELS = ['off', ...EVENT_LEVELS] as const;
export type JournalLevel = (typeof JOURNAL_LEVELS)[number];

/** Whether an event is told where everything down to `threshold` is. */
export function isTold(level: EventLevel, threshold: JournalLevel): boolean {
  return JOURNAL_LEVELS.indexOf(level) <= JOURNAL_LEVELS.indexOf(threshold);
}
