/**
 * Numbers for fictional people, computed on their own here so that the lab can contradict the product.
 * Rule (shared reference on the INS): key = 97 − (N mod 97), Corsica `2A` counting as 19 and `2B` as 18.
 */

export interface NirParts {
  /** `1` man, `2` woman. */
  readonly sex: '1' | '2';
  /** Two digits. */
  readonly year: string;
  /** Two digits; `20`-`42` and `50`-`99` when the civil month is unknown. */
  readonly month: string;
  /** Two characters: `01`-`99`, `2A`, `2B`. */
  readonly department: string;
  /** Three digits. */
  readonly commune: string;
  /** Three digits. */
  readonly order: string;
}

/** The two digits that make 13 characters a NIR. */
export function nirKey(body: string): string {
  if (!/^\d{5}(\d\d|2A|2B)\d{6}$/.test(body)) throw new Error('A NIR body has 13 characters');
  const digits = body.replace('2A', '19').replace('2B', '18');
  return String(97n - (BigInt(digits) % 97n)).padStart(2, '0');
}

/** The 15 characters of a NIR with its key. */
export function nir(parts: NirParts): string {
  const body = parts.sex + parts.year + parts.month + parts.department + parts.commune + parts.order;
  return body + nirKey(body);
}
