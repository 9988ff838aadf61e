/** What the simulated hosts saw, for tests to look at. */
export type HostKind = 'plain' | 'cpx' | 'ecps' | 'wallet' | 'auth' | 'foreign';

export interface JournalEntry {
  readonly host: HostKind;
  /** Milliseconds since the epoch, of the machine's own clock. */
  readonly at: number;
  readonly method: string;
  /** Path and query in full: the people are fictional. Empty for a connection that was refused. */
  readonly path: string;
  /** 0 when no answer was given: connection refused, reset or still open. */
  status: number;
  readonly tlsVersion: string;
  /** True when the TLS session was resumed, so that no key was used for this connection. */
  readonly resumed: boolean;
  /** CN of the client's certificate. */
  readonly clientName: string | null;
  readonly clientFingerprint: string | null;
  readonly userAgent: string;
  /** Why the connection was refused, in OpenSSL's words. */
  readonly refused: string | null;
}

export class Journal {
  readonly #entries: JournalEntry[] = [];
  readonly #listeners = new Set<(entry: JournalEntry) => void>();

  add(entry: JournalEntry): void {
    this.#entries.push(entry);
    for (const listener of this.#listeners) {
      listener(entry);
    }
  }

  /** Oldest first; of one host when it is named. */
  entries(host?: HostKind): readonly JournalEntry[] {
    return this.#entries.filter((entry) => host === undefined || entry.host === host);
  }

  /** Paths asked of a host, without the portal's own static files. */
  paths(host: HostKind): readonly string[] {
    return this.entries(host)
      .map((entry) => entry.path)
      .filter((path) => path !== '' && !path.startsWith('/statique/') && path !== '/favicon.ico');
  }

  clear(): void {
    this.#entries.length = 0;
  }

  /** The first entry from now on that `matches`. @throws when none came within `timeout` milliseconds. */
  async next(matches: (entry: JournalEntry) => boolean, timeout = 10_000): Promise<JournalEntry> {
    return new Promise((resolve, reject) => {
      const listener = (entry: JournalEntry): void => {
        if (matches(entry)) {
          end();
          resolve(entry);
        }
      };
      const timer = setTimeout(() => {
        end();
        reject(new Error(`the simulated site saw no such request within ${timeout} ms`));
      }, timeout);
      const end = (): void => {
        clearTimeout(timer);
        this.#listeners.delete(listener);
      };
      this.#listeners.add(listener);
    });
  }
}
