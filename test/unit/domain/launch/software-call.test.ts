import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FAILURES, failure, type FailureCode } from '../../../../src/domain/failures/index.ts';
import { PAGE_IDS } from '../../../../src/domain/site/pages.ts';
import {
  callExitCode,
  checkCall,
  isCallLink,
  readCallLink,
  UNNAMED_CALLER,
} from '../../../../src/domain/launch/software-call.ts';

/** A vector of the INS reference. */
const INS = '188102B17295264';

describe('a deep link', () => {
  it('names a page, a patient and a caller', () => {
    expect(readCallLink(`dmp-direct://open/Documents/${INS}?caller=Cabinet%20Facile`)).toEqual({
      ok: true,
      value: { page: 'Documents', ins: INS, caller: 'Cabinet Facile' },
    });
  });

  it('may leave out the patient and the caller', () => {
    const expected = { ok: true, value: { page: 'TableauDeBord', ins: null, caller: UNNAMED_CALLER } };
    expect(readCallLink('dmp-direct://open/TableauDeBord')).toEqual(expected);
    expect(readCallLink('DMP-Direct://open/TableauDeBord/')).toEqual(expected);
  });

  it.each([
    ['another command', `dmp-direct://ouvrir/Documents/${INS}`, 'APPEL-FORME'],
    ['too many parts', `dmp-direct://open/Documents/${INS}/autre`, 'APPEL-FORME'],
    ['another scheme', `https://open/Documents/${INS}`, 'APPEL-FORME'],
    ['a user', `dmp-direct://someone@open/Documents/${INS}`, 'APPEL-FORME'],
    ['a fragment', `dmp-direct://open/Documents/${INS}#x`, 'APPEL-FORME'],
    ['a broken escape', 'dmp-direct://open/%E0%A4%A', 'APPEL-FORME'],
    ['no end', `dmp-direct://open/${'x'.repeat(600)}`, 'APPEL-FORME'],
    ['no page', 'dmp-direct://open', 'APPEL-PAGE'],
    ['an unknown page', `dmp-direct://open/Creation/${INS}`, 'APPEL-PAGE'],
    ['a member of every object', 'dmp-direct://open/constructor', 'APPEL-PAGE'],
    ['a wrong key', 'dmp-direct://open/Documents/188102B17295265', 'INS-CLE'],
    ['a number too short', 'dmp-direct://open/Documents/1881', 'INS-LONGUEUR'],
    ['no patient where one is needed', 'dmp-direct://open/Documents', 'PAGE-INS-REQUIS'],
  ])('with %s opens nothing', (_what, link, code) => {
    expect(readCallLink(link)).toMatchObject({ ok: false, failure: { code } });
  });

  it('never throws and never repeats what was written', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 80 }), (rest) => {
        const read = readCallLink(`dmp-direct://open/${rest}`);
        if (read.ok) return;
        expect(Object.keys(read.failure.detail ?? {}).every((key) => ['length', 'page'].includes(key))).toBe(
          true,
        );
      }),
    );
  });

  it('is told from other arguments', () => {
    expect(isCallLink('dmp-direct://open/Documents')).toBe(true);
    expect(isCallLink('--page')).toBe(false);
    expect(isCallLink('https://exemple.fr/?dmp-direct://')).toBe(false);
  });
});

describe('the name of a caller', () => {
  const nameOf = (caller: string | null): string => {
    const call = checkCall({ page: 'TableauDeBord', ins: null, caller });
    return call.ok ? call.value.caller : '';
  };

  it('is one short line of ordinary characters', () => {
    expect(nameOf('  Cabinet\n Facile\u202e ')).toBe('Cabinet Facile');
    expect(nameOf('«Médi 4»')).toBe('Médi 4');
    expect(nameOf('Version 12.3')).toBe('Version 12.3');
  });

  it('is left out when there is none, when it is long, or when it may hold a number', () => {
    expect(nameOf(null)).toBe(UNNAMED_CALLER);
    expect(nameOf(' \t')).toBe(UNNAMED_CALLER);
    expect(nameOf('x'.repeat(41))).toBe(UNNAMED_CALLER);
    expect(nameOf(`Patient ${INS}`)).toBe(UNNAMED_CALLER);
    expect(nameOf('1 88 10 75 172 952')).toBe(UNNAMED_CALLER);
  });
});

describe('the exit code', () => {
  it('is 0 for a record that was opened and nothing else', () => {
    expect(callExitCode(null)).toBe(0);
    for (const code of Object.keys(FAILURES) as FailureCode[])
      expect(callExitCode(failure(code))).toBeGreaterThan(2);
  });

  it('tells the documented cases apart', () => {
    const codes: FailureCode[] = [
      'APPEL-REFUSE',
      'APPEL-PAGE',
      'INS-CLE',
      'PAGE-INS-REQUIS',
      'APPEL-OCCUPE',
      'APPEL-DOSSIER-OUVERT',
      'SITE-SANS-ADRESSE',
      'APPEL-SANS-REPONSE',
      'APPEL-FORME',
    ];
    expect(codes.map((code) => callExitCode(failure(code)))).toEqual([3, 4, 5, 6, 7, 8, 9, 10, 64]);
  });
});

it('every page of the table may be called, with a patient', () => {
  for (const page of PAGE_IDS)
    expect(checkCall({ page, ins: INS, caller: null })).toMatchObject({ ok: true, value: { page } });
});
