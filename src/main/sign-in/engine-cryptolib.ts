import type { Failure } from '../../domain/failures/index.ts';
import {
  ENGINE_DATABASES,
  learnOfEngine,
  type EngineKnowledge,
} from '../../domain/practitioner/engine-module.ts';
import { success, type Result } from '../../domain/result.ts';
import type { Edition } from '../base/edition.ts';
import type { Logger } from '../base/log.ts';
import type { CurrentSettings } from '../settings/store.ts';
import { inUtilityProcess } from '../processes/utility-process.ts';
import { databaseOfEngine } from '../cards/engine-database.ts';

/** A locked database is given up after two seconds by NSS itself. */
const DEADLINE_MS = 8_000;

export interface EngineCryptolibParts {
  readonly settings: CurrentSettings;
  readonly edition: Pick<Edition, 'nativeEntry' | 'nativeArguments'>;
  readonly log: Logger;
  /** Looks no sooner than that: another process is started for it. */
  readonly after: Promise<void>;
  readonly onChange: () => void;
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
  #work: Promise<void>;

  constructor(parts: EngineCryptolibParts) {
    this.#parts = parts;
    this.#work = parts.after;
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

  /** Answers once what was asked last is done. */
  settled(): Promise<void> {
    return this.#work;
  }

  /** The settings or the cards have changed: looks again where that may change what is known. */
  follow(): void {
    const asked = JSON.stringify(this.#wanted());
    if (asked !== this.#asked || this.failure !== null) this.look();
  }

  /** Makes the engine know the library, or forget it, as the settings say now. */
  look(): void {
    if (this.#knowledge.kind === 'not-needed') return;
    const [cryptolib, registerCryptolib] = this.#wanted();
    this.#asked = JSON.stringify(this.#wanted());
    this.#work = this.#work.then(() => this.#look(cryptolib, registerCryptolib));
  }

  #wanted(): readonly [library: string | null, register: boolean] {
    const { cryptolib, registerCryptolib } = this.#parts.settings.current.cards;
    return [cryptolib, registerCryptolib];
  }

  async #look(library: string | null, register: boolean): Promise<void> {
    const { edition, log, onChange } = this.#parts;
    const role = inUtilityProcess('nss', edition, log);
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
