import { expect, it } from 'vitest';
import {
  isSiteOrigin,
  readConnectField,
  readSiteAnswer,
  readWordings,
  siteArguments,
} from '../../../src/borders/site.ts';
import { SITE_ANSWER_CODES } from '../../../src/domain/site/answers.ts';
import { CONNECT_ANSWER } from '../../../src/domain/site/ecps-answers.ts';

it('origin and wordings travel through a process’s arguments', () => {
  const wordings = ['« fermé » : 100 %', 'a, b'];
  const argv = ['--x', ...siteArguments('https://site.example', wordings)];
  expect(readWordings(argv)).toEqual(wordings);
  expect(isSiteOrigin(argv, 'https://site.example')).toBe(true);
  expect(isSiteOrigin(argv, 'https://site.example.evil')).toBe(false);
  expect(readWordings(['--x'])).toEqual([]);
});

it.each([...SITE_ANSWER_CODES, CONNECT_ANSWER])('%s is an answer', (code) => {
  expect(readSiteAnswer({ code })).toBe(code);
  expect(readSiteAnswer({ code, more: 1 })).toBeNull();
  expect(readSiteAnswer(code)).toBeNull();
});

it('a field of Pro Santé Connect’s page is told as that and nothing else', () => {
  expect([true, false].map((field) => readConnectField({ field }))).toEqual([true, false]);
  for (const other of [{ field: '899700000000' }, { field: true, value: 'x' }, {}, true, null])
    expect(readConnectField(other)).toBeNull();
});
