/**
 * The DMP's site gone wrong: an allow-listed host whose pages do whatever a test wants, with whatever headers. The
 * launcher trusts its name, so everything that holds here is held by the launcher alone.
 */
import type { IncomingHttpHeaders } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { ensureLabPki, type LabPki } from '../lab/pki/index.ts';

export interface HostileAnswer {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string | readonly string[]>>;
  readonly body?: string | Buffer;
}

export interface HostileRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
}

export interface HostileSite {
  readonly origin: string;
  readonly pki: LabPki;
  readonly requests: HostileRequest[];
  /** Sets what a path answers; by default every path is an empty page. */
  answer(path: string, answer: HostileAnswer): void;
  close(): Promise<void>;
}

const EMPTY_PAGE =
  '<!doctype html><html lang="fr"><head><meta charset="utf-8"><title>site</title></head><body><h1>Site</h1></body></html>';

/** Starts the site on `https://wps.localhost:<port>`. */
export async function startHostileSite(): Promise<HostileSite> {
  const pki = await ensureLabPki(
    join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'dmp-direct', 'lab-pki'),
  );
  const answers = new Map<string, HostileAnswer>();
  const requests: HostileRequest[] = [];
  const server = createServer(
    { key: pki.server.privateKeyPem, cert: pki.server.certificatePem + pki.serverAuthorityPem },
    (request, response) => {
      const path = request.url ?? '/';
      requests.push({ method: request.method ?? '', path, headers: request.headers });
      const { status = 200, headers = {}, body = EMPTY_PAGE } = answers.get(path.split('?')[0] ?? '/') ?? {};
      response.writeHead(status, {
        'content-type': 'text/html; charset=utf-8',
        ...Object.fromEntries(
          Object.entries(headers).map(([name, value]) => [name, value as string | string[]]),
        ),
      });
      response.end(body);
    },
  );
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    origin: `https://wps.localhost:${String(port)}`,
    pki,
    requests,
    answer: (path, answer) => void answers.set(path, answer),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
