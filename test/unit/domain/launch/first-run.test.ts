import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addressFound,
  ASSISTANT_STEPS,
  confirmedFirst,
  connectionAfter,
  passSteps,
  placeAt,
  proposesSessionStart,
  stepAfter,
  stepsLeft,
  succeeds,
  type FirstConnection,
  type FirstRunFacts,
  type TriedAddress,
  stepAtStart,
  stepBefore,
} from '../../../../src/domain/launch/first-run.ts';

describe('the steps of the first run', () => {
  it('follow one another both ways, and end', () => {
    expect(stepBefore('reader')).toBeNull();
    expect(stepAfter('done')).toBeNull();
    for (const step of ASSISTANT_STEPS) {
      const after = stepAfter(step);
      if (after !== null) expect(stepBefore(after)).toBe(step);
    }
  });
});

describe('the assistant at the start of the program', () => {
  const fresh = { progress: null, hasOwnSettings: false, settled: false, wanted: true } as const;

  it.each([
    ['opens the very first time', fresh, 'reader'],
    ['stays away from somebody who has settings', { ...fresh, hasOwnSettings: true }, null],
    [
      'goes on where it was left, settings or not',
      { ...fresh, progress: 'site', hasOwnSettings: true },
      'site',
    ],
    ['stays away where there is none', { ...fresh, wanted: false }, null],
    [
      'stays away there also when it was left in the middle, before',
      { ...fresh, wanted: false, progress: 'site' },
      null,
    ],
    ['stays away once finished', { ...fresh, progress: 'finished' }, null],
    ['stays away where a file settles everything', { ...fresh, settled: true }, null],
    [
      'stays away there also when it was left in the middle',
      { ...fresh, settled: true, progress: 'site' },
      null,
    ],
  ] as const)('%s', (_title, run, step) => {
    expect(stepAtStart(run)).toBe(step);
  });
});

it('puts the confirmed address first and keeps the others in their order', () => {
  expect(confirmedFirst(['a', 'b', 'c'], 'b')).toEqual(['b', 'a', 'c']);
  expect(confirmedFirst(['a', 'b'], 'a')).toEqual(['a', 'b']);
});

const address = fc.record({
  origin: fc.constantFrom('a', 'b', 'c'),
  state: fc.constantFrom('trying', 'answers', 'silent'),
}) satisfies fc.Arbitrary<TriedAddress>;
const facts = fc.record({
  readerFound: fc.boolean(),
  vitaleRead: fc.boolean(),
  cardReady: fc.boolean(),
  signIn: fc.record({ value: fc.constantFrom('ask', 'cpx', 'ecps'), locked: fc.boolean() }),
  sites: fc.array(fc.array(address, { maxLength: 3 }), { maxLength: 2 }),
}) satisfies fc.Arbitrary<FirstRunFacts>;
const step = fc.constantFrom(...ASSISTANT_STEPS);

const NOTHING: FirstRunFacts = {
  readerFound: false,
  vitaleRead: false,
  cardReady: false,
  signIn: { value: 'ask', locked: false },
  sites: [[{ origin: 'a', state: 'silent' }]],
};
const EVERYTHING: FirstRunFacts = {
  readerFound: true,
  vitaleRead: true,
  cardReady: true,
  signIn: { value: 'ask', locked: false },
  sites: [[{ origin: 'a', state: 'answers' }]],
};

describe('steps that succeed', () => {
  it('pass by themselves, all of them at once, up to the one that is asked', () => {
    expect(passSteps({ step: 'reader', kept: false }, EVERYTHING)).toEqual({ step: 'habits', kept: false });
    expect(passSteps({ step: 'reader', kept: false }, NOTHING).step).toBe('reader');
    expect(passSteps({ step: 'reader', kept: false }, { ...NOTHING, readerFound: true }).step).toBe('vitale');
  });

  it('never lead back, leave nothing that succeeds behind unseen, and stop at what does not', () => {
    fc.assert(
      fc.property(step, facts, (from, known) => {
        const place = passSteps({ step: from, kept: false }, known);
        expect(ASSISTANT_STEPS.indexOf(place.step)).toBeGreaterThanOrEqual(ASSISTANT_STEPS.indexOf(from));
        for (const left of stepsLeft(from, place.step)) expect(succeeds(left, known)).toBe(true);
        expect(succeeds(place.step, known)).toBe(false);
      }),
    );
  });

  it('wait when they are gone back to, whatever comes, until they are left', () => {
    fc.assert(
      fc.property(step, step, facts, (from, to, known) => {
        fc.pre(ASSISTANT_STEPS.indexOf(to) < ASSISTANT_STEPS.indexOf(from));
        expect(placeAt(from, to, known)).toEqual({ step: to, kept: succeeds(to, known) });
        expect(passSteps(placeAt(from, to, EVERYTHING), known).step).toBe(
          succeeds(to, EVERYTHING) || !succeeds(to, known)
            ? to
            : passSteps({ step: to, kept: false }, known).step,
        );
      }),
    );
  });

  it('sign in by a card that is there, or by what was settled for the user', () => {
    const signIn = (value: 'ask' | 'cpx' | 'ecps', locked: boolean, cardReady: boolean): boolean =>
      succeeds('sign-in', { ...NOTHING, cardReady, signIn: { value, locked } });
    expect(signIn('ask', false, true)).toBe(true);
    expect(signIn('cpx', true, false)).toBe(false);
    expect(signIn('ecps', false, true)).toBe(false);
    expect(signIn('ecps', true, false)).toBe(true);
  });

  it('know an address once all before it were silent', () => {
    const silent = { origin: 'a', state: 'silent' } as const;
    const answers = { origin: 'b', state: 'answers' } as const;
    expect(addressFound([silent, answers])).toBe('b');
    expect(addressFound([{ origin: 'a', state: 'trying' }, answers])).toBeNull();
    expect(addressFound([silent])).toBeNull();
    expect(succeeds('site', { ...NOTHING, sites: [[answers], [silent]] })).toBe(false);
    expect(succeeds('site', { ...NOTHING, sites: [] })).toBe(false);
  });
});

it('proposes to start with the session where nobody has said anything about it', () => {
  expect(proposesSessionStart({ origin: 'built-in' })).toBe(true);
  for (const origin of ['policy-default', 'user', 'file', 'policy-locked'] as const)
    expect(proposesSessionStart({ origin })).toBe(false);
});

describe('the connection that the first run ends with', () => {
  const FAILED: FirstConnection<string> = { state: 'failed', failure: 'muet' };

  it('is proven once made, and says why it failed until it is tried again', () => {
    expect(connectionAfter({ state: 'untried' }, { state: 'connecting' })).toEqual({ state: 'connecting' });
    expect(connectionAfter({ state: 'connecting' }, { state: 'made' })).toEqual({ state: 'made' });
    expect(connectionAfter<string>({ state: 'made' }, FAILED)).toEqual({ state: 'made' });
    expect(connectionAfter(FAILED, null)).toEqual(FAILED);
    expect(connectionAfter(FAILED, { state: 'connecting' })).toEqual({ state: 'connecting' });
  });

  it('given up half-way was not tried', () => {
    expect(connectionAfter({ state: 'connecting' }, null)).toEqual({ state: 'untried' });
  });
});
