/**
 * The commands that read the two files of a carte Vitale 2: four when each file fits in one answer.
 * Source: vitale-card.md. Nothing needs a vendor's component or the practitioner's card.
 */
import { failure } from '../../domain/failures/index.ts';
import { failed, success, type Result } from '../../domain/result.ts';
import type { Card } from '../pcsc/port.ts';
import { readTlvs } from './ber-tlv.ts';
import type { VitaleFiles } from './decode-files.ts';
import { exchange, LONGEST_ANSWER, SW_OK, unreadable, type Answer } from './exchange.ts';

const SELECT_MASTER_FILE = Uint8Array.of(0x00, 0xa4, 0x00, 0x00, 0x02, 0x3f, 0x00);
const SELECT_APPLICATION = Uint8Array.from(Buffer.from('00A404000BD250000002564954414C45', 'hex'));
const READ_SHORT_FILE_2 = Uint8Array.of(0x00, 0xb0, 0x82, 0x00, 0x00);

/** ISO 7816-4: the file ended before as many bytes as were asked for; what there was came with it. */
const SW_END_OF_FILE = 0x6282;
/** ISO 7816-4: the offset lies beyond the end of the file. */
const SW_WRONG_OFFSET = 0x6b00;
/** READ BINARY has 15 bits of offset. No real file comes near it: 19 people take some 1,300 bytes. */
const LONGEST_FILE = 0x7fff;

/** Reads both files. Status words that refuse are `VITALE-ILLISIBLE` with the word in `sw`. */
export async function readVitaleFiles(card: Card): Promise<Result<VitaleFiles>> {
  const identity = await readFileOf(card, SELECT_MASTER_FILE);
  if (!identity.ok) return identity;
  const numbers = await readFileOf(card, SELECT_APPLICATION);
  if (!numbers.ok) return numbers;
  return success({ identity: identity.value, numbers: numbers.value });
}

async function readFileOf(card: Card, select: Uint8Array): Promise<Result<Uint8Array>> {
  const selected = await exchange(card, select);
  if (!selected.ok) return selected;
  if (selected.value.sw !== SW_OK) return unreadable(selected.value.sw);
  return readShortFile2(card);
}

async function readShortFile2(card: Card): Promise<Result<Uint8Array>> {
  const first = await exchange(card, READ_SHORT_FILE_2);
  if (!first.ok) return first;
  if (!gaveData(first.value)) return unreadable(first.value.sw);
  let content = first.value.data;
  let full = first.value.sw === SW_OK && content.length >= LONGEST_ANSWER;
  while (full && mayGoOn(content)) {
    if (content.length > LONGEST_FILE)
      return failed(failure('VITALE-INCOHERENTE', { reason: 'endless-file' }));
    const offset = content.length;
    const more = await exchange(card, Uint8Array.of(0x00, 0xb0, offset >> 8, offset & 0xff, 0x00));
    if (!more.ok) return more;
    // A file whose length is a multiple of the answer's ends here; a truncated one is found by the decoder.
    if (more.value.sw === SW_WRONG_OFFSET) break;
    if (!gaveData(more.value)) return unreadable(more.value.sw);
    content = Uint8Array.of(...content, ...more.value.data);
    full = more.value.sw === SW_OK && more.value.data.length >= LONGEST_ANSWER;
  }
  return success(content);
}

function gaveData({ sw, data }: Answer): boolean {
  return sw === SW_OK || (sw === SW_END_OF_FILE && data.length > 0);
}

/** Padding ends the content, whatever room is left in the file; a wrong length will not get better. */
function mayGoOn(content: Uint8Array): boolean {
  const { end } = readTlvs(content);
  return end === 'truncated' || end === 'complete';
}
