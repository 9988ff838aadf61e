import type { Failure } from '../../domain/failures/index.ts';
import type { ReadersSnapshot } from '../../borders/native.ts';

/** What stops any card from being read, or null. */
export function readersFailure(snapshot: ReadersSnapshot | null): Failure | null {
  if (snapshot === null) return null;
  if (snapshot.service === 'unavailable') return snapshot.failure;
  return snapshot.readers.length === 0 ? { code: 'LECTEUR-ABSENT' } : null;
}
