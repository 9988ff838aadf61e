/**
 * Sends datagrams to a socket of this machine's file system, which Node does not. Never waits: what the other side does
 * not take at once is lost. Constants and structures are Linux's own (sys/socket.h, sys/un.h; the same on x86-64 and
 * arm64).
 */
import koffi, { type LibraryHandle } from 'koffi';

const AF_UNIX = 1;
const SOCK_DGRAM = 2;
const SOCK_CLOEXEC = 0o2000000;
const MSG_DONTWAIT = 0x40;
const MSG_NOSIGNAL = 0x4000;
/** sizeof(sun_path), its closing NUL included. */
const LONGEST_PATH = 108;

type NativeFunction = ReturnType<LibraryHandle['func']>;

/** A socket that belongs to this process; it has no name of its own. */
export class UnixDatagram {
  readonly #send: NativeFunction;
  readonly #close: NativeFunction;
  #socket: number;

  /** @throws where there is no such C library, or no socket to be had */
  constructor() {
    const libc = koffi.load('libc.so.6');
    const make = libc.func('socket', 'int', ['int', 'int', 'int']);
    this.#send = libc.func('sendto', 'intptr_t', ['int', 'uint8 *', 'size_t', 'int', 'uint8 *', 'uint32']);
    this.#close = libc.func('close', 'int', ['int']);
    this.#socket = Number(make(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0));
    if (this.#socket < 0) throw new Error('socket');
  }

  /** Whether the socket at `path` has taken all of it. */
  send(path: string, text: string): boolean {
    if (this.#socket < 0) return false;
    const name = Buffer.from(path);
    if (name.length >= LONGEST_PATH) return false;
    const address = Buffer.alloc(2 + name.length + 1);
    address.writeUInt16LE(AF_UNIX);
    name.copy(address, 2);
    const bytes = Buffer.from(text);
    const flags = MSG_DONTWAIT | MSG_NOSIGNAL;
    return (
      Number(this.#send(this.#socket, bytes, bytes.length, flags, address, address.length)) === bytes.length
    );
  }

  close(): void {
    if (this.#socket >= 0) this.#close(this.#socket);
    this.#socket = -1;
  }
}
