/** The starts that end before they have begun, and say why. */
import { app } from 'electron';
import { failure } from '../../domain/failures/index.ts';
import type { Places } from '../base/places.ts';
import { profileProblem } from '../settings/profile.ts';
import { homeProblem } from './home.ts';
import { refuseToStart } from './refuse.ts';

/** An installed program whose protection was taken away by whoever started it; or windows without a display. */
export async function refuseBecause(code: 'PROTECTION-RETIREE' | 'AFFICHAGE-ABSENT'): Promise<void> {
  await refuseToStart(failure(code));
}

/** There can be no folder of the program's own; false when it could be made after all. */
export async function refuseHomeless(): Promise<boolean> {
  const problem = await homeProblem();
  if (problem !== null) await refuseToStart(problem);
  return problem !== null;
}

/** Another program has the profile, and knows of this start or does not answer. */
export async function leaveToTheOther(kind: 'handed-over' | 'silent', { own }: Places): Promise<void> {
  if (kind === 'silent') {
    await refuseToStart(failure('PROGRAMME-MUET'));
    return;
  }
  // Or nobody can have it, which must not be an end in silence.
  const problem = await profileProblem(own);
  if (problem === null) app.exit(0);
  else await refuseToStart(problem);
}
