import type { X509Certificate } from 'node:crypto';
import type { SignInMethod } from '../../domain/settings/configuration.ts';
import type { Logger } from '../base/log.ts';
import type { CurrentSettings } from '../settings/store.ts';
import type { ProxyAnswers } from '../site/proxy-desk.ts';
import { firstThatAnswers } from './host-probe.ts';

export interface SiteHostsParts {
  readonly settings: CurrentSettings;
  readonly authorities: () => readonly X509Certificate[];
  /** What a proxy on the way is answered. */
  readonly proxies: ProxyAnswers;
  readonly log: Logger;
  /** Answers once the engine may make its first connection. */
  readonly ready: () => Promise<void>;
}

/**
 * Which of the site's addresses a visit goes to. Where the configuration has several, they are candidates in their
 * order: the first that answers is used, and it is looked for again whenever the list changes or a visit could not
 * reach it. Confirming one for good is the assistant's: it puts that one first in the user's settings.
 */
export class SiteHosts {
  readonly #parts: SiteHostsParts;
  readonly #found = new Map<
    SignInMethod,
    { readonly candidates: string; readonly origin: Promise<string | null> }
  >();

  constructor(parts: SiteHostsParts) {
    this.#parts = parts;
  }

  /** Begins to look, so that the answer is there when a card is. */
  lookAhead(): void {
    for (const method of ['cpx', 'ecps'] as const) void this.originFor(method);
  }

  /** The address to use; null when none is configured. One that does not answer is still the one to tell of. */
  async originFor(method: SignInMethod): Promise<string | null> {
    await this.#parts.ready();
    const [first = null] = this.#candidates(method);
    return (await this.#search(method)) ?? first;
  }

  /** A visit could not reach its address: the next one looks again. */
  unreachable(method: SignInMethod): void {
    this.#found.delete(method);
  }

  #search(method: SignInMethod): Promise<string | null> {
    const candidates = this.#candidates(method);
    const [first = null] = candidates;
    if (candidates.length < 2) return Promise.resolve(first);
    const known = this.#found.get(method);
    if (known?.candidates === candidates.join(' ')) return known.origin;
    const { authorities, proxies } = this.#parts;
    const origin = firstThatAnswers(candidates, { method, authorities: authorities(), proxies });
    this.#found.set(method, { candidates: candidates.join(' '), origin });
    void origin.then((found) => {
      // Perhaps the network was not there yet.
      if (found === null) this.unreachable(method);
      this.#parts.log.info({ method, found: found === null ? null : new URL(found).host }, 'addresses tried');
    });
    return origin;
  }

  #candidates(method: SignInMethod): readonly string[] {
    return this.#parts.settings.current.webPs[method].hosts;
  }
}
