import type { X509Certificate } from 'node:crypto';
import type { SignInMethod } from '../../domain/settings/configuration.ts';
import type { HostProbe } from '../../borders/windows/index.ts';
import { NETWORK_STEP_MS, probeHosts } from '../diagnosis/network.ts';
import type { ProxyResolver } from '../diagnosis/proxy.ts';
import { probeView } from './assistant-view.ts';

export interface SiteProberParts {
  readonly authorities: () => readonly X509Certificate[];
  readonly resolveProxy: ProxyResolver;
  readonly onChange: () => void;
}

const TRYING: HostProbe = { state: 'trying' };

/** Tries the site's addresses, and keeps what became of each until they are tried again. */
export class SiteProber {
  readonly #parts: SiteProberParts;
  #results = new Map<string, HostProbe>();
  /** A result of an older round is not taken for one of this. */
  #round = 0;

  constructor(parts: SiteProberParts) {
    this.#parts = parts;
  }

  result(origin: string): HostProbe {
    return this.#results.get(origin) ?? TRYING;
  }

  /** Tries all at once; each result is told as it comes. */
  start(sites: readonly { readonly by: SignInMethod; readonly origins: readonly string[] }[]): void {
    const round = ++this.#round;
    this.#results = new Map();
    for (const { by, origins } of sites)
      for (const [rank, origin] of origins.entries()) void this.#try(round, by, origin, rank);
    this.#parts.onChange();
  }

  /** Forgets everything, also what is still under way. */
  stop(): void {
    this.#round++;
    this.#results = new Map();
  }

  async #try(round: number, purpose: SignInMethod, origin: string, rank: number): Promise<void> {
    const { authorities, resolveProxy, onChange } = this.#parts;
    const [fact] = await probeHosts([{ origin, purpose, rank }], {
      authorities: authorities(),
      resolveProxy,
      now: Date.now,
      stepMs: NETWORK_STEP_MS,
    });
    if (round !== this.#round || fact === undefined) return;
    this.#results.set(origin, probeView(fact, Date.now()));
    onChange();
  }
}
