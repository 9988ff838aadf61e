/** One request and its answer, with the few conveniences that the simulated hosts need. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Html } from './html.ts';

const MAX_BODY = 4 * 1024 * 1024;

export interface CookieOptions {
  /** Seconds; 0 removes the cookie; a session cookie when absent. */
  readonly maxAge?: number;
}

export class Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly url: URL;
  readonly method: string;
  readonly cookies: ReadonlyMap<string, string>;

  constructor(request: IncomingMessage, response: ServerResponse, origin: string) {
    this.request = request;
    this.response = response;
    this.url = new URL(request.url ?? '/', origin);
    this.method = request.method ?? 'GET';
    this.cookies = parseCookies(request.headers.cookie ?? '');
  }

  async body(): Promise<string> {
    const chunks: Buffer[] = [];
    let size = 0;
    for await (const chunk of this.request as AsyncIterable<Buffer>) {
      size += chunk.length;
      if (size > MAX_BODY) {
        throw new Error('the request is too large for the simulated site');
      }
      chunks.push(chunk);
    }
    return Buffer.concat(chunks).toString('utf8');
  }

  async form(): Promise<URLSearchParams> {
    return new URLSearchParams(await this.body());
  }

  setCookie(name: string, value: string, options: CookieOptions = {}): void {
    const age = options.maxAge === undefined ? '' : `; Max-Age=${options.maxAge}`;
    this.response.appendHeader(
      'set-cookie',
      `${name}=${value}; Path=/; Secure; HttpOnly; SameSite=Lax${age}`,
    );
  }

  page(page: Html, status = 200, policy = PORTAL_POLICY): void {
    this.bytes(status, 'text/html; charset=utf-8', Buffer.from(page.text), {
      'content-security-policy': policy,
    });
  }

  text(status: number, text: string): void {
    this.bytes(status, 'text/plain; charset=utf-8', Buffer.from(text));
  }

  json(value: unknown, status = 200): void {
    this.bytes(status, 'application/json', Buffer.from(JSON.stringify(value)));
  }

  bytes(status: number, type: string, body: Buffer, headers: Readonly<Record<string, string>> = {}): void {
    this.response.writeHead(status, {
      'content-type': type,
      'content-length': body.length,
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      ...headers,
    });
    this.response.end(this.method === 'HEAD' ? undefined : body);
  }

  /** 302 after a GET, 303 after a POST. */
  redirect(location: string): void {
    this.response.writeHead(this.method === 'POST' ? 303 : 302, { location, 'cache-control': 'no-store' });
    this.response.end();
  }
}

/** The portal runs its own script and nothing else. */
const PORTAL_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "frame-src 'self'",
  "form-action 'self'",
  "frame-ancestors 'none'",
  "base-uri 'none'",
].join('; ');

function parseCookies(header: string): ReadonlyMap<string, string> {
  const cookies = new Map<string, string>();
  for (const part of header.split(';')) {
    const separator = part.indexOf('=');
    if (separator > 0) {
      cookies.set(part.slice(0, separator).trim(), part.slice(separator + 1).trim());
    }
  }
  return cookies;
}
