import { failure, type Failure } from '../../domain/failures/index.ts';
import { RETURN_CODES, WRONG_PIN, type ReturnCodeRow } from './return-codes.ts';

/** After the first attempt. */
export const MAX_RETRIES = 3;

function rowOf(code: number): ReturnCodeRow | undefined {
  return RETURN_CODES.find((row) => code >= row.from && code <= row.to);
}

/**
 * The failure that a return code other than 0 stands for, with the code in hexadecimal and the function's name
 * as detail. F003 without a PIN is the library's way of asking for it.
 */
export function callFailure(code: number, call: string, pinGiven: boolean): Failure {
  const detail = { code: code.toString(16).toUpperCase().padStart(4, '0'), call };
  if (code === WRONG_PIN && !pinGiven) return failure('SSV-CODE-DEMANDE', detail);
  return failure(rowOf(code)?.failure ?? 'SSV-INATTENDU', detail);
}

/**
 * Whether asking again may help. Never with a PIN: an exchange that broke off may have reached the card, and
 * each repetition of a wrong PIN costs one of its tries.
 */
export function mayRetry(value: Failure, pinGiven: boolean): boolean {
  const code = value.detail?.code;
  if (pinGiven || code === undefined) return false;
  return rowOf(Number.parseInt(code, 16))?.retry ?? false;
}
