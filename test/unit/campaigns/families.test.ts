import { describe, expect, it } from 'vitest';
import { deriveInsForReading } from '../../../src/domain/identity/ins-derivation.ts';
import { mergeReadings } from '../../../src/domain/identity/merge-readings.ts';
import { searchRules } from '../../campaigns/families/rules.ts';
import { addTally, emptyTally, SOURCES } from '../../campaigns/families/tally.ts';
import { person, reading, withKey } from '../domain/identity/sample-people.ts';

const FAMILIES = 20_000;

describe(`${String(FAMILIES)} hostile families (npm run campaign families: a million)`, () => {
  it('open no other person’s record', () => {
    const tally = searchRules(20_260_412, 0, FAMILIES);
    expect(tally.misses).toEqual([]);
    for (const source of SOURCES) {
      expect(tally.given[source].wrong).toBe(0);
      // The rules do not refuse everyone, and the traps are there.
      expect(tally.given[source].right).toBeGreaterThan(FAMILIES / 2);
    }
    expect(tally.opened.wrong).toBe(0);
    expect(tally.opened.right).toBeGreaterThan(FAMILIES / 10);
    // What a card alone cannot tell (decision 0009) is met, and is rare.
    expect(tally.given.direct['absent-insured']).toBeGreaterThan(0);
    expect(tally.given.direct['absent-insured']).toBeLessThan(FAMILIES / 20);
    expect(tally.given.library['absent-insured']).toBe(0);
  }, 120_000);

  it('are the same for the same seed, and add up', () => {
    const whole = searchRules(7, 0, 200);
    const parts = emptyTally();
    addTally(parts, searchRules(7, 0, 120));
    addTally(parts, searchRules(7, 120, 80));
    expect(parts).toEqual(whole);
    expect(searchRules(8, 0, 200)).not.toEqual(whole);
  });
});

describe('found by the search', () => {
  it('a namesake without a date of birth on another card: its certified number is nobody’s here', () => {
    const own = withKey('2850475108001');
    const theirs = withKey('1340975108001');
    const undated = { firstName: 'HUGO', birthDate: '00000000' };
    const direct = reading('pcsc', person({ nir: own }), person({ ...undated, nir: own }));
    const library = reading('ssv', person({ ...undated, certifiedNir: theirs, quality: 6 }));
    const decisions = deriveInsForReading(mergeReadings(direct, library));
    expect(decisions[1]).toEqual({ usable: false, reason: 'sources-contradictoires' });
  });
});
