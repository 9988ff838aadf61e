/**
 * Looks at the workstation once a day, and after its readers or components have changed, while nobody waits for it. What
 * it says and keeps silent about is decided in `domain/diagnosis/sentinel`.
 */
import type { Check } from '../../domain/diagnosis/check.ts';
import type { Facts } from '../../domain/diagnosis/facts.ts';
import { judge } from '../../domain/diagnosis/judge.ts';
import { DAY_MS, isLookDue, sentinelLook, type SentinelMemory } from '../../domain/diagnosis/sentinel.ts';
import { namedReaders } from '../../domain/galss/channels.ts';
import type { Configuration } from '../../domain/settings/configuration.ts';
import type { ReadersSnapshot } from '../../borders/native.ts';

/** After the start the practitioner is what the computer is for. */
const FIRST_LOOK_MS = 60_000;
/** Readers that are plugged in one after the other are one change. */
const SETTLED_MS = 30_000;
/** The components' files are asked at most this often whether they are still the same. */
const FILES_MS = 60 * 60_000;

type Passive = Pick<Facts, 'readers' | 'ssv' | 'workstation'>;

export interface SentinelParts {
  readonly settings: { readonly current: Configuration };
  readonly memory: {
    readonly value: { readonly sentinel: SentinelMemory | null };
    readonly remember: (part: { readonly sentinel: SentinelMemory }) => void;
  };
  readonly readers: () => ReadersSnapshot | null;
  /** The passive part of the diagnosis. */
  readonly look: (snapshot: ReadersSnapshot) => Promise<Passive>;
  /** Another one whenever one of these files was written to. */
  readonly stamp: (files: readonly string[]) => Promise<string>;
  /** Something got worse. */
  readonly tell: (check: Check) => void;
  readonly now: () => number;
}

/**
 * Runs from the program's start to its end; does nothing while its setting is off. Whether a look is due it asks when
 * something happens, not by a timer of its own: a workstation that nobody comes to needs none.
 */
export class Sentinel {
  readonly #parts: SentinelParts;
  #timer: NodeJS.Timeout | null = null;
  #names: string | null = null;
  #stamp: string | null = null;
  #stampedAt = 0;
  /** When a look is due by the clock; null before the first one of this program. */
  #dueAt: number | null = null;
  #watched: readonly string[] = [];
  #looking = false;
  #stopped = false;

  constructor(parts: SentinelParts) {
    this.#parts = parts;
  }

  start(): void {
    this.#lookIn(FIRST_LOOK_MS);
  }

  stop(): void {
    this.#stopped = true;
    if (this.#timer !== null) clearTimeout(this.#timer);
  }

  /** Readers or cards have changed: only which readers are there counts. */
  readersChanged(): void {
    const names = namesOf(this.#parts.readers());
    // The first list is what the program finds, not a change.
    if (names !== this.#names && this.#names !== null) this.#lookIn(SETTLED_MS);
    this.#names = names;
  }

  /** Looks now, unless it is looking or switched off. */
  async look(): Promise<void> {
    const { settings, memory, readers, look, tell, now } = this.#parts;
    const snapshot = readers();
    if (this.#looking || this.#stopped) return;
    if (!settings.current.sentinel || snapshot === null) {
      this.#dueAt = now();
      return;
    }
    this.#looking = true;
    try {
      const facts = await look(snapshot);
      const { checks } = judge(
        {
          readers: { state: 'done', value: facts.readers },
          ssv: { state: 'done', value: facts.ssv },
          workstation: { state: 'done', value: facts.workstation },
        },
        { configuration: settings.current, now: now() },
      );
      const verdict = sentinelLook(memory.value.sentinel, {
        checks,
        readers: facts.readers.readers.map(({ name }) => name),
        named: namedReaders(facts.ssv.galss.text),
        now: now(),
      });
      memory.remember({ sentinel: verdict.memory });
      this.#watched = [facts.ssv.galss.path, facts.ssv.sesamIni, facts.ssv.library?.path].flatMap(
        (path) => path ?? [],
      );
      this.#stamp = await this.#parts.stamp(this.#watched);
      // The first says that there is something; the diagnosis shows the rest.
      const [first] = verdict.worse;
      if (first !== undefined) tell(first);
      this.#stampedAt = now();
      this.#dueAt = now() + (verdict.againIn ?? DAY_MS);
      if (verdict.againIn !== null) this.#lookIn(verdict.againIn);
    } catch {
      // A look that failed is no finding; the next one is due tomorrow.
      this.#dueAt = now() + DAY_MS;
    } finally {
      this.#looking = false;
    }
  }

  /** Something has happened: what is due is done once nothing more happens for a while. */
  async moment(): Promise<void> {
    if (this.#looking || this.#stopped || this.#dueAt === null || !this.#parts.settings.current.sentinel)
      return;
    const now = this.#parts.now();
    if (isLookDue(this.#dueAt, now)) {
      this.#lookIn(SETTLED_MS);
      return;
    }
    const before = this.#stamp;
    if (before === null || Math.abs(now - this.#stampedAt) < FILES_MS) return;
    this.#stampedAt = now;
    if ((await this.#parts.stamp(this.#watched)) !== before) this.#lookIn(SETTLED_MS);
  }

  #lookIn(milliseconds: number): void {
    if (this.#stopped) return;
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.look(), milliseconds);
    this.#timer.unref();
  }
}

function namesOf(snapshot: ReadersSnapshot | null): string {
  return (snapshot?.readers ?? [])
    .map(({ name }) => name)
    .sort()
    .join('\n');
}
