import { failure, type Failure } from '../../domain/failures/index.ts';
import { isCardReader } from '../../domain/readers/classify.ts';
import { remoteSession, type RemoteSession } from '../../domain/readers/remote-session.ts';
import { PROGRAM_REASONS } from '../../domain/texts/fr/reasons.ts';
import type { ReadersSnapshot } from '../../borders/native.ts';

/** What stops any card from being read, or null. `remote` is the session that the program runs in. */
export function readersFailure(
  snapshot: ReadersSnapshot | null,
  remote: RemoteSession | null = remoteSession(process.env),
): Failure | null {
  if (snapshot === null) return null;
  if (snapshot.service === 'unavailable') return snapshot.failure;
  return hasReader(snapshot) ? null : absence(remote);
}

/** Whether a reader for cards is there: what Windows makes for itself is none. */
export function hasReader({ readers }: ReadersSnapshot): boolean {
  return readers.some(isCardReader);
}

function absence(remote: RemoteSession | null): Failure {
  if (remote === null) return failure('LECTEUR-ABSENT');
  return failure('LECTEUR-ABSENT-DISTANCE', {
    system: remote === 'rdp' ? PROGRAM_REASONS.remoteDesktop : 'Citrix',
  });
}
