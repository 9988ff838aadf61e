import { expect, it } from 'vitest';
import { readJson } from '../../../src/system/json.ts';

it.each([
  ['{"a":[1]}', { a: [1] }],
  ['\uFEFF{"a":1}', { a: 1 }],
  ['null', null],
  ['', undefined],
  ['{"a":1', undefined],
  ['{"a":1} and more', undefined],
])('%j is read as %j', (text, value) => {
  expect(readJson(text)).toEqual(value);
});
