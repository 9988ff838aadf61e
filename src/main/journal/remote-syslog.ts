import { createSocket, type Socket, type SocketType } from 'node:dgram';
import { isIPv6 } from 'node:net';
import type { ToldEvent } from '../../domain/journal/events.ts';
import { syslogMessage, type LineOrigin } from '../../domain/journal/lines.ts';
import { hear } from '../../system/guarded.ts';

/** Of RFC 5426. */
const SYSLOG_PORT = 514;

/** Sends events to a server of the establishment, by UDP (RFC 5426): what does not arrive is not sent again. */
export class RemoteSyslog {
  readonly #origin: LineOrigin;
  readonly #sockets = new Map<SocketType, Socket>();

  constructor(origin: LineOrigin) {
    this.#origin = origin;
  }

  /**
   * Ends once it has left, or could not: a name that nobody knows, a network that is down.
   * @param server host and, where needed, port: `journaux.exemple.fr:1514`
   */
  send(server: string, event: ToldEvent, at: Date): Promise<void> {
    const { hostname, port } = new URL(`udp://${server}`);
    const host = hostname.replace(/^\[|\]$/g, '');
    const message = syslogMessage(event, at, this.#origin);
    return new Promise((resolve) => {
      this.#socket(isIPv6(host) ? 'udp6' : 'udp4').send(
        message,
        port === '' ? SYSLOG_PORT : Number(port),
        host,
        () => {
          resolve();
        },
      );
    });
  }

  stop(): void {
    for (const socket of this.#sockets.values()) socket.close();
    this.#sockets.clear();
  }

  #socket(type: SocketType): Socket {
    const open = this.#sockets.get(type);
    if (open !== undefined) return open;
    const socket = createSocket(type);
    hear(socket).on('error', () => undefined);
    // Nothing is ever heard here, and nobody waits for it.
    socket.unref();
    this.#sockets.set(type, socket);
    return socket;
  }
}
