import { galssText } from '../../../lab/broken/galss-text.ts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Facts } from '../../../../src/domain/diagnosis/facts.ts';
import {
  makeReport,
  reportAsJson,
  reportAsText,
  type Report,
} from '../../../../src/domain/diagnosis/report.ts';
import { redactLine } from '../../../../src/domain/redaction/redact.ts';
import { around, bare, writtenNumber } from '../redaction/redact-generators.ts';
import { checksWith, HEALTHY, host } from './facts.ts';

const CONTEXT = {
  homePath: '/home/cmartin',
  userName: 'cmartin',
  today: new Date(2026, 10, 23),
  cardAnswers: ['3B751300004309EA9000'],
};
const HEADER = { madeAt: new Date('2026-11-23T10:11:12.345Z'), program: '0.1.0', environment: 'production' };

function report(changes: Partial<Facts> = {}): Report {
  const { readers } = changes.readers ?? HEALTHY.readers;
  return makeReport(checksWith(changes), { ...HEADER, readers }, CONTEXT);
}

const bothForms = (made: Report): string => reportAsText(made) + reportAsJson(made);

/** Facts in which a text stands wherever the outside world can put one. */
function factsSaying(text: string): Partial<Facts> {
  return {
    readers: { ...HEALTHY.readers, readers: [{ name: text, card: { kind: 'unknown', atr: '' } }] },
    vitale: [
      {
        reader: text,
        kind: 'unknown',
        milliseconds: 1,
        outcome: { ok: false, failure: { code: 'VITALE-ILLISIBLE', detail: { sw: text } } },
      },
    ],
    cryptolib: {
      reading: { ok: false, failure: { code: 'CRYPTOLIB-INCHARGEABLE', detail: { library: text } } },
      product: text,
      openCache: text,
      keychainTokens: null,
    },
    ssv: {
      ...HEALTHY.ssv,
      galssIni: text,
      versions: { ok: true, lines: [text] },
      galss: { ...HEALTHY.ssv.galss, path: text, text: galssText(text, 'Lecteur B 0') },
    },
    components: [{ component: 'SrvSVCNAM', manifests: [], answer: { ok: true, version: text } }],
    network: [
      host('cpx', {
        host: text,
        proxy: text,
        certificate: { ...host('cpx').certificate!, issuer: text, chain: 'untrusted' },
      }),
    ],
    program: { ...HEALTHY.program, system: text, files: [text] },
  };
}

describe('a report', () => {
  it('keeps what a helpdesk needs', () => {
    const text = bothForms(
      report({ network: [host('cpx', { proxy: '10.1.2.3:8080' }), host('ecps'), host('psc')] }),
    );
    for (const kept of [
      'Lecteur A 0',
      '3B751300004309EA9000',
      'SSV 1.40.14',
      '5.12.0',
      'Electron 45.4.1, Chromium 144.0.1.1',
      'PCSC-OK',
      '10.1.2.3:8080',
      'cpx.exemple.fr',
      '2026-11-23',
    ])
      expect(text).toContain(kept);
  });

  it('hands a repaired file over whole, or not at all when the redactor would change it', () => {
    const readers = {
      ...HEALTHY.readers,
      readers: [{ name: 'Neuf 0', card: { kind: 'vitale-2', atr: '' } }] as const,
    };
    const galss = { ...HEALTHY.ssv.galss, text: galssText('Ancien 0', 'Lecteur B 0') };
    const repairs = (text: string) =>
      report({ readers, ssv: { ...HEALTHY.ssv, galss: { ...galss, text } } }).sections.flatMap(({ checks }) =>
        checks.flatMap(({ repair }) => (repair === null ? [] : [repair])),
      );
    expect(repairs(galss.text)).toContainEqual({
      file: '/opt/galss.ini',
      changes: [{ where: '[CANAL1] Caracteristiques', before: 'Ancien 0', after: 'Neuf 0' }],
      text: galssText('Neuf 0', 'Lecteur B 0'),
    });
    expect(repairs(`; 2 84 03 75 123 456 11\r\n${galss.text}`)).toEqual([]);
  });

  it('names readers and cards by classifier and ATR', () => {
    expect(report().readers[0]).toEqual({
      name: 'Lecteur A 0',
      nature: 'contact',
      use: 'any',
      model: '',
      card: { kind: 'vitale-2', atr: '3B751300004309EA9000' },
    });
  });

  it('keeps no serial of a reader, wherever its name stands', () => {
    const named = { name: 'Lecteur A [CCID] (12345678) 00 00', card: null };
    const both = bothForms(report({ readers: { ...HEALTHY.readers, readers: [named] } }));
    expect(both).toContain('Lecteur A [CCID] (');
    expect(both).not.toContain('12345678');
  });

  it('is JSON that says the same as its object, and a text that ends with a line', () => {
    const made = report();
    expect(JSON.parse(reportAsJson(made))).toEqual(made);
    expect(reportAsText(made)).toMatch(/\n$/);
    expect(made.format).toEqual({ name: 'dmp-direct-diagnosis', version: 2 });
  });

  it('numbers the steps of what is to be corrected', () => {
    const readers = {
      service: 'unavailable',
      failure: { code: 'PCSC-SERVICE-ARRETE' },
      remote: null,
      appleDriver: null,
      readers: [],
    } as const;
    expect(reportAsText(report({ readers, vitale: [] }))).toMatch(
      /\[À corriger\] Service de cartes à puce arrêté \(PCSC-SERVICE-ARRETE\)\n.+\n {6}1\. Débranchez/,
    );
  });
});

describe('what a report must not hold', () => {
  it('numbers of people, however they are written and wherever they stand', () => {
    fc.assert(
      fc.property(around, writtenNumber, around, (before, { number, text }, after) => {
        const both = bothForms(report(factsSaying(before + text + after)));
        expect(bare(both)).not.toContain(number.slice(0, 13));
        expect(both).not.toContain(text);
      }),
      { numRuns: 400 },
    );
  });

  it.each([
    ['the user’s folder', '/home/cmartin/galss.ini', 'cmartin'],
    ['another user’s folder', 'C:\\Users\\Jeanne Accueil\\x.dll', 'Jeanne'],
    ['the session’s name', 'lecteur de cmartin', 'cmartin'],
    ['a name under its key', 'CN=PRATICIEN, GN=ANNE', 'PRATICIEN'],
    ['a name under a French key', '"patient": "MARTIN Claire"', 'Claire'],
    ['a serial', 'serial=2800000001', '2800000001'],
    ['a PIN', 'pin: 4321', '4321'],
    ['an RPPS', 'porteur 10101234567', '10101234567'],
    ['a birth date', 'né le 12/04/1985', '1985'],
    ['an e-mail address', 'a.praticien@exemple.fr', 'praticien@'],
  ])('%s', (_what, text, secret) => {
    expect(bothForms(report(factsSaying(text)))).not.toContain(secret);
  });

  it('lines made of more than one: what is under a key stays hidden across a break', () => {
    const both = bothForms(report(factsSaying('nom:\nDURAND\u2028pin:\r\n9876')));
    expect(both).not.toContain('DURAND');
    expect(both).not.toContain('9876');
  });

  it('anything that the redactor would still take out of its lines', () => {
    const made = report(factsSaying('/home/cmartin/x 188102B172952 64 né le 01/02/1970 rpps 10101234567'));
    // The day of the report itself is the one date that is meant to be read.
    const lines = reportAsText(made)
      .split('\n')
      .filter((line) => !line.startsWith('Fait le '));
    for (const line of lines) expect(redactLine(line, CONTEXT)).toBe(line);
  });
});
