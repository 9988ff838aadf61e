/** A piece of network between the program and the site: passes everything on, until it is told to do worse. */
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';

export type WireFault =
  | { readonly kind: 'none' }
  /** Nobody listens. */
  | { readonly kind: 'refused' }
  /** The connection is reset after so many bytes of the site's side. */
  | { readonly kind: 'reset-at'; readonly bytes: number }
  /** The connection is closed in order after so many bytes of the site's side. */
  | { readonly kind: 'closed-at'; readonly bytes: number }
  /** Another server of this machine answers in the site's place. */
  | { readonly kind: 'elsewhere'; readonly port: number }
  /** The connection stays open and nothing comes. */
  | { readonly kind: 'silent' }
  /** These bytes come instead of the site's. */
  | { readonly kind: 'says'; readonly bytes: Buffer }
  /** One byte of the site's side is another one. */
  | { readonly kind: 'flips'; readonly at: number };

export class Wire {
  fault: WireFault = { kind: 'none' };
  /** How many connections have ended in the present fault. */
  struck = 0;
  readonly #sockets = new Set<Socket>();
  #server: Server | null = null;
  #target = 0;
  #port = 0;

  /** The site's port. */
  leadTo(port: number): void {
    this.#target = port;
  }

  get port(): number {
    return this.#port;
  }

  async open(): Promise<void> {
    const server = createServer((socket) => {
      this.#join(socket);
    });
    this.#server = server;
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject).listen(this.#port, '127.0.0.1', resolve);
    });
    this.#port = (server.address() as AddressInfo).port;
  }

  async inject(fault: WireFault): Promise<void> {
    this.cut();
    this.struck = 0;
    this.fault = fault;
    if (fault.kind === 'refused') await this.close();
  }

  async clear(): Promise<void> {
    this.cut();
    this.fault = { kind: 'none' };
    if (this.#server === null) await this.open();
  }

  /** Ends what is connected: the next request begins anew. */
  cut(): void {
    for (const socket of this.#sockets) socket.destroy();
  }

  async close(): Promise<void> {
    const server = this.#server;
    this.#server = null;
    this.cut();
    if (server !== null) await new Promise((resolve) => server.close(resolve));
  }

  #join(socket: Socket): void {
    const { fault } = this;
    this.#keep(socket);
    if (fault.kind === 'silent') return;
    if (fault.kind === 'says') {
      socket.once('data', () => socket.end(fault.bytes));
      return;
    }
    const site = connect(fault.kind === 'elsewhere' ? fault.port : this.#target, '127.0.0.1');
    this.#keep(site);
    let passed = 0;
    socket.pipe(site);
    site.on('data', (bytes) => {
      const before = passed;
      passed += bytes.length;
      if (fault.kind === 'flips' && fault.at >= before && fault.at < passed) {
        bytes[fault.at - before] = (bytes[fault.at - before] ?? 0) ^ 0x01;
      }
      const limit = fault.kind === 'reset-at' || fault.kind === 'closed-at' ? fault.bytes : Infinity;
      if (passed < limit) {
        socket.write(bytes);
        return;
      }
      this.struck += 1;
      const last = bytes.subarray(0, limit - before);
      if (fault.kind === 'closed-at') socket.end(last);
      else socket.write(last, () => socket.resetAndDestroy());
      site.destroy();
    });
    site.on('close', () => socket.destroy());
    socket.on('close', () => site.destroy());
  }

  #keep(socket: Socket): void {
    this.#sockets.add(socket);
    socket.on('error', () => undefined);
    socket.on('close', () => this.#sockets.delete(socket));
  }
}
