/** Sessions of the simulated hosts: only in memory, with the two limits that Pro Santé Connect sets. */
import { randomBytes } from 'node:crypto';
import type { CardType } from '../pki/practitioners.ts';

/** Who is signed in, as the site knows it. */
export interface SitePractitioner {
  /** National identifier, or structure and serial for an employee's card. */
  readonly id: string;
  readonly displayName: string;
  readonly profession: string | null;
  readonly structure: string | null;
  readonly cardType: CardType;
}

/** A document that was added to a record. */
export interface AddedDocument {
  readonly name: string;
  readonly bytes: number;
}

export interface SiteSession {
  readonly id: string;
  readonly practitioner: SitePractitioner;
  /** Fingerprint of the certificate that opened it; null without a card. */
  readonly certificate: string | null;
  /** Milliseconds since the epoch, on the laboratory's clock. */
  readonly startedAt: number;
  lastSeenAt: number;
  /** Matricule of the DMP that is open in this session. */
  openPatient: string | null;
  /** Matricule of the page that was asked for before signing in. */
  asked: string | null;
  /** The page that posts itself has been posted. */
  passed: boolean;
  /** The document added last; null when the site did not take it. */
  added: AddedDocument | null;
}

/** `web-ps.md`: 4 h at most, or 30 min idle. */
export const SESSION_LIMITS = { totalMs: 4 * 60 * 60 * 1000, idleMs: 30 * 60 * 1000 } as const;

export class Sessions {
  readonly #sessions = new Map<string, SiteSession>();
  readonly #clock: () => number;
  readonly #limited: boolean;

  constructor(clock: () => number, limited: boolean) {
    this.#clock = clock;
    this.#limited = limited;
  }

  open(practitioner: SitePractitioner, certificate: string | null): SiteSession {
    const now = this.#clock();
    const session: SiteSession = {
      id: randomBytes(16).toString('hex'),
      practitioner,
      certificate,
      startedAt: now,
      lastSeenAt: now,
      openPatient: null,
      asked: null,
      passed: false,
      added: null,
    };
    this.#sessions.set(session.id, session);
    return session;
  }

  /** The session, which counts as used now; `expired` once when its time is over; null when there is none. */
  use(id: string | undefined): SiteSession | 'expired' | null {
    const session = id === undefined ? undefined : this.#sessions.get(id);
    if (session === undefined) {
      return null;
    }
    const now = this.#clock();
    const over =
      now - session.startedAt >= SESSION_LIMITS.totalMs || now - session.lastSeenAt >= SESSION_LIMITS.idleMs;
    if (this.#limited && over) {
      this.#sessions.delete(session.id);
      return 'expired';
    }
    session.lastSeenAt = now;
    return session;
  }

  end(id: string): void {
    this.#sessions.delete(id);
  }

  clear(): void {
    this.#sessions.clear();
  }

  all(): readonly SiteSession[] {
    return [...this.#sessions.values()];
  }
}
