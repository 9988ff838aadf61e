import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  answerEventName,
  answerForNobody,
  answerForPage,
  errorForPage,
  LECTURE_VITALE_VERSION,
  takeRequest,
} from '../../../../src/domain/site/lecture-vitale.ts';

describe('a page’s message', () => {
  test.each(['vitale', 'serial_number', 'version'])('%s goes to SrvSVCNAM', (service) => {
    expect(takeRequest({ service, suite: 1 })).toEqual({
      host: 'vitale',
      service,
      message: { service, suite: 1, dest_host: 'vitale' },
    });
  });

  test('every other service is DiagAM’s', () => {
    expect(takeRequest({ service: 'etat_poste' })).toMatchObject({ host: 'diagam' });
  });

  test('a component that the page names is kept', () => {
    expect(takeRequest({ service: 'version', dest_host: 'diagam' })).toEqual({
      host: 'diagam',
      service: 'version',
      message: { service: 'version', dest_host: 'diagam' },
    });
  });

  test.each([
    [null],
    ['vitale'],
    [{}],
    [[{ service: 'vitale' }]],
    [{ service: '' }],
    [{ service: 7 }],
    [{ service: 'vitale', dest_host: 'autre' }],
    [{ service: 'vitale', dest_host: null }],
    [{ service: 'vitale', dest_host: ['vitale'] }],
    [{ service: 'vitale', dest_host: 'constructor' }],
  ])('%j is no request', (message) => {
    expect(takeRequest(message)).toBeNull();
  });
});

describe('an answer', () => {
  const vitale = takeRequest({ service: 'vitale' })!;

  test('is untouched but for dest_host, whatever it holds', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (answer) => {
        const { dest_host: added, ...rest } = answerForPage(vitale, answer);
        const { dest_host: _, ...given } = answer;
        expect(added).toBe('vitale');
        expect(rest).toEqual(given);
      }),
    );
  });

  test('of version also names the extension’s version', () => {
    const version = takeRequest({ service: 'version' })!;
    expect(answerForPage(version, { version: '5' })).toEqual({
      version: '5',
      dest_host: 'vitale',
      webextension: LECTURE_VITALE_VERSION,
    });
  });

  test('of version says so too when it is an error, and when only the answer names the service', () => {
    const version = takeRequest({ service: 'version' })!;
    expect(errorForPage(version, 'Phrase.')).toMatchObject({ webextension: LECTURE_VITALE_VERSION });
    expect(answerForPage(vitale, { service: 'version' })).toMatchObject({
      webextension: LECTURE_VITALE_VERSION,
    });
  });

  test.each([
    [null, 'null'],
    ['autre', 'autre'],
  ])('of nobody (dest_host %j) comes as the event of that name', (named, name) => {
    expect(answerForNobody({ service: 'vitale', dest_host: named }, 'Phrase.')).toEqual({
      name,
      answer: {
        dest_host: named,
        type: 'error',
        error_code: 'FF00',
        service: 'vitale',
        error_message: 'Phrase.',
      },
    });
  });

  test.each([
    [null],
    [{ service: '', dest_host: null }],
    [{ service: 'vitale' }],
    [{ service: 'vitale', dest_host: 'vitale' }],
    [{ service: 'vitale', dest_host: ['autre'] }],
    [{ service: 'vitale', dest_host: 'a'.repeat(65) }],
  ])('%j is answered by nobody', (message) => {
    expect(answerForNobody(message, 'Phrase.')).toBeNull();
  });

  test('of a missing component is the documented error', () => {
    expect(errorForPage(vitale, 'Phrase.')).toEqual({
      dest_host: 'vitale',
      type: 'error',
      error_code: 'FF00',
      service: 'vitale',
      error_message: 'Phrase.',
    });
  });

  test('comes as an event named after the component', () => {
    expect(answerEventName('diagam')).toBe('evenement_reponse_diagam');
  });
});
