import { expect, it } from 'vitest';
import { resolveConfiguration } from '../../../../src/domain/settings/configuration.ts';
import { launchRules } from '../../../../src/main/program/launch-rules.ts';

const resolved = resolveConfiguration({});
if (!resolved.ok) throw new Error('no defaults');
const ALWAYS = { ...resolved.value, openOnInsert: 'always' } as const;

it.each([
  ['always', false, false],
  ['ask', false, true],
  ['discret', true, false],
  ['discret', true, true],
] as const)(
  'a card that is inserted is treated as «%s» (paused %s, in the assistant %s)',
  (rule, paused, trying) => {
    expect(launchRules(ALWAYS, { paused, trying })).toEqual({
      landingPage: ALWAYS.landingPage,
      openOnInsert: rule,
      closeOnVitaleRemoval: ALWAYS.closeOnVitaleRemoval,
    });
  },
);
