/** Test cards and real cards never mix: decided before anything goes to the network, both ways. */
import type { Environment } from './configuration.ts';
import type { InsOrigin } from '../identity/datamatrix.ts';
import { failure, type Failure } from '../failures/index.ts';

const REFUSALS = {
  cpx: { test: 'CPX-TEST-EN-PRODUCTION', real: 'CPX-REELLE-EN-TEST' },
  vitale: { test: 'VITALE-TEST-EN-PRODUCTION', real: 'VITALE-REELLE-EN-TEST' },
} as const;

/**
 * Why this card may not be used in this environment, or null when it may.
 * `test` is null where the card does not tell (a Vitale read without the vendor's library): nothing is refused.
 */
export function refuseByEnvironment(
  card: 'cpx' | 'vitale',
  test: boolean | null,
  environment: Environment,
): Failure | null {
  if (test === null || test === (environment !== 'production')) return null;
  return failure(REFUSALS[card][test ? 'test' : 'real'], { environment });
}

/** Why a number of this origin may not be used in this environment, or null when it may. */
export function refuseOriginByEnvironment(origin: InsOrigin, environment: Environment): Failure | null {
  const isTest = origin === 'test' || origin === 'demo';
  if (isTest === (environment !== 'production')) return null;
  return failure(isTest ? 'DATAMATRIX-TEST-EN-PRODUCTION' : 'DATAMATRIX-REEL-EN-TEST');
}
