import type { LaunchState } from '../../domain/launch/launch-policy.ts';
import type { Visit } from '../visit/visit.ts';
import { offeredPerson } from './view-models.ts';

/** Tells the open visit what of the cards concerns it: whether its own is there, and whom another one names. */
export function tellVisit(
  visit: Pick<Visit, 'setVitaleRemoved' | 'offer'> | null,
  before: LaunchState,
  after: LaunchState,
): void {
  const now = after.visit;
  if (now !== null && now.id === before.visit?.id && now.vitaleRemoved !== before.visit.vitaleRemoved)
    visit?.setVitaleRemoved(now.vitaleRemoved);
  visit?.offer(offeredPerson(after));
}
