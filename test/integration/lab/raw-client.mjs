/**
 * The barest PC/SC client there can be, in a process of its own: libpcsclite reads PCSCLITE_CSOCK_NAME once per process.
 * Usage: node raw-client.mjs list | node raw-client.mjs READER COMMAND-IN-HEX…
 * Prints one line of JSON: {readers}, or {atr, responses, error}; `error` is the PC/SC code that ended it, or null.
 */
import koffi from 'koffi';

const library = koffi.load('libpcsclite.so.1');
koffi.struct('RawReaderState', {
  reader: 'const char *',
  userData: 'void *',
  currentState: 'unsigned long',
  eventState: 'unsigned long',
  atrLength: 'unsigned long',
  atr: koffi.array('uint8_t', 33, 'Typed'),
});
const SCardEstablishContext = library.func(
  'long SCardEstablishContext(unsigned long, void *, void *, _Out_ long *)',
);
const SCardListReaders = library.func(
  'long SCardListReaders(long, const char *, _Out_ char *, _Inout_ unsigned long *)',
);
const SCardGetStatusChange = library.func(
  'long SCardGetStatusChange(long, unsigned long, _Inout_ RawReaderState *, unsigned long)',
);
const SCardConnect = library.func(
  'long SCardConnect(long, const char *, unsigned long, unsigned long, _Out_ long *, _Out_ unsigned long *)',
);
const SCardTransmit = library.func(
  'long SCardTransmit(long, void *, const uint8_t *, unsigned long, void *, _Out_ uint8_t *, _Inout_ unsigned long *)',
);
const SCardDisconnect = library.func('long SCardDisconnect(long, unsigned long)');

const PRESENT = 0x20;
const CARD_DEADLINE_MS = 10_000;

function check(code) {
  if (code !== 0) throw new PcscError(code);
}

class PcscError extends Error {
  constructor(code) {
    super(`0x${(code >>> 0).toString(16).toUpperCase().padStart(8, '0')}`);
  }
}

function context() {
  const out = [0];
  check(SCardEstablishContext(2, null, null, out));
  return out[0];
}

function list(handle) {
  const length = [4096];
  const names = Buffer.alloc(4096);
  check(SCardListReaders(handle, null, names, length));
  return names
    .subarray(0, length[0])
    .toString('utf8')
    .split('\0')
    .filter((name) => name !== '');
}

/** Waits for a card in the reader and gives its ATR (empty when it is mute). */
function waitForCard(handle, reader) {
  const deadline = Date.now() + CARD_DEADLINE_MS;
  let known = 0;
  while (Date.now() < deadline) {
    const state = [
      { reader, userData: null, currentState: known, eventState: 0, atrLength: 0, atr: new Uint8Array(33) },
    ];
    SCardGetStatusChange(handle, 1000, state, 1);
    known = state[0].eventState;
    if ((known & PRESENT) !== 0) return hex(state[0].atr.slice(0, state[0].atrLength));
  }
  throw new PcscError(0x8010000c);
}

function exchange(card, command) {
  const bytes = Buffer.from(command, 'hex');
  const answer = Buffer.alloc(300);
  const length = [answer.length];
  // T=0: protocol 1, and the length of the header on this system.
  const header = Buffer.alloc(16);
  header.writeBigUInt64LE(1n, 0);
  header.writeBigUInt64LE(16n, 8);
  check(SCardTransmit(card, header, bytes, bytes.length, null, answer, length));
  return hex(answer.subarray(0, length[0]));
}

function hex(bytes) {
  return Buffer.from(bytes).toString('hex').toUpperCase();
}

function talk(reader, commands) {
  const seen = { atr: null, responses: [], error: null };
  try {
    const handle = context();
    seen.atr = waitForCard(handle, reader);
    const card = [0];
    check(SCardConnect(handle, reader, 2, 1, card, [0]));
    for (const command of commands) seen.responses.push(exchange(card[0], command));
    check(SCardDisconnect(card[0], 0));
  } catch (error) {
    if (!(error instanceof PcscError)) throw error;
    seen.error = error.message;
  }
  return seen;
}

const [first, ...rest] = process.argv.slice(2);
console.log(JSON.stringify(first === 'list' ? { readers: list(context()) } : talk(first, rest)));
