/** The TLS handshake, cut at every single byte of the site's side. */
import { connect } from 'node:net';
import { Duplex } from 'node:stream';
import { connect as connectSecurely } from 'node:tls';
import type { Bench, BenchContext, Fault } from '../fault.ts';
import { sample } from '../fault.ts';
import { ProgramDesk, type CodeShown } from './desk.ts';

const SHORT_COUNT = 3;
/** So often the connection is left alone, and the record must open. */
const PROVED_EVERY = 25;
const CODE = 'SITE-INJOIGNABLE';
/**
 * Behind the site's first flight the engine says the same (-15) of a cut as of a site that goes for want of a
 * certificate (electron.md), and here no card signs in.
 */
const CODES_OF_SECOND_FLIGHT = [CODE, 'SITE-CARTE-DEMANDEE'];

/** One record stays open through all of it: each cut strikes a session of its own, which starting over makes. */
export async function openHandshakeBench({ short, seed }: BenchContext): Promise<Bench> {
  const desk = await ProgramDesk.start();
  const { firstFlight, length } = await measureHandshake(
    desk.wire.port,
    desk.program.world.site.pki.serverAuthorityPem,
  );
  const all = Array.from({ length }, (_, index) =>
    cut(desk, index + 1, index < firstFlight ? CODE : CODES_OF_SECOND_FLIGHT),
  );
  return {
    name: 'the TLS handshake',
    faults: short ? sample(all, SHORT_COUNT, seed) : all,
    close: async () => {
      await desk.wire.clear();
      return [...(await desk.checkGood()), ...(await desk.close())];
    },
  };
}

function cut(desk: ProgramDesk, bytes: number, code: CodeShown['code']): Fault {
  return {
    kind: 'handshake cut at every byte',
    name: `reset after ${String(bytes)} bytes of the handshake`,
    inject: async () => {
      const misses = await desk.retryUnder({ kind: 'reset-at', bytes }, code);
      return bytes % PROVED_EVERY === 0 ? [...misses, ...(await desk.proveOpen())] : misses;
    },
  };
}

interface Handshake {
  /** Bytes of the server's until the client answers with its key. */
  readonly firstFlight: number;
  /** All of them. */
  readonly length: number;
}

/** How many bytes a server sends until a client that it does not know is connected, by TLS 1.2 as with a card. */
function measureHandshake(port: number, ca: string): Promise<Handshake> {
  return new Promise((resolve, reject) => {
    const wire = connect({ port, host: '127.0.0.1' });
    let bytes = 0;
    let firstFlight = 0;
    // A stream of ours in between: a TLS socket does not count what it reads before it is connected.
    const counted = new Duplex({
      read: () => undefined,
      write: (chunk: Buffer, _encoding, done) => {
        if (firstFlight === 0) firstFlight = bytes;
        wire.write(chunk, done);
      },
    });
    wire.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
      counted.push(chunk);
    });
    wire.on('error', reject);
    const options = { socket: counted, servername: 'wps.localhost', ca, maxVersion: 'TLSv1.2' } as const;
    const secure = connectSecurely(options, () => {
      resolve({ firstFlight, length: bytes });
      secure.destroy();
      wire.destroy();
    });
    secure.on('error', reject);
  });
}
