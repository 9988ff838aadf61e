/**
 * Stands between the program and the site, and spoils a sign-in at the moment when the card has signed. A handshake of
 * TLS 1.2 is in the clear until both have changed to their cipher: an alert, or an end, put in the site's place is
 * what the engine would hear of a real site.
 */
import { connect, createServer, type Server, type Socket } from 'node:net';
import type { AddressInfo } from 'node:net';

/** What happens instead of the site's answer to a certificate. */
export type Spoiling =
  /** The site ends the handshake with this alert of TLS. */
  | { readonly kind: 'alert'; readonly description: number }
  /** The connection is closed properly, or torn off. */
  | { readonly kind: 'close' | 'reset' }
  /**
   * It is closed, by a site that agrees on no protocol beforehand (ALPN): then the engine waits for the handshake's
   * end before it asks for anything, and hears the end as one of the handshake.
   */
  | { readonly kind: 'close in handshake' }
  /** The site wants signatures of this scheme alone. */
  | { readonly kind: 'scheme'; readonly scheme: number };

export interface Between {
  readonly port: number;
  /** Where the site really is. */
  target: number;
  /** Null lets everything pass. */
  spoiling: Spoiling | null;
  /** Certificates that were met by something else than the site's answer. */
  readonly spoilt: number;
  close(): void;
}

const RECORD = { alert: 21, handshake: 22 } as const;
const MESSAGE = { certificate: 11, certificateRequest: 13 } as const;
const FATAL = 2;
const HEADER = 5;

/** Listens on a free port of 127.0.0.1. */
export async function startBetween(): Promise<Between> {
  const open = new Set<Socket>();
  const between = { port: 0, target: 0, spoiling: null as Spoiling | null, spoilt: 0 };
  const server: Server = createServer((client) => {
    const site = connect(between.target, '127.0.0.1');
    let spoilt = false;
    for (const [socket, other] of [
      [client, site],
      [site, client],
    ] as const) {
      open.add(socket);
      socket.on('error', () => other.destroy());
      socket.on('close', () => {
        open.delete(socket);
        if (!spoilt) other.end();
      });
    }
    client.on('data', (data) => {
      const { spoiling } = between;
      if (spoilt) return;
      if (spoiling === null || spoiling.kind === 'scheme' || !bringsCertificate(data)) {
        site.write(spoiling?.kind === 'close in handshake' ? withoutProtocols(data) : data);
        return;
      }
      spoilt = true;
      between.spoilt += 1;
      site.destroy();
      spoil(client, spoiling);
    });
    site.on('data', (data) => {
      const { spoiling } = between;
      client.write(spoiling?.kind === 'scheme' ? withScheme(data, spoiling.scheme) : data);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  between.port = (server.address() as AddressInfo).port;
  return Object.assign(between, {
    close: () => {
      open.forEach((socket) => socket.destroy());
      server.close();
    },
  });
}

function spoil(client: Socket, spoiling: Exclude<Spoiling, { kind: 'scheme' }>): void {
  // Not ended as well: what the client still sends would be answered by a reset, which may come before the alert.
  if (spoiling.kind === 'alert')
    client.write(Buffer.from([RECORD.alert, 3, 3, 0, 2, FATAL, spoiling.description]));
  else if (spoiling.kind === 'reset') client.resetAndDestroy();
  else client.end();
}

const PROTOCOLS = Buffer.from('\x02h2\x08http/1.1', 'latin1');
/** An extension's number that nobody has. */
const NOBODYS = 0x7a7a;

/** A client's first message with its list of protocols under another extension's number. */
function withoutProtocols(data: Buffer): Buffer {
  const at = data.indexOf(PROTOCOLS);
  if (at < 6) return data;
  const changed = Buffer.from(data);
  changed.writeUInt16BE(NOBODYS, at - 6);
  return changed;
}

/** A client's Certificate message that holds one: an empty list is three bytes. */
function bringsCertificate(data: Buffer): boolean {
  return (
    data[0] === RECORD.handshake && data[HEADER] === MESSAGE.certificate && data.readUIntBE(HEADER + 1, 3) > 3
  );
}

/** The site's first flight with every scheme of its CertificateRequest replaced by one. */
function withScheme(data: Buffer, scheme: number): Buffer {
  const changed = Buffer.from(data);
  for (
    let record = 0;
    record + HEADER <= changed.length;
    record += HEADER + changed.readUInt16BE(record + 3)
  ) {
    if (changed[record] !== RECORD.handshake) continue;
    const end = record + HEADER + changed.readUInt16BE(record + 3);
    for (
      let message = record + HEADER;
      message + 4 <= end;
      message += 4 + changed.readUIntBE(message + 1, 3)
    ) {
      if (changed[message] !== MESSAGE.certificateRequest) continue;
      const types = changed[message + 4] ?? 0;
      const list = message + 5 + types;
      for (let at = list + 2; at < list + 2 + changed.readUInt16BE(list); at += 2)
        changed.writeUInt16BE(scheme, at);
    }
  }
  return changed;
}
