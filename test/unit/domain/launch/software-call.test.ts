import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FAILURES, type FailureCode } from '../../../../src/domain/failures/index.ts';
import { isCallLink } from '../../../../src/domain/launch/call-link.ts';
import { PAGE_IDS } from '../../../../src/domain/site/pages.ts';
import {
  callExitCode,
  checkCall,
  readCallLink,
  refuseCall,
  UNNAMED_CALLER,
} from '../../../../src/domain/launch/software-call.ts';

/** A vector of the INS reference. */
const INS = '188102B17295264';

describe('a deep link', () => {
  it('names a page, a patient and a caller', () => {
    expect(readCallLink(`dmp-direct://open/Documents/${INS}?caller=Cabinet%20Facile`)).toEqual({
      ok: true,
      value: { page: 'Documents', ins: INS, caller: 'Cabinet Facile', traits: null, nature: null },
    });
  });

  it('may leave out the patient and the caller', () => {
    const expected = {
      ok: true,
      value: { page: 'TableauDeBord', ins: null, caller: UNNAMED_CALLER, traits: null, nature: null },
    };
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
    ['no end', `dmp-direct://open/${'x'.repeat(1600)}`, 'APPEL-FORME'],
    ['no page', 'dmp-direct://open', 'APPEL-PAGE'],
    ['an unknown page', `dmp-direct://open/Creation/${INS}`, 'APPEL-PAGE'],
    ['a member of every object', 'dmp-direct://open/constructor', 'APPEL-PAGE'],
    ['a wrong key', 'dmp-direct://open/Documents/188102B17295265', 'INS-CLE'],
    ['a number too short', 'dmp-direct://open/Documents/1881', 'INS-LONGUEUR'],
    ['no patient where one is needed', 'dmp-direct://open/Documents', 'PAGE-INS-REQUIS'],
  ])('with %s opens nothing', (_what, link, code) => {
    expect(readCallLink(link)).toMatchObject({ ok: false, failure: { code } });
  });

  /** Every form tried, as docs/technical/integration-logiciels.md lists them. */
  it.each([
    ['the INS as a parameter', `Documents?ins=${INS}`],
    ['the parameter in capitals', `Documents?INS=${INS}`],
    ['the page in lower case', `documents/${INS}`],
    ['the page in capitals, the parameter behind a slash', `DOCUMENTS/?ins=${INS}`],
    ['separators', 'Documents?ins=1%2088%2010%202b%20172%20952%2064'],
    ['the same INS twice', `Documents/${INS}?ins=${INS}`],
  ])('takes %s', (_what, rest) => {
    expect(readCallLink(`dmp-direct://open/${rest}`)).toMatchObject({
      ok: true,
      value: { page: 'Documents', ins: INS, nature: null },
    });
    expect(readCallLink(`dmp-direct://OPEN/${rest}`)).toMatchObject({ ok: true });
  });

  it('takes the letter of the kind, which test and real are told apart by', () => {
    const call = readCallLink(`dmp-direct://open/Documents/${INS}N`);
    expect(call).toMatchObject({ ok: true, value: { ins: INS, nature: 'N' } });
    if (!call.ok) return;
    expect(refuseCall(call.value, 'production')).toBeNull();
    expect(refuseCall(call.value, 'test')?.code).toBe('INS-REEL-EN-TEST');
    expect(refuseCall({ ...call.value, nature: 'T' }, 'production')?.code).toBe('INS-TEST-EN-PRODUCTION');
    expect(refuseCall({ ...call.value, nature: 'demo' }, 'production')?.code).toBe(
      'DATAMATRIX-TEST-EN-PRODUCTION',
    );
    expect(refuseCall({ ...call.value, nature: 'nia' }, 'formation')?.code).toBe('DATAMATRIX-REEL-EN-TEST');
    expect(refuseCall({ ...call.value, nature: null }, 'production')).toBeNull();
  });

  it.each([
    ['an empty INS', 'TableauDeBord?ins=', 'INS-LONGUEUR'],
    ['a blank INS', 'TableauDeBord?ins=%20', 'INS-LONGUEUR'],
    ['a blank part', 'TableauDeBord/%20', 'INS-LONGUEUR'],
    ['an unknown parameter', `TableauDeBord?nir=${INS}`, 'APPEL-PARAMETRE'],
    ['an INS given twice', `TableauDeBord?ins=${INS}&INS=${INS}`, 'APPEL-PARAMETRE'],
    ['two different INS', `TableauDeBord/${INS}?ins=255081416802538`, 'APPEL-PARAMETRE'],
    ['a name without an INS', 'TableauDeBord?name=MARTIN', 'APPEL-PARAMETRE'],
    ['a code and an INS', `TableauDeBord/${INS}?datamatrix=IS01`, 'APPEL-PARAMETRE'],
    ['a code that is none', 'TableauDeBord?datamatrix=x', 'DATAMATRIX-AUTRE'],
    ['a number without its key', `TableauDeBord?ins=${INS.slice(0, 13)}`, 'INS-SANS-CLE'],
    ['an unknown letter', `TableauDeBord/${INS}Z`, 'INS-LETTRE'],
    ['a line of text', `TableauDeBord?ins=MARTIN%20${INS}`, 'INS-FORME'],
    ['a date that is none', `TableauDeBord/${INS}?name=A&birthdate=31/02/1985`, 'APPEL-IDENTITE'],
    ['a name with a digit', `TableauDeBord/${INS}?name=A1`, 'APPEL-IDENTITE'],
    ['given names without a name', `TableauDeBord/${INS}?givennames=Claire`, 'APPEL-IDENTITE'],
  ])('with %s is never the dashboard without the patient', (_what, rest, code) => {
    expect(readCallLink(`dmp-direct://open/${rest}`)).toMatchObject({ ok: false, failure: { code } });
  });

  it('may say who the patient is', () => {
    for (const birthDate of ['12/04/1985', '12-04-1985', '1985-04-12', '19850412'])
      expect(
        readCallLink(
          `dmp-direct://open/Documents?ins=${INS}&Name=MARTIN&givenNames=Claire%20Anne&birthDate=${birthDate}`,
        ),
      ).toMatchObject({
        ok: true,
        value: { traits: { birthName: 'MARTIN', givenNames: 'Claire Anne', birthDate: '19850412' } },
      });
  });

  it('may carry the code of a document in place of an INS', () => {
    const code = `IS01${'0'.repeat(22)}S1284097511204306S21.2.250.1.213.1.4.8\u001dS3ANNE-MARIE\u001dS4D'HERVELINE\u001dS5FS614-09-1984`;
    expect(readCallLink(`dmp-direct://open/Documents?datamatrix=${encodeURIComponent(code)}`)).toMatchObject({
      ok: true,
      value: {
        ins: '284097511204306',
        traits: { birthName: "D'HERVELINE", givenNames: 'ANNE-MARIE', birthDate: '19840914' },
        nature: 'nir',
      },
    });
  });

  it('never gives the dashboard to a link that has more than a page and a caller', () => {
    fc.assert(
      fc.property(
        fc.string({ minLength: 1, maxLength: 30 }),
        fc.constantFrom('ins', 'INS', 'nir', 'matricule', 'patient', 'name', 'datamatrix', 'IPP'),
        (value, name) => {
          const link = `dmp-direct://open/TableauDeBord?${name}=${encodeURIComponent(value)}`;
          const read = readCallLink(link);
          if (read.ok) expect(read.value.ins).not.toBeNull();
        },
      ),
    );
  });

  it('never throws and never repeats what was written', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 80 }), (rest) => {
        const read = readCallLink(`dmp-direct://open/${rest}`);
        if (read.ok) return;
        expect(
          Object.keys(read.failure.detail ?? {}).every((key) => ['length', 'page', 'field'].includes(key)),
        ).toBe(true);
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
      expect(callExitCode({ code })).toBeGreaterThan(2);
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
    expect(codes.map((code) => callExitCode({ code }))).toEqual([3, 4, 5, 6, 7, 8, 9, 10, 64]);
  });
});

it('every page of the table may be called, with a patient', () => {
  for (const page of PAGE_IDS)
    expect(checkCall({ page, ins: INS, caller: null })).toMatchObject({ ok: true, value: { page } });
});
