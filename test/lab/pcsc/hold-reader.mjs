/**
 * Another program that keeps a card to itself, as invoicing programs do. Usage: node hold-reader.mjs READER; it says
 * `held` once it has the card, and lets go when its standard input ends.
 */
import koffi from 'koffi';

const library = koffi.load('libpcsclite.so.1');
const SCardEstablishContext = library.func(
  'long SCardEstablishContext(unsigned long, void *, void *, _Out_ long *)',
);
const SCardConnect = library.func(
  'long SCardConnect(long, const char *, unsigned long, unsigned long, _Out_ long *, _Out_ unsigned long *)',
);
const EXCLUSIVE = 1;
const ANY_PROTOCOL = 3;

/** @param {number} code */
function check(code) {
  if (code !== 0) throw new Error(`0x${(code >>> 0).toString(16)}`);
}

const context = [0];
check(SCardEstablishContext(2, null, null, context));
check(SCardConnect(context[0], process.argv[2], EXCLUSIVE, ANY_PROTOCOL, [0], [0]));
console.log('held');
process.stdin.resume().on('end', () => process.exit(0));
