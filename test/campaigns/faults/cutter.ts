/** A socket of this machine between a client and its server: passes on, until so many bytes of the server's have. */
import { connect, createServer, type Server, type Socket } from 'node:net';

export type Cut = 'resets' | 'closes' | 'goes silent' | 'says another byte' | 'says nothing but garbage from';

export class Cutter {
  /** Bytes of the server's side in the last connection. */
  passed = 0;
  #cut: { readonly how: Cut; readonly at: number } | null = null;
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();

  private constructor(server: Server, target: string) {
    this.#server = server;
    server.on('connection', (client) => {
      this.passed = 0;
      const behind = connect(target);
      for (const socket of [client, behind]) {
        this.#sockets.add(socket);
        socket.on('error', () => undefined);
        socket.on('close', () => {
          this.#sockets.delete(socket);
          client.destroy();
          behind.destroy();
        });
      }
      client.on('data', (bytes: Buffer) => behind.write(bytes));
      behind.on('data', (bytes: Buffer) => {
        this.#pass(client, bytes);
      });
    });
  }

  static async open(path: string, target: string): Promise<Cutter> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(path, resolve));
    return new Cutter(server, target);
  }

  /** From now on; null passes everything on. */
  set(cut: { readonly how: Cut; readonly at: number } | null): void {
    this.#cut = cut;
  }

  close(): void {
    for (const socket of this.#sockets) socket.destroy();
    this.#server.close();
  }

  #pass(client: Socket, bytes: Buffer): void {
    const cut = this.#cut;
    const before = this.passed;
    this.passed += bytes.length;
    if (cut === null || before + bytes.length <= cut.at) {
      client.write(bytes);
      return;
    }
    const left = Math.max(0, cut.at - before);
    switch (cut.how) {
      case 'says another byte':
        // Once: what follows is as it was.
        if (before <= cut.at) bytes[left] = (bytes[left] ?? 0) ^ 0xff;
        client.write(bytes);
        return;
      case 'says nothing but garbage from':
        client.write(Buffer.concat([bytes.subarray(0, left), bytes.subarray(left).fill(0xa5)]));
        return;
      default:
        if (left > 0) client.write(bytes.subarray(0, left));
        if (cut.how === 'goes silent') return;
        if (cut.how === 'closes') client.end();
        // There is no reset on a socket of the file system, but by what is left unread.
        else client.destroy();
    }
  }
}
