/**
 * Birth dates as cards write them (`AAAAMMJJ`): some are lunar or partly unknown, and odd bytes happen.
 * Every function takes any text and none throws.
 */
import type { CardDate } from './beneficiary.ts';

/** What a card date says in the civil calendar; `null` is "not known". A day is never known without its month. */
export interface CardDateParts {
  readonly year: number | null;
  readonly month: number | null;
  readonly day: number | null;
}

/** Time lived at a given day, each count complete and standing alone: 14 months are also 1 year. */
export interface Age {
  readonly years: number;
  readonly months: number;
  readonly days: number;
}

/** Older years are no one's birth: they are a fault of the card. */
const EARLIEST_YEAR = 1850;
const MILLISECONDS_PER_DAY = 86_400_000;
const NOTHING_KNOWN: CardDateParts = { year: null, month: null, day: null };

function daysInMonth(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate();
}

/**
 * Reads a card date. Month `00` or above `12` gives no month, and so no day;
 * day `00` or one the month does not have gives no day. Anything but 8 digits gives nothing.
 */
export function parseCardDate(date: CardDate): CardDateParts {
  const match = /^(\d{4})(\d{2})(\d{2})$/.exec(date.trim());
  if (!match) return NOTHING_KNOWN;
  const year = Number(match[1]);
  const month = Number(match[2]);
  const day = Number(match[3]);
  if (year < EARLIEST_YEAR) return NOTHING_KNOWN;
  if (month < 1 || month > 12) return { year, month: null, day: null };
  return { year, month, day: day >= 1 && day <= daysInMonth(year, month) ? day : null };
}

/**
 * The month that may be compared with a NIR's: only a complete civil date gives one.
 * A lunar or unknown date counts as "no month", even where two digits look like one.
 */
export function comparableMonth(parts: CardDateParts): number | null {
  return parts.day === null ? null : parts.month;
}

const twoDigits = (value: number): string => String(value).padStart(2, '0');

/**
 * Writes a card date as a practitioner reads it: `12/04/1985`, `04/1985` or `1985` when that is all the card
 * says, and `null` when it says nothing.
 */
export function formatCardDate(date: CardDate): string | null {
  const { year, month, day } = parseCardDate(date);
  if (year === null) return null;
  if (month === null) return String(year);
  const monthAndYear = `${twoDigits(month)}/${String(year)}`;
  return day === null ? monthAndYear : `${twoDigits(day)}/${monthAndYear}`;
}

/**
 * Age on the given day (local calendar), or `null` when the birth date is not completely known or is to come.
 * Someone born on 29 February is a year older on 1 March of common years.
 */
export function ageAt(date: CardDate, today: Date): Age | null {
  const { year, month, day } = parseCardDate(date);
  if (year === null || month === null || day === null) return null;
  const monthsApart = (today.getFullYear() - year) * 12 + (today.getMonth() + 1 - month);
  const months = today.getDate() < day ? monthsApart - 1 : monthsApart;
  const now = Date.UTC(today.getFullYear(), today.getMonth(), today.getDate());
  const days = Math.round((now - Date.UTC(year, month - 1, day)) / MILLISECONDS_PER_DAY);
  // A negative count is a birth to come; NaN comes from an invalid clock.
  return days >= 0 ? { years: Math.floor(months / 12), months, days } : null;
}

/** Writes an age: days in the first month, months until two years, then years. */
export function formatAge(age: Age): string {
  if (age.years >= 2) return `${String(age.years)} ans`;
  if (age.months >= 1) return `${String(age.months)} mois`;
  return age.days <= 1 ? `${String(age.days)} jour` : `${String(age.days)} jours`;
}
