/**
 * Linux: what makes the embedded browser know the Cryptolib. The engine reads the modules of one NSS database of the
 * user, once, at its first encrypted connection; nothing else tells it of a card (cpx.md).
 */
import { failure, type Failure } from '../failures/index.ts';
import type { Result } from '../result.ts';

/**
 * The name under which the library is registered. NSS takes a registration for the same one as soon as its name
 * *begins* alike, so it begins as no one else's does.
 */
export const ENGINE_MODULE_NAME = 'DMP Direct - Cryptolib CPS';

/** A module of the user's database. */
export interface EngineModule {
  readonly name: string;
  /** The library's path as it was registered; empty for NSS's own. */
  readonly library: string;
  /** The same with every link followed; null when there is no such file. */
  readonly file: string | null;
}

/** First Chromium whose default is below `~/.local/share` (Chromium's own page on managing certificates on Linux). */
const NEW_PLACE_SINCE = 146;

const OLD_PLACE = '.pki/nssdb';
const NEW_PLACE = '.local/share/pki/nssdb';

/** Both places, relative to the user's folder. */
export const ENGINE_DATABASES = [OLD_PLACE, NEW_PLACE] as const;
export type EngineDatabase = (typeof ENGINE_DATABASES)[number];

/**
 * The database that this engine uses, relative to the user's folder: a newer one goes on using the old place where it
 * exists already.
 * @param chromium major version; null when the engine is not asked itself (diagnosis without Electron)
 */
export function engineDatabase(chromium: number | null, there: ReadonlySet<EngineDatabase>): EngineDatabase {
  if (there.has(OLD_PLACE)) return OLD_PLACE;
  if (chromium === null) return there.has(NEW_PLACE) ? NEW_PLACE : OLD_PLACE;
  return chromium >= NEW_PLACE_SINCE ? NEW_PLACE : OLD_PLACE;
}

/**
 * The registration of a library, by whoever made it: the same file whatever path leads there, or a bare name that the
 * system's loader would look for.
 * @param library its path @param file the same with every link followed
 */
export function findRegistration(
  modules: readonly EngineModule[],
  library: string,
  file: string,
): EngineModule | null {
  const bare = library.slice(library.lastIndexOf('/') + 1);
  return (
    modules.find(
      (each) =>
        each.library !== '' && (each.file === file || each.library === library || each.library === bare),
    ) ?? null
  );
}

/** Whether this engine can use a card through the Cryptolib, as far as is known. */
export type EngineKnowledge =
  /** Not asked: another system, where the engine uses the system's own certificates. */
  | { readonly kind: 'not-needed' }
  | { readonly kind: 'looking' }
  | { readonly kind: 'known' }
  | { readonly kind: 'unknown'; readonly reason: Failure };

/**
 * What an answer comes to. The engine reads its database once: what is registered after that, and a database that
 * could not be opened at that time, count at the next start only.
 * @param awake the engine may have read its database before this was asked
 */
export function learnOfEngine(
  before: EngineKnowledge,
  answer: Result<{ readonly registered: boolean; readonly added: boolean }>,
  awake: boolean,
): EngineKnowledge {
  if (!answer.ok) return { kind: 'unknown', reason: answer.failure };
  if (!answer.value.registered) return { kind: 'unknown', reason: failure('CRYPTOLIB-NON-DECLAREE') };
  const inTime = !awake || (before.kind === 'known' && !answer.value.added);
  return inTime ? { kind: 'known' } : { kind: 'unknown', reason: failure('CRYPTOLIB-REDEMARRER') };
}
