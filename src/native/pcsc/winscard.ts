/**
 * The PC/SC functions themselves, called through koffi. Nothing is decided here: codes come back as they are.
 *
 * Every call that may wait goes to libuv's pool (`async`), so that the process keeps answering; buffers passed
 * to such a call stay referenced until it returns. Foreign memory is never viewed, only decoded into copies.
 */
import koffi, { type LibraryHandle } from 'koffi';
import { SCARD_E_INSUFFICIENT_BUFFER, SCARD_F_INTERNAL_ERROR, SCARD_SCOPE_SYSTEM } from './codes.ts';
import { ioRequestType, ReaderNames, readerStateType, type Layout } from './layout.ts';

export type Handle = number | bigint;

/** A code (32 bits unsigned) and, when it is 0, a value. */
export interface Reply<T> {
  readonly code: number;
  readonly value: T;
}

/** The parts of `SCARD_READERSTATE` that matter. */
export interface ReaderStateIn {
  readonly name: string;
  readonly currentState: number;
}
export interface ReaderStateOut {
  readonly name: string;
  readonly eventState: number;
  readonly atr: Uint8Array;
}

/** PC/SC without its memory layout: what the service above needs, and what its tests can play. */
export interface Winscard {
  establishContext(): Promise<Reply<Handle>>;
  releaseContext(context: Handle): Promise<number>;
  /** Synchronous: it is called while the process exits. */
  cancel(context: Handle): number;
  listReaders(context: Handle): Promise<Reply<string[]>>;
  getStatusChange(
    context: Handle,
    timeoutMs: number,
    states: readonly ReaderStateIn[],
  ): Promise<Reply<ReaderStateOut[]>>;
  connect(
    context: Handle,
    reader: string,
    share: number,
    protocols: number,
  ): Promise<Reply<{ card: Handle; protocol: number }>>;
  /** Needed after another program has reset the card; `disposition` is what happens to the card. */
  reconnect(card: Handle, share: number, protocols: number, disposition: number): Promise<Reply<number>>;
  disconnect(card: Handle, disposition: number): Promise<number>;
  beginTransaction(card: Handle): Promise<number>;
  endTransaction(card: Handle, disposition: number): Promise<number>;
  transmit(card: Handle, protocol: number, command: Uint8Array): Promise<Reply<Uint8Array>>;
}

/** The longest response to a short APDU is 256 bytes and two of status; the rest is slack. */
const RESPONSE_BYTES = 512;
/** Room for the names of some sixty readers; more are asked for again with more room. */
const LIST_BYTES = 8_192;
const MOST_LIST_BYTES = 262_144;

/** `name` as an array of raw values: what koffi wants for an out-pointer. */
type Cell = [Handle | null];

interface RawReaderState {
  szReader: Buffer;
  pvUserData: null;
  dwCurrentState: number;
  dwEventState: Handle;
  cbAtr: Handle;
  rgbAtr: Uint8Array;
}

/** Binds the functions of one system's library. Throws when the library or one of its functions is missing. */
export function bindWinscard(layout: Layout): Winscard {
  const library = koffi.load(layout.library);
  const { dword, handle, suffix } = layout;
  const readerState = readerStateType(layout);
  const ioRequest = ioRequestType(layout);
  const readers = new ReaderNames(layout.text);
  const outHandle = koffi.out(koffi.pointer(handle));
  const outDword = koffi.out(koffi.pointer(dword));
  const inoutDword = koffi.inout(koffi.pointer(dword));
  const states = koffi.inout(koffi.pointer(readerState));
  const bytes = 'uint8 *';

  const establish = declare(library, layout, 'SCardEstablishContext', [dword, 'void *', 'void *', outHandle]);
  const release = declare(library, layout, 'SCardReleaseContext', [handle]);
  const cancel = declare(library, layout, 'SCardCancel', [handle]);
  const list = declare(library, layout, `SCardListReaders${suffix}`, [handle, 'void *', bytes, inoutDword]);
  const status = declare(library, layout, `SCardGetStatusChange${suffix}`, [handle, dword, states, dword]);
  const connect = declare(library, layout, `SCardConnect${suffix}`, [
    handle,
    'void *',
    dword,
    dword,
    outHandle,
    outDword,
  ]);
  const reconnect = declare(library, layout, 'SCardReconnect', [handle, dword, dword, dword, outDword]);
  const disconnect = declare(library, layout, 'SCardDisconnect', [handle, dword]);
  const begin = declare(library, layout, 'SCardBeginTransaction', [handle]);
  const end = declare(library, layout, 'SCardEndTransaction', [handle, dword]);
  const transmit = declare(library, layout, 'SCardTransmit', [
    handle,
    koffi.pointer(ioRequest),
    bytes,
    dword,
    'void *',
    bytes,
    inoutDword,
  ]);

  async function listReaders(context: Handle): Promise<Reply<string[]>> {
    for (let room = LIST_BYTES; ; room *= 4) {
      const names = Buffer.alloc(room);
      const perCharacter = layout.text === 'utf8' ? 1 : 2;
      const length: Cell = [room / perCharacter];
      const code = await list.wait(context, null, names, length);
      if (code === SCARD_E_INSUFFICIENT_BUFFER && room < MOST_LIST_BYTES) continue;
      if (code !== 0) return { code, value: [] };
      const used = names.subarray(0, numberIn(length) * perCharacter);
      return { code, value: readers.split(used) };
    }
  }

  async function getStatusChange(
    context: Handle,
    timeoutMs: number,
    asked: readonly ReaderStateIn[],
  ): Promise<Reply<ReaderStateOut[]>> {
    const raw = asked.map(({ name, currentState }): RawReaderState => ({
      szReader: readers.encode(name),
      pvUserData: null,
      dwCurrentState: currentState,
      dwEventState: 0,
      cbAtr: 0,
      rgbAtr: new Uint8Array(layout.atrBytes),
    }));
    const code = await status.wait(context, timeoutMs, raw, raw.length);
    const value = raw.map((state, index) => ({
      name: asked[index]?.name ?? '',
      eventState: Number(state.dwEventState) >>> 0,
      atr: state.rgbAtr.slice(0, Math.min(Number(state.cbAtr), layout.atrBytes)),
    }));
    return { code, value };
  }

  return {
    establishContext: async () => {
      const context: Cell = [null];
      const code = await establish.wait(SCARD_SCOPE_SYSTEM, null, null, context);
      return { code, value: context[0] ?? 0 };
    },
    releaseContext: (context) => release.wait(context),
    cancel: (context) => cancel.now(context),
    listReaders,
    getStatusChange,
    connect: async (context, reader, share, protocols) => {
      const card: Cell = [null];
      const protocol: Cell = [null];
      const code = await connect.wait(context, readers.encode(reader), share, protocols, card, protocol);
      return { code, value: { card: card[0] ?? 0, protocol: numberIn(protocol) } };
    },
    reconnect: async (card, share, protocols, disposition) => {
      const protocol: Cell = [null];
      const code = await reconnect.wait(card, share, protocols, disposition, protocol);
      return { code, value: numberIn(protocol) };
    },
    disconnect: (card, disposition) => disconnect.wait(card, disposition),
    beginTransaction: (card) => begin.wait(card),
    endTransaction: (card, disposition) => end.wait(card, disposition),
    transmit: async (card, protocol, command) => {
      const response = Buffer.alloc(RESPONSE_BYTES);
      const length: Cell = [response.length];
      const header = { dwProtocol: protocol, cbPciLength: 2 * layout.dwordBytes };
      const code = await transmit.wait(card, header, command, command.length, null, response, length);
      return { code, value: Uint8Array.from(response.subarray(0, code === 0 ? numberIn(length) : 0)) };
    },
  };
}

/** What koffi takes for a type: its own name for it is not exported. */
type CType = Parameters<typeof koffi.out>[0];

interface Bound {
  now(...values: unknown[]): number;
  wait(...values: unknown[]): Promise<number>;
}

/**
 * One function that returns `LONG`. It is declared as a 32-bit result: the code is the low half of what each
 * system returns, positive or negative, 32 or 64 bits wide.
 */
function declare(library: LibraryHandle, layout: Layout, name: string, types: CType[]): Bound {
  const bound =
    layout.convention === null
      ? library.func(name, 'int32', types)
      : library.func(layout.convention, name, 'int32', types);
  return {
    now: (...values) => Number(bound(...values)) >>> 0,
    wait: (...values) =>
      new Promise((resolve) => {
        const refused = (): void => {
          resolve(SCARD_F_INTERNAL_ERROR);
        };
        try {
          bound.async(...values, (error: unknown, code: unknown) => {
            if (error === null || error === undefined) resolve(Number(code) >>> 0);
            else refused();
          });
        } catch {
          // koffi refuses a call when too many are queued already.
          refused();
        }
      }),
  };
}

function numberIn(cell: Cell): number {
  return Number(cell[0] ?? 0);
}
