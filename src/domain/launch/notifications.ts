/** What the system's notifications say, and when there is something to say. */
import type { Configuration } from '../settings/configuration.ts';
import { formalName, type PersonName } from '../identity/person.ts';
import { notificationTexts } from '../texts/fr/notifications.ts';

export interface Notice {
  readonly title: string;
  readonly body: string;
}

type Wishes = Configuration['notifications'];

/** From this many days before its end a CPx is worth a word. */
export const EXPIRES_SOON_DAYS = 60;

/** A card was read while nobody saw: who, only where names may be shown. */
export function cardReadNotice(people: readonly PersonName[], wishes: Wishes): Notice | null {
  if (!wishes.cardRead || people.length === 0) return null;
  const { title, count } = notificationTexts.cardRead;
  return { title, body: wishes.showNames ? people.map(formalName).join(', ') : count(people.length) };
}

/** What the sentinel found, in the words of the diagnosis. */
export function workstationNotice(found: string): Notice {
  return { title: notificationTexts.workstation.title, body: found };
}

/**
 * The practitioner's card ends soon: told once a day at most.
 * @param today `AAAA-MM-JJ`
 * @param toldOn the day it was last told; null when it never was
 */
export function expiryNotice(
  card: { readonly type: string; readonly daysLeft: number | null },
  wishes: Wishes,
  today: string,
  toldOn: string | null,
): Notice | null {
  if (!wishes.cpxExpiry || toldOn === today) return null;
  if (card.daysLeft === null || card.daysLeft < 0 || card.daysLeft >= EXPIRES_SOON_DAYS) return null;
  const { title, body } = notificationTexts.cpxExpiry;
  return { title: title(card.type), body: body(card.daysLeft) };
}
