import { describe, expect, it } from 'vitest';
import { POLICIES, type Policies } from '../../campaigns/races/policies.ts';
import { race } from '../../campaigns/races/race.ts';
import { emptyTally, FORBIDDEN, SEEN, type Tally } from '../../campaigns/races/tally.ts';

const LIVES = 1_500;
/** A machine that has other work. */
const PATIENCE = { timeout: 300_000 };
const SEED = 20_261_129;

function races(lives: number, changes: Partial<Policies> = {}): Tally {
  const tally = emptyTally();
  for (let life = 0; life < lives; life++) race(tally, SEED + life, { ...POLICIES, ...changes });
  return tally;
}

const forbidden = (tally: Tally) =>
  Object.fromEntries(Object.keys(FORBIDDEN).map((name) => [name, tally[name as keyof typeof FORBIDDEN]]));

describe(
  `${String(LIVES)} races of cards, windows and processes (npm run campaign races: 100,000)`,
  PATIENCE,
  () => {
    it('open nobody else’s record, burn no card, and show nobody under another name unsaid', () => {
      const tally = races(LIVES);
      expect(forbidden(tally)).toEqual({
        openedWithoutCard: 0,
        pinToOtherToken: 0,
        unwarnedLastTry: 0,
        shownUnsaid: 0,
        openedBeneath: 0,
      });
      // Lives in which none of it could have happened would prove nothing.
      for (const name of Object.keys(SEEN)) expect(tally[name as keyof typeof SEEN], name).toBeGreaterThan(5);
    });

    it('are the same for the same seed', () => {
      expect(races(20)).toEqual(races(20));
    });
  },
);

describe('the counts rise with a policy that is wrong', PATIENCE, () => {
  it('a record that is opened without asking once more whether its card is there', () => {
    expect(races(200, { openingRefusal: () => null }).openedWithoutCard).toBeGreaterThan(0);
  });

  it('a record that is opened while the one before still has a window of the system’s', () => {
    const advance: Policies['advance'] = (state, event, rules) =>
      event.type === 'system-windows' ? { state, effects: [] } : POLICIES.advance(state, event, rules);
    expect(races(100, { advance }).openedBeneath).toBeGreaterThan(0);
  });

  it('a record that is not asked about once more after the one before has opened such a window', () => {
    expect(races(1_000, { openingRefusal: () => null }).openedBeneath).toBeGreaterThan(0);
  });

  it('an answer of the vendor’s library that is believed whatever it read', () => {
    expect(races(300, { witnessOf: () => 'reader' }).openedWithoutCard).toBeGreaterThan(0);
  });

  it('a PIN question that stays when its card leaves, and hands over what is typed at once', () => {
    const tally = races(300, {
      advancePin: (state, event, rules) => {
        if (event.type === 'readers' && state.question !== null) return { state, effects: [] };
        const step = POLICIES.advancePin(state, event, rules);
        const { question } = step.state;
        return event.type === 'typed' && question?.stage === 'confirming'
          ? {
              state: { ...step.state, question: null },
              effects: [
                { type: 'hide', id: question.id },
                { type: 'hand-over', id: question.id },
              ],
            }
          : step;
      },
    });
    expect(tally.pinToOtherToken).toBeGreaterThan(0);
  });

  it('a PIN policy that does not hear of the final try', () => {
    const tally = races(1_000, {
      advancePin: (state, event, rules) => {
        if (event.type !== 'checked' || event.tokens === null)
          return POLICIES.advancePin(state, event, rules);
        const tokens = event.tokens.map((token) => ({
          ...token,
          flags: { ...token.flags, finalTry: false },
        }));
        return POLICIES.advancePin(state, { ...event, tokens }, rules);
      },
    });
    expect(tally.unwarnedLastTry).toBeGreaterThan(0);
  });

  it('an address that counts as the launcher’s own whatever it says', () => {
    const readPlace: Policies['readPlace'] = (...given) => ({ ...POLICIES.readPlace(...given), ours: true });
    expect(races(200, { readPlace }).shownUnsaid).toBeGreaterThan(0);
  });

  it('a page that changes its address by itself, of which the visit makes nothing', () => {
    const advanceVisit: Policies['advanceVisit'] = (life, event) =>
      event.type === 'address-changed' ? { life, effects: [] } : POLICIES.advanceVisit(life, event);
    expect(races(200, { advanceVisit }).shownUnsaid).toBeGreaterThan(0);
  });
});
