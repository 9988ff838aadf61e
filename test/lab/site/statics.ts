/** Files that every host of the simulated site serves. */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { Exchange } from './exchange.ts';
import { PASSAGE_SCRIPT, PORTAL_SCRIPT, WALLET_SCRIPT } from './scripts.ts';
import { STYLE } from './style.ts';

/** Style, scripts and type face, the same on every simulated host. True when the request was for one of them. */
export async function serveStatic(exchange: Exchange): Promise<boolean> {
  switch (exchange.url.pathname) {
    case '/statique/style.css':
      exchange.bytes(200, 'text/css; charset=utf-8', Buffer.from(STYLE));
      return true;
    case '/statique/portail.js':
      exchange.bytes(200, 'text/javascript; charset=utf-8', Buffer.from(PORTAL_SCRIPT));
      return true;
    case '/statique/attente.js':
      exchange.bytes(200, 'text/javascript; charset=utf-8', Buffer.from(WALLET_SCRIPT));
      return true;
    case '/statique/passage.js':
      exchange.bytes(200, 'text/javascript; charset=utf-8', Buffer.from(PASSAGE_SCRIPT));
      return true;
    case '/statique/inter.woff2':
      exchange.bytes(200, 'font/woff2', await readFile(createRequire(import.meta.url).resolve(FONT)));
      return true;
    case '/favicon.ico':
      exchange.text(404, '');
      return true;
    default:
      return false;
  }
}

const FONT = '@fontsource-variable/inter/files/inter-latin-wght-normal.woff2';
