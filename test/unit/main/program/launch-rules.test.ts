import { expect, it } from 'vitest';
import { resolveConfiguration } from '../../../../src/domain/settings/configuration.ts';
import { launchRules } from '../../../../src/main/program/launch-rules.ts';

const resolved = resolveConfiguration({});
if (!resolved.ok) throw new Error('no defaults');
const ALWAYS = { ...resolved.value, openOnInsert: 'always' } as const;

it.each([
  ['always', false, false, false],
  ['ask', false, true, false],
  ['discret', true, false, false],
  ['discret', true, true, false],
  // At which of two screens the card was inserted nobody knows.
  ['ask', false, false, true],
  ['discret', true, false, true],
] as const)(
  'a card that is inserted is treated as «%s» (paused %s, in the assistant %s, unwatched %s)',
  (rule, paused, trying, unwatched) => {
    expect(launchRules(ALWAYS, { paused, trying, unwatched })).toEqual({
      landingPage: ALWAYS.landingPage,
      openOnInsert: rule,
      closeOnVitaleRemoval: ALWAYS.closeOnVitaleRemoval,
    });
  },
);

it('a second screen makes nothing less discreet', () => {
  const discreet = { ...ALWAYS, openOnInsert: 'discret' } as const;
  expect(launchRules(discreet, { paused: false, trying: false, unwatched: true }).openOnInsert).toBe(
    'discret',
  );
});
