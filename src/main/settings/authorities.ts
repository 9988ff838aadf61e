import type { X509Certificate } from 'node:crypto';
import type { Configuration } from '../../domain/settings/configuration.ts';
import type { Failure } from '../../domain/failures/index.ts';
import { success, type Result } from '../../domain/result.ts';
import { loadAuthorities } from './load-configuration.ts';
import type { SettingsStore } from './store.ts';

/** The authorities of `webPs.trustedCaFile`, kept in step with the settings. */
export class Authorities {
  #file: string | null;
  #list: readonly X509Certificate[];
  #problem: Failure | null = null;
  #tell: ((problem: Failure) => void) | null = null;
  #changed: (() => void) | null = null;

  private constructor(file: string | null, list: readonly X509Certificate[]) {
    this.#file = file;
    this.#list = list;
  }

  /** @returns CONFIG-INVALIDE, CONFIG-ILLISIBLE when the file that the settings name cannot be used */
  static async open(settings: Pick<SettingsStore, 'current' | 'onChange'>): Promise<Result<Authorities>> {
    const list = await loadAuthorities(settings.current);
    if (!list.ok) return list;
    const authorities = new Authorities(settings.current.webPs.trustedCaFile, list.value);
    settings.onChange((configuration) => void authorities.#follow(configuration));
    return success(authorities);
  }

  get current(): readonly X509Certificate[] {
    return this.#list;
  }

  /** Calls back when the authorities that a changed setting names cannot be read, also for what was so before. */
  onProblem(tell: (problem: Failure) => void): void {
    this.#tell = tell;
    if (this.#problem !== null) tell(this.#problem);
  }

  /** Calls back once a changed setting's file has been read: what was opened meanwhile trusts none of it. */
  onChange(changed: () => void): void {
    this.#changed = changed;
  }

  async #follow(configuration: Configuration): Promise<void> {
    const file = configuration.webPs.trustedCaFile;
    if (file === this.#file) return;
    this.#file = file;
    // Trusted no longer, from this moment on; what comes instead has to be read first.
    this.#list = [];
    const list = await loadAuthorities(configuration);
    if (this.#file !== file) return;
    this.#problem = list.ok ? null : list.failure;
    if (list.ok) {
      this.#list = list.value;
      this.#changed?.();
    } else this.#tell?.(list.failure);
  }
}
