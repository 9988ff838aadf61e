import { setTimeout as delay } from 'node:timers/promises';
import { failure } from '../../domain/failures/index.ts';
import { failed, success, type Result } from '../../domain/result.ts';
import { callFailure, MAX_RETRIES, mayRetry } from './call-failure.ts';
import { fromLatin1 } from './latin1.ts';
import type { SsvLibrary } from './library.ts';
import { ALREADY_INITIALISED, isWrongUse, NO_MORE_GROUPS, OK } from './return-codes.ts';

/** Which fields of which groups are asked for. Groups that are not in it are passed over unread. */
export type FieldPlan = ReadonlyMap<number, readonly number[] | 'every'>;

/** One occurrence of one group. */
export interface GroupRecord {
  readonly group: number;
  readonly occurrence: number;
  readonly fields: ReadonlyMap<number, string>;
}

/** One of the library's read functions, called with an open session. */
export interface SessionRead {
  readonly name: string;
  readonly pinGiven: boolean;
  /** The configuration's path, where it is known. */
  readonly sesamIni: string | null;
  readonly run: (session: number) => number;
}

/** Bytes of a session's exchange zone; public programs reserve 5,000 to 64,000. */
const SESSION_BYTES = 64_000;
/** A first buffer for a field, ample for a card's: not every library tells that one was too small. */
const FIELD_BYTES = 1024;
const MAX_FIELD_BYTES = 64 * 1024;
/** A card has some dozens: a library that goes on for ever must not. */
const MAX_GROUPS = 1000;
/** The numbers of the configuration's fields are not published; asking stops at the first unknown one. */
const MAX_FIELD_NUMBER = 32;
const RETRY_DELAY_MS = 100;

/**
 * Initialises the library, reads, fetches the planned fields and gives everything back, whatever happened in
 * between. Session and protocol errors are tried again (`mayRetry`), each time from the start.
 */
export async function readGroups(
  library: SsvLibrary,
  read: SessionRead,
  plan: FieldPlan,
): Promise<Result<GroupRecord[]>> {
  for (let retries = 0; ; retries += 1) {
    const result = withLibrary(library, read, plan);
    if (result.ok || retries === MAX_RETRIES || !mayRetry(result.failure, read.pinGiven)) return result;
    await delay(RETRY_DELAY_MS);
  }
}

/** The library is initialised for each read, so that a corrected galss.ini or sesam.ini counts at once. */
function withLibrary(library: SsvLibrary, read: SessionRead, plan: FieldPlan): Result<GroupRecord[]> {
  const { code, call } = library.initialise(read.sesamIni);
  try {
    if (code !== OK) return failed(callFailure(code, call, read.pinGiven));
    return withSession(library, read, plan);
  } finally {
    if (code === OK || code === ALREADY_INITIALISED) library.terminate();
  }
}

function withSession(library: SsvLibrary, read: SessionRead, plan: FieldPlan): Result<GroupRecord[]> {
  const { code, session } = library.reserveSession(SESSION_BYTES);
  if (code !== OK) return failed(callFailure(code, 'SGD_ReserverSession', read.pinGiven));
  try {
    const readCode = read.run(session);
    if (readCode !== OK) return failed(callFailure(readCode, read.name, read.pinGiven));
    return collect(library, session, read.pinGiven, plan);
  } finally {
    library.releaseSession(session);
  }
}

function collect(
  library: SsvLibrary,
  session: number,
  pinGiven: boolean,
  plan: FieldPlan,
): Result<GroupRecord[]> {
  const records: GroupRecord[] = [];
  let group = 0;
  let occurrence = 0;
  for (let count = 0; count < MAX_GROUPS; count += 1) {
    const next = library.nextGroup(session, group, occurrence);
    if (next.code === NO_MORE_GROUPS) return success(records);
    if (next.code !== OK) return failed(callFailure(next.code, 'SGD_LireGroupeSuivant', pinGiven));
    ({ group, occurrence } = next);
    const wanted = plan.get(group);
    if (wanted === undefined) continue;
    const fields = readFields(library, session, { group, occurrence, wanted, pinGiven });
    if (!fields.ok) return fields;
    records.push({ group, occurrence, fields: fields.value });
  }
  return failed(failure('SSV-REPONSE', { field: `${String(group)}/*` }));
}

interface FieldsRequest {
  readonly group: number;
  readonly occurrence: number;
  readonly wanted: readonly number[] | 'every';
  readonly pinGiven: boolean;
}

function readFields(
  library: SsvLibrary,
  session: number,
  request: FieldsRequest,
): Result<Map<number, string>> {
  const every = request.wanted === 'every';
  const numbers = every ? Array.from({ length: MAX_FIELD_NUMBER }, (_, index) => index + 1) : request.wanted;
  const fields = new Map<number, string>();
  for (const field of numbers) {
    const { code, text } = readField(library, session, request, field);
    if (every && isWrongUse(code)) break;
    if (code !== OK) return failed(callFailure(code, 'SGD_LireChamp', request.pinGiven));
    if (text === null)
      return failed(failure('SSV-REPONSE', { field: `${String(request.group)}/${String(field)}` }));
    fields.set(field, text);
  }
  return success(fields);
}

/**
 * Reads one field, with a larger buffer as long as the value may have been cut: the size argument came back
 * larger than the buffer, or the buffer is full. `text` is null for a value that never fits.
 */
function readField(
  library: SsvLibrary,
  session: number,
  { group, occurrence }: FieldsRequest,
  field: number,
): { code: number; text: string | null } {
  for (let capacity = FIELD_BYTES; capacity <= MAX_FIELD_BYTES; capacity *= 2) {
    const buffer = Buffer.alloc(capacity);
    try {
      const { code, size } = library.readField(session, group, occurrence, field, buffer);
      const cut =
        size > capacity || (code === OK && size >= capacity - 1 && !buffer.subarray(0, -1).includes(0));
      if (cut) continue;
      if (code !== OK) return { code, text: null };
      return { code, text: fromLatin1(buffer.subarray(0, Math.min(size, capacity))) };
    } finally {
      buffer.fill(0);
    }
  }
  return { code: OK, text: null };
}
