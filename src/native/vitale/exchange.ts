/** Commands and status words of ISO 7816-4, as far as the direct read needs them. */
import { failure } from '../../domain/failures/index.ts';
import { failed, success, type Result } from '../../domain/result.ts';
import { hex } from '../pcsc/hex.ts';
import type { Card } from '../pcsc/port.ts';

/** The longest answer to a short command. */
export const LONGEST_ANSWER = 256;

/** A card that never stops announcing more data is not obeyed for ever. */
const MOST_PARTS = 16;

export const SW_OK = 0x9000;

export interface Answer {
  readonly data: Uint8Array;
  /** The last status word. */
  readonly sw: number;
}

/**
 * Sends one command and follows what the card asks for: `61 xx` (fetch xx bytes with GET RESPONSE) and `6C xx`
 * (the same command with Le = xx, once). Any other status word is handed back as it is, never tried again.
 * A lost exchange is `VITALE-TRANSMISSION`.
 */
export async function exchange(card: Card, command: Uint8Array): Promise<Result<Answer>> {
  let parts = new Uint8Array();
  let next = command;
  let corrected = false;
  for (let count = 0; count < MOST_PARTS; count += 1) {
    const response = await card.transmit(next);
    if (!response.ok) return response;
    const answer = split(response.value);
    if (answer === null) {
      // Too short to hold a status word: it was lost on the way.
      return failed(failure('VITALE-TRANSMISSION', { code: hex(response.value) || '-' }));
    }
    parts = Uint8Array.of(...parts, ...answer.data);
    const length = answer.sw & 0xff;
    if (answer.sw >> 8 === 0x61) {
      next = Uint8Array.of(0x00, 0xc0, 0x00, 0x00, length);
    } else if (answer.sw >> 8 === 0x6c && !corrected && asksForData(next)) {
      corrected = true;
      next = withLe(next, length);
    } else {
      return success({ data: parts, sw: answer.sw });
    }
  }
  return unreadable(0x6100);
}

/** The failure for a status word, carried as four hexadecimal digits. */
export function unreadable(sw: number): Result<never> {
  return failed(failure('VITALE-ILLISIBLE', { sw: sw.toString(16).toUpperCase().padStart(4, '0') }));
}

/** READ BINARY and GET RESPONSE: five bytes, the last of which is Le. A SELECT has no Le to correct. */
function asksForData(command: Uint8Array): boolean {
  return command.length === 5;
}

function withLe(command: Uint8Array, length: number): Uint8Array {
  return Uint8Array.of(...command.subarray(0, -1), length);
}

function split(response: Uint8Array): Answer | null {
  if (response.length < 2) return null;
  const data = response.subarray(0, -2);
  const [sw1 = 0, sw2 = 0] = response.subarray(-2);
  return { data, sw: sw1 * 0x100 + sw2 };
}
