import { readFile } from 'node:fs/promises';
import { extname, join, normalize, sep } from 'node:path';
import { protocol, session, type Session } from 'electron';
import { INTERFACE_HOST, INTERFACE_SCHEME, pageAt } from '../../borders/windows/page.ts';
import { wallOff } from '../base/network-wall.ts';
import { grant, letOut, serveScheme } from '../base/session-doors.ts';

/** Documents of the site that are shown from memory: see visit/document-view.ts. */
export const DOCUMENT_SCHEME = 'dmp-document';

const CONTENT_TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
};

const headersWith = (scripts: string): Readonly<Record<string, string>> => ({
  'Content-Security-Policy': [
    "default-src 'none'",
    scripts,
    "style-src 'self'",
    "font-src 'self'",
    "img-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ].join('; '),
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cache-Control': 'no-store',
});

const HEADERS = headersWith("script-src 'self'");
/** WebAssembly is not code made from text: `eval` stays forbidden. */
const HEADERS_WITH_WEB_ASSEMBLY = headersWith("script-src 'self' 'wasm-unsafe-eval'");

/** Must run before the program is ready. `file:` has privileges that no page of ours needs; `app:` has none. */
export function registerInterfaceScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: INTERFACE_SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: false } },
    {
      scheme: DOCUMENT_SCHEME,
      privileges: { standard: true, secure: true, supportFetchAPI: false, stream: true },
    },
  ]);
}

/** The in-memory session of the interface's own pages: it serves the files of `root` and can reach nothing else. */
export function openInterfaceSession(root: string): Session {
  return ownSession('interface', root, HEADERS);
}

/**
 * The session of one page of ours that may run WebAssembly, which none of the others' may. It is as closed as theirs;
 * what its page may ask beyond is up to whoever opens it.
 */
export function openWebAssemblySession(name: string, root: string): Session {
  return ownSession(name, root, HEADERS_WITH_WEB_ASSEMBLY);
}

function ownSession(name: string, root: string, headers: Readonly<Record<string, string>>): Session {
  const own = session.fromPartition(name);
  own.setSpellCheckerLanguages([]);
  grant(own);
  letOut(own, ({ url }) => isOwnAddress(url));
  void wallOff(own, []).catch(() => undefined);
  serveScheme(own, INTERFACE_SCHEME, (request) => serve(root, request.url, headers));
  return own;
}

function isOwnAddress(address: string): boolean {
  return address.startsWith(`${INTERFACE_SCHEME}://${INTERFACE_HOST}/`) || address.startsWith('devtools:');
}

async function serve(
  root: string,
  address: string,
  headers: Readonly<Record<string, string>>,
): Promise<Response> {
  const url = new URL(address);
  // One page for all windows: the address says which one it is.
  const path = pageAt(url) === null ? decodeURIComponent(url.pathname) : 'index.html';
  const file = normalize(join(root, path));
  const type = CONTENT_TYPES[extname(file)];
  if (url.host !== INTERFACE_HOST || !file.startsWith(root + sep) || type === undefined)
    return new Response(null, { status: 404 });
  try {
    const body = await readFile(file);
    return new Response(new Uint8Array(body), { headers: { ...headers, 'Content-Type': type } });
  } catch {
    return new Response(null, { status: 404 });
  }
}
