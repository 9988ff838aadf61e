import { stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import type { Configuration } from '../../domain/settings/configuration.ts';
import type { Failure } from '../../domain/failures/index.ts';
import {
  ENGINE_DATABASES,
  engineDatabase,
  learnOfEngine,
  type EngineDatabase,
  type EngineKnowledge,
} from '../../domain/practitioner/engine-module.ts';
import { success, type Result } from '../../domain/result.ts';
import type { Edition } from '../base/edition.ts';
import type { Logger } from '../base/log.ts';
import { NativeProcess } from '../cards/processes/native-process.ts';

/** A locked database is given up after two seconds by NSS itself. */
const DEADLINE_MS = 8_000;

export interface EngineCryptolibParts {
  readonly configuration: Pick<Configuration, 'cards'>;
  readonly edition: Pick<Edition, 'nativeEntry' | 'nativeArguments'>;
  readonly log: Logger;
  readonly onChange: () => void;
}

/** The database that the engine of this process uses, relative to the user's folder. */
export async function databaseOfEngine(): Promise<EngineDatabase> {
  const there = await Promise.all(
    ENGINE_DATABASES.map((place) =>
      stat(join(homedir(), place)).then(
        () => [place],
        () => [],
      ),
    ),
  );
  const version = process.versions.chrome as string | undefined;
  return engineDatabase(version === undefined ? null : Number.parseInt(version, 10), new Set(there.flat()));
}

/**
 * Linux: makes the embedded browser know the Cryptolib before its first encrypted connection, since it looks once.
 * On other systems nothing is asked and nothing waits.
 */
export class EngineCryptolib {
  readonly #parts: EngineCryptolibParts;
  #knowledge: EngineKnowledge = process.platform === 'linux' ? { kind: 'looking' } : { kind: 'not-needed' };
  #asked = '';
  #awake = false;
  #work: Promise<void> = Promise.resolve();

  constructor(parts: EngineCryptolibParts) {
    this.#parts = parts;
    this.look();
  }

  /** Why no card can be used in this engine; null as long as nothing says so. */
  get failure(): Failure | null {
    return this.#knowledge.kind === 'unknown' ? this.#knowledge.reason : null;
  }

  /** Answers once the engine may make its first connection; from then on it counts as having looked. */
  async ready(): Promise<void> {
    await this.#work;
    this.#awake = true;
  }

  /** Makes the engine know the library, or forget it, as the settings say now; nothing when that is done already. */
  look(): void {
    const { cryptolib, registerCryptolib } = this.#parts.configuration.cards;
    const asked = JSON.stringify([cryptolib, registerCryptolib]);
    if (this.#knowledge.kind === 'not-needed' || (asked === this.#asked && this.failure === null)) return;
    this.#asked = asked;
    this.#work = this.#work.then(() => this.#look(cryptolib, registerCryptolib));
  }

  async #look(library: string | null, register: boolean): Promise<void> {
    const { edition, log, onChange } = this.#parts;
    const ignore = (): void => undefined;
    const role = new NativeProcess('nss', edition, { onEvent: ignore, onEnded: ignore }, log);
    try {
      if (!register)
        for (const database of ENGINE_DATABASES) await role.request('forget', { database }, DEADLINE_MS);
      const database = await databaseOfEngine();
      const answer = await role.request('cryptolib', { database, library, register }, DEADLINE_MS);
      const before = this.failure?.code ?? null;
      this.#knowledge = learnOfEngine(this.#knowledge, registrationOf(answer), this.#awake);
      const after = this.failure?.code ?? null;
      log.info(
        { database, added: answer.ok && answer.value.added, failure: after },
        'Cryptolib of the engine',
      );
      if (before !== after) onChange();
    } finally {
      role.stop();
    }
  }
}

function registrationOf(
  answer: Result<{ readonly module: unknown; readonly added: boolean }>,
): Result<{ registered: boolean; added: boolean }> {
  return answer.ok
    ? success({ registered: answer.value.module !== null, added: answer.value.added })
    : answer;
}
