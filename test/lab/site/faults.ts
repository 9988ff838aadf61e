/** Things that go wrong on a network or a server, put in by a test. */
import type { ServerResponse } from 'node:http';
import type { Exchange } from './exchange.ts';
import type { HostKind } from './journal.ts';

export type Fault =
  /** Answers as usual after `milliseconds`. */
  | { readonly kind: 'delay'; readonly milliseconds: number }
  /** Closes the connection without an answer. */
  | { readonly kind: 'reset' }
  /** Never answers. */
  | { readonly kind: 'silence' }
  | { readonly kind: 'status'; readonly status: number }
  /** Leads to another address. */
  | { readonly kind: 'redirect'; readonly to: string }
  /** A page of `bytes` bytes. */
  | { readonly kind: 'large'; readonly bytes: number }
  /** A page that comes one line at a time, every `milliseconds`, and ends after `lines` of them. */
  | { readonly kind: 'drip'; readonly milliseconds: number; readonly lines: number };

export interface FaultRule {
  readonly host: HostKind;
  /** Path without the query; every path when it is absent. */
  readonly path?: string | RegExp;
  /** How many requests it strikes; without end when absent. */
  readonly times?: number;
  readonly fault: Fault;
}

const LINE = '<p>Ligne de remplissage du site simulé.</p>\n';

export class Faults {
  #rules: { rule: FaultRule; left: number }[] = [];
  readonly #timers = new Set<NodeJS.Timeout>();

  inject(rule: FaultRule): void {
    this.#rules.push({ rule, left: rule.times ?? Number.POSITIVE_INFINITY });
  }

  clear(): void {
    this.#rules = [];
  }

  /** Ends what is dripping or delayed. */
  close(): void {
    this.clear();
    for (const timer of this.#timers) {
      clearTimeout(timer);
    }
  }

  /** True when the fault has taken the answer over. */
  async apply(host: HostKind, exchange: Exchange): Promise<boolean> {
    const found = this.#rules.find(
      ({ rule, left }) => left > 0 && rule.host === host && matches(rule, exchange.url.pathname),
    );
    if (found === undefined) {
      return false;
    }
    found.left -= 1;
    return this.#strike(found.rule.fault, exchange);
  }

  async #strike(fault: Fault, exchange: Exchange): Promise<boolean> {
    switch (fault.kind) {
      case 'delay':
        await this.#pause(fault.milliseconds);
        return exchange.response.destroyed;
      case 'reset':
        exchange.request.socket.destroy();
        return true;
      case 'silence':
        return true;
      case 'status':
        exchange.text(fault.status, `Erreur ${fault.status}`);
        return true;
      case 'redirect':
        exchange.redirect(fault.to);
        return true;
      case 'large':
        begin(exchange.response);
        exchange.response.end(Buffer.alloc(fault.bytes, LINE));
        return true;
      case 'drip':
        begin(exchange.response);
        for (let line = 0; line < fault.lines && !exchange.response.destroyed; line += 1) {
          exchange.response.write(LINE);
          await this.#pause(fault.milliseconds);
        }
        exchange.response.end();
        return true;
    }
  }

  async #pause(milliseconds: number): Promise<void> {
    await new Promise<void>((resolve) => {
      const timer = setTimeout(() => {
        this.#timers.delete(timer);
        resolve();
      }, milliseconds);
      this.#timers.add(timer);
    });
  }
}

function begin(response: ServerResponse): void {
  response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' });
}

function matches(rule: FaultRule, path: string): boolean {
  if (rule.path === undefined) {
    return true;
  }
  return typeof rule.path === 'string' ? rule.path === path : rule.path.test(path);
}
