/** When the vendor's library is asked after, or instead of, the direct read of a Vitale. */
import type { VitaleReading } from './beneficiary.ts';
import type { Failure } from '../failures/index.ts';
import { deriveInsForReading } from './ins-derivation.ts';
import type { Result } from '../result.ts';

/** What is known of the workstation at that moment. */
export interface ChainSituation {
  /** `cards.vitale` of the configuration. */
  readonly sources: readonly ('pcsc' | 'ssv')[];
  /** The library reads rights only with the practitioner's card in the other slot. */
  readonly practitionerPresent: boolean;
  /** Cards that may be a Vitale: the library does not say which of two it read. */
  readonly vitaleCount: number;
}

/** Failures of the direct read that the library may not share. */
const LIBRARY_MAY_KNOW: ReadonlySet<Failure['code']> = new Set(['VITALE-1', 'VITALE-INCONNUE']);

/** Whether the direct read comes first. */
export function readsDirectly({ sources }: Pick<ChainSituation, 'sources'>): boolean {
  return sources.includes('pcsc');
}

/**
 * Whether the library can add something to a direct read: somebody was refused an INS, or the card is one that
 * only the library knows.
 */
export function asksLibrary(direct: Result<VitaleReading>, situation: ChainSituation): boolean {
  const { sources, practitionerPresent, vitaleCount } = situation;
  if (!sources.includes('ssv') || !practitionerPresent || vitaleCount !== 1) return false;
  if (!direct.ok) return LIBRARY_MAY_KNOW.has(direct.failure.code);
  return deriveInsForReading(direct.value).some(({ usable }) => !usable);
}
