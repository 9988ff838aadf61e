import { expect, it } from 'vitest';
import { takesVersion } from '../../../../src/domain/settings/update-wish.ts';

it.each([
  ['off', '2.0.0', '1.0.0', '2.0.0', false],
  ['feed', null, '1.0.0', '2.0.0', true],
  ['pinned', '1.2.0', '1.0.0', '1.2.0', true],
  ['pinned', '1.2.0', '1.0.0', '1.2.1', false],
  ['pinned', '1.2.0', '1.0.0', '1.1.9', false],
  ['pinned', null, '1.0.0', '1.2.0', false],
  ['minimum', '1.10.0', '1.9.0', '1.10.0', true],
  ['minimum', '1.10.0', '1.9.0', '1.11.0', true],
  ['minimum', '1.10.0', '1.9.0', '1.9.9', false],
  ['minimum', '1.10.0', '1.10.0', '1.11.0', false],
  ['minimum', '1.10.0', '2.0.0', '2.0.1', false],
  ['minimum', null, '1.0.0', '2.0.0', false],
] as const)('%s %s: from %s to %s is %s', (mode, version, installed, offered, taken) => {
  expect(takesVersion({ mode, version }, installed, offered)).toBe(taken);
});
