import { BaseWindow, Notification } from 'electron';
import {
  cardReadNotice,
  expiryNotice,
  workstationNotice,
  type Notice,
} from '../../domain/launch/notifications.ts';
import { failure, type Failure } from '../../domain/failures/index.ts';
import type { PersonName } from '../../domain/identity/person.ts';
import type { PractitionerCard } from '../../borders/windows/index.ts';
import type { Memory } from '../base/memory.ts';
import type { CurrentSettings } from '../settings/store.ts';
import { hear } from '../../system/guarded.ts';

/** The window comes forward for a card: whether the system let it is known after this time, in milliseconds. */
const SEEN_AFTER_MS = 1_000;

export interface NotificationsParts {
  readonly settings: CurrentSettings;
  readonly memory: Pick<Memory, 'value' | 'remember'>;
  /** Whether the user has asked not to be disturbed. */
  readonly quiet: () => boolean;
  /** What is done where the system shows nothing: switched off there, or not to be had. */
  readonly unshown: {
    readonly card: () => void;
    /** `date` as it is written in French. */
    readonly expiry: (date: string) => void;
  };
  /** The user clicked: bring the program forward. */
  readonly onClick: () => void;
}

/** Tells what happens while nobody looks at the program. What may be said of people is a setting. */
export class Notifications {
  readonly #parts: NotificationsParts;
  /** Kept, or the system's click would find nobody. */
  #shown: Notification | null = null;
  #timer: NodeJS.Timeout | null = null;

  constructor(parts: NotificationsParts) {
    this.#parts = parts;
  }

  /** A Vitale was read: told when none of our windows has come forward a moment later. */
  cardRead(people: readonly PersonName[]): void {
    this.cardGone();
    if (this.#parts.quiet()) return;
    this.#timer = setTimeout(() => {
      this.#timer = null;
      const notice = cardReadNotice(people, this.#parts.settings.current.notifications);
      if (notice === null || isSeen()) return;
      this.#shown = this.#show(notice, this.#parts.unshown.card);
    }, SEEN_AFTER_MS);
  }

  /** The card has left: what was said of it goes, and what was about to be said is not. */
  cardGone(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    this.#shown?.close();
    this.#shown = null;
  }

  /** The program ends: what it has said of a card ends with it, since a click would find nobody. */
  stop(): void {
    this.cardGone();
  }

  /** What is known of the practitioner's own card has changed. */
  practitioner(card: PractitionerCard, now = new Date()): void {
    if (card.state !== 'ready') return;
    const { settings, memory } = this.#parts;
    const today = localDay(now);
    const notice = expiryNotice(card, settings.current.notifications, today, memory.value.cpxToldOn);
    if (notice === null) return;
    memory.remember({ cpxToldOn: today });
    const ends = new Date(now.getFullYear(), now.getMonth(), now.getDate() + (card.daysLeft ?? 0));
    this.#show(notice, () => {
      this.#parts.unshown.expiry(ends.toLocaleDateString('fr-FR'));
    });
  }

  /** Something on the workstation got worse; a click leads to it. Not shown, the diagnosis shows it all the same. */
  workstation(found: string, open: () => void): void {
    this.#show(workstationNotice(found), () => undefined, open);
  }

  #show({ title, body }: Notice, unshown: () => void, onClick = this.#parts.onClick): Notification | null {
    if (!Notification.isSupported()) {
      unshown();
      return null;
    }
    const notification = new Notification({ title, body, silent: true });
    hear(notification).on('click', onClick);
    hear(notification).once('failed', unshown);
    notification.show();
    return notification;
  }
}

/** The notifications of the running program: where the system shows none, its launcher says it. */
export function makeNotifications(
  parts: Pick<NotificationsParts, 'settings' | 'memory'>,
  {
    quiet,
    signal,
    note,
    onClick,
  }: Pick<NotificationsParts, 'quiet' | 'onClick'> & {
    readonly signal: () => void;
    readonly note: (problem: Failure) => void;
  },
): Notifications {
  const expiry = (date: string): void => {
    note(failure('CPX-BIENTOT-EXPIREE', { date }));
  };
  return new Notifications({ ...parts, quiet, onClick, unshown: { card: signal, expiry } });
}

function isSeen(): boolean {
  return BaseWindow.getAllWindows().some((window) => window.isFocused() && !window.isMinimized());
}

function localDay(now: Date): string {
  const two = (part: number): string => String(part).padStart(2, '0');
  return `${String(now.getFullYear())}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}
