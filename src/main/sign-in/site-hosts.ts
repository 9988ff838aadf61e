import type { X509Certificate } from 'node:crypto';
import type { Configuration, SignInMean } from '../../domain/configuration.ts';
import type { Logger } from '../log.ts';
import { firstThatAnswers } from './host-probe.ts';

export interface SiteHostsParts {
  readonly configuration: Pick<Configuration, 'webPs'>;
  readonly authorities: () => readonly X509Certificate[];
  readonly log: Logger;
}

/**
 * Which of the site's addresses a visit goes to. Where the configuration has several, they are candidates in their
 * order: the first that answers is used, and it is looked for again whenever the list changes or a visit could not
 * reach it. Confirming one for good is the assistant's: it puts that one first in the user's settings.
 */
export class SiteHosts {
  readonly #parts: SiteHostsParts;
  readonly #found = new Map<
    SignInMean,
    { readonly candidates: string; readonly origin: Promise<string | null> }
  >();

  constructor(parts: SiteHostsParts) {
    this.#parts = parts;
  }

  /** Begins to look, so that the answer is there when a card is. */
  lookAhead(): void {
    for (const mean of ['cpx', 'ecps'] as const) void this.#search(mean);
  }

  /** The address to use; null when none is configured. One that does not answer is still the one to tell of. */
  async originFor(mean: SignInMean): Promise<string | null> {
    const [first = null] = this.#candidates(mean);
    return (await this.#search(mean)) ?? first;
  }

  /** A visit could not reach its address: the next one looks again. */
  unreachable(mean: SignInMean): void {
    this.#found.delete(mean);
  }

  #search(mean: SignInMean): Promise<string | null> {
    const candidates = this.#candidates(mean);
    const [first = null] = candidates;
    if (candidates.length < 2) return Promise.resolve(first);
    const known = this.#found.get(mean);
    if (known?.candidates === candidates.join(' ')) return known.origin;
    const origin = firstThatAnswers(candidates, { mean, authorities: this.#parts.authorities() });
    this.#found.set(mean, { candidates: candidates.join(' '), origin });
    void origin.then((found) => {
      // Perhaps the network was not there yet.
      if (found === null) this.unreachable(mean);
      this.#parts.log.info({ mean, found: found === null ? null : new URL(found).host }, 'addresses tried');
    });
    return origin;
  }

  #candidates(mean: SignInMean): readonly string[] {
    return this.#parts.configuration.webPs[mean].hosts;
  }
}
