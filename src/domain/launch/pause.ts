/** How long inserted cards ask for nothing. */

export const PAUSES = ['hour', 'day'] as const;
/** An hour, or until the next day begins. */
export type PauseLength = (typeof PAUSES)[number];

const HOUR_MS = 60 * 60_000;

/** When a pause that begins at `now` ends, on the workstation's own calendar: in milliseconds since 1970. */
export function pauseEnd(length: PauseLength, now: Date): number {
  if (length === 'hour') return now.getTime() + HOUR_MS;
  return new Date(now.getFullYear(), now.getMonth(), now.getDate() + 1).getTime();
}
