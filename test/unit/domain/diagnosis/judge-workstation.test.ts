import { describe, expect, it } from 'vitest';
import { checksWith, notGood, checkOf } from './facts.ts';
import { FIELD_WORKSTATIONS } from './field-workstations.ts';

describe('workstations of the field', () => {
  it.each(FIELD_WORKSTATIONS)('$name', ({ facts, signIn, notGood: expected, found = {} }) => {
    const checks = checksWith(facts, signIn === undefined ? {} : { signIn });
    // The healthy workstation has no practitioner's card in: that is not what is looked at here.
    const isKnown = (line: string): boolean => line !== 'unknown CPX-ABSENTE' || facts.readers !== undefined;
    expect(notGood(checks).filter(isKnown)).toEqual(expected);
    for (const [id, text] of Object.entries(found))
      expect(checks.find((check) => check.id === id)?.found, id).toBe(text);
  });

  it('name whom to close first: who keeps the reader, before who holds it for moments', () => {
    const taken = FIELD_WORKSTATIONS.map(({ facts }) => checkOf(checksWith(facts), 'LECTEUR-PRIS')?.steps[0]);
    expect(taken.filter((step) => step !== undefined)).toEqual([
      'Fermez Pyxvital, puis réinsérez la carte.',
      'Fermez jFSE, puis réinsérez la carte.',
      'Fermez SrvSVCNAM, puis réinsérez la carte.',
      'Fermez GALSS, puis réinsérez la carte.',
    ]);
  });
});
