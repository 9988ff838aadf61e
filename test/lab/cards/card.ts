/**
 * The virtual card: something that has an ATR and answers APDUs.
 * Readers (virtual or in process) know nothing else of it.
 */

/** What a card does with a command: it answers, or it leaves the reader in the middle of it. */
export type CardAnswer = Uint8Array | 'pulled-out';

export interface VirtualCard {
  /** Empty for a mute card: it is in the reader and gives no ATR. */
  readonly atr: Uint8Array;
  /** Time a command takes on the card, in milliseconds; the reader waits it, not the card. */
  readonly delayMs?: number;
  /** Answers one command APDU. */
  respond(apdu: Uint8Array): CardAnswer;
  /** Power-on or reset: back to the state after the ATR. */
  reset(): void;
}

/** One exchange, in upper-case hexadecimal without separators; `null` when the card left instead of answering. */
export interface Exchange {
  readonly command: string;
  readonly response: string | null;
}

/** A virtual card that remembers what it was asked, for tests that count commands. */
export interface LoggedCard extends VirtualCard {
  readonly log: readonly Exchange[];
  clearLog(): void;
}

/**
 * How a card misbehaves, as data. Commands are counted from 1 since the card was made, across resets,
 * and GET RESPONSE counts as a command.
 */
export interface CardScript {
  /** Time per command, in milliseconds. */
  readonly delayMs?: number;
  /** This command (and it alone) gets a bare status word, for example `0x6A82`. */
  readonly statusAt?: { readonly command: number; readonly sw: number };
  /** The card leaves the reader instead of answering the command after this one; 0 leaves at the first. */
  readonly pulledOutAfter?: number;
  /** From this command on, answers are bytes that mean nothing. */
  readonly garbageFrom?: number;
  /** From this command on, answers are one single byte, shorter than any status word. */
  readonly stumpFrom?: number;
}

/** A card that runs no application: every well-formed command is refused with `6D 00`. */
export function plainCard(atr: Uint8Array): VirtualCard {
  return { atr, respond: () => statusWord(0x6d00), reset: () => undefined };
}

/** Adds the log and the misbehaviour of `script` to a card. */
export function scripted(card: VirtualCard, script: CardScript = {}): LoggedCard {
  let log: Exchange[] = [];
  let commands = 0;
  const answer = (apdu: Uint8Array): CardAnswer => {
    commands += 1;
    if (script.pulledOutAfter !== undefined && commands > script.pulledOutAfter) return 'pulled-out';
    if (script.stumpFrom !== undefined && commands >= script.stumpFrom) return Uint8Array.of(0x90);
    if (script.garbageFrom !== undefined && commands >= script.garbageFrom) return garbage(commands);
    if (script.statusAt?.command === commands) return statusWord(script.statusAt.sw);
    return card.respond(apdu);
  };
  const delayMs = script.delayMs ?? card.delayMs;
  return {
    atr: card.atr,
    ...(delayMs === undefined ? {} : { delayMs }),
    respond(apdu) {
      const given = answer(apdu);
      log.push({ command: toHex(apdu), response: given === 'pulled-out' ? null : toHex(given) });
      return given;
    },
    reset: () => card.reset(),
    get log() {
      return log;
    },
    clearLog: () => {
      log = [];
    },
  };
}

/** A bare status word as a response APDU. */
export function statusWord(sw: number): Uint8Array {
  return Uint8Array.of(sw >> 8, sw & 0xff);
}

/** Response APDU made of data and a status word. */
export function withStatus(data: Uint8Array, sw: number): Uint8Array {
  const response = new Uint8Array(data.length + 2);
  response.set(data);
  response.set(statusWord(sw), data.length);
  return response;
}

/** Upper-case hexadecimal without separators. */
export function toHex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex').toUpperCase();
}

/** Bytes of a hexadecimal text; blanks are allowed between bytes. */
export function fromHex(text: string): Uint8Array {
  const digits = text.replaceAll(/\s/g, '');
  if (!/^([0-9A-Fa-f]{2})*$/.test(digits)) throw new Error(`Not hexadecimal: ${text}`);
  return Uint8Array.from(Buffer.from(digits, 'hex'));
}

/** The same senseless bytes at every run, followed by `90 00` so that only their content is wrong. */
function garbage(seed: number): Uint8Array {
  const bytes = new Uint8Array(40);
  let state = seed * 2654435761;
  for (let index = 0; index < bytes.length; index += 1) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    bytes[index] = state >>> 24;
  }
  return withStatus(bytes, 0x9000);
}
