/** The TLS handshake, cut at every single byte of the site's side. */
import { connect } from 'node:net';
import { Duplex } from 'node:stream';
import { connect as connectSecurely } from 'node:tls';
import type { Bench, BenchContext, Fault } from '../fault.ts';
import { sample } from '../fault.ts';
import { ProgramDesk } from './desk.ts';

const SHORT_COUNT = 3;
/** So often the connection is left alone, and the record must open. */
const PROVED_EVERY = 25;
const CODE = 'SITE-INJOIGNABLE';

/** One record stays open through all of it: each cut strikes a session of its own, which starting over makes. */
export async function openHandshakeBench({ short, seed }: BenchContext): Promise<Bench> {
  const desk = await ProgramDesk.start();
  const length = await handshakeLength(desk.wire.port, desk.program.world.site.pki.serverAuthorityPem);
  const all = Array.from({ length }, (_, index) => cut(desk, index + 1));
  return {
    name: 'the TLS handshake',
    faults: short ? sample(all, SHORT_COUNT, seed) : all,
    close: async () => {
      await desk.wire.clear();
      return [...(await desk.checkGood()), ...(await desk.close())];
    },
  };
}

function cut(desk: ProgramDesk, bytes: number): Fault {
  return {
    kind: 'handshake cut at every byte',
    name: `reset after ${String(bytes)} bytes of the handshake`,
    inject: async () => {
      const misses = await desk.retryUnder({ kind: 'reset-at', bytes }, CODE);
      return bytes % PROVED_EVERY === 0 ? [...misses, ...(await desk.proveOpen())] : misses;
    },
  };
}

/** How many bytes a server sends until a client that it does not know is connected. */
function handshakeLength(port: number, ca: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const wire = connect({ port, host: '127.0.0.1' });
    let bytes = 0;
    // A stream of ours in between: a TLS socket does not count what it reads before it is connected.
    const counted = new Duplex({
      read: () => undefined,
      write: (chunk: Buffer, _encoding, done) => wire.write(chunk, done),
    });
    wire.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
      counted.push(chunk);
    });
    wire.on('error', reject);
    const secure = connectSecurely({ socket: counted, servername: 'wps.localhost', ca }, () => {
      resolve(bytes);
      secure.destroy();
      wire.destroy();
    });
    secure.on('error', reject);
  });
}
