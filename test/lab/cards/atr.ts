/** ATRs of the cards of the lab, from the table of the shared reference (public smart-card list of pcsc-tools). */
import { fromHex } from './card.ts';

export const VITALE_2_ATR = fromHex('3B 75 13 00 00 43 09 EA 90 00');
export const VITALE_2_OTHER_ATR = fromHex('3B 75 13 00 00 4C 09 FA 90 00');
export const VITALE_1_ATR = fromHex('3F 65 25 00 22 09 69 90 00');
export const CPS3_ATR = fromHex('3B AC 00 40 2A 00 12 25 00 64 80 00 03 10 00 90 00');
export const CPS4_ATR = fromHex('3B DC 18 FF 00 00 12 25 00 64 80 00 04 01 00 90 00');
/** Not a Vitale, though all but two bytes are a Vitale 1's. */
export const LOOK_ALIKE_ATR = fromHex('3F 65 25 00 2B 09 EB 90 00');
/** In no table: TS, T0 with six historical bytes, and a text nobody uses. */
export const UNKNOWN_ATR = fromHex('3B 06 4C 41 42 4F 30 31');
/** A card that gives no ATR. */
export const NO_ATR = new Uint8Array(0);
/** What Windows Hello shows in its virtual reader (Microsoft Generic Profile). */
export const VIRTUAL_ATR = fromHex('3B 8D 01 80 FB A0 00 00 03 97 42 54 46 59 04 01 CF');
/** A CPS3 that is read without contacts. */
export const CPS3_CONTACTLESS_ATR = fromHex('3B 8F 80 01 00 31 B8 64 04 B0 EC C1 73 94 01 80 FF FF FF E3');
