import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { redactLine } from '../../../../src/domain/redaction/redact.ts';
import { anyNumber, around, bare, oddlyWritten, percentEncoded, writtenNumber } from './redact-generators.ts';

const TODAY = new Date(2026, 10, 23);
const CONTEXT = { homePath: '/home/cmartin', userName: 'cmartin', today: TODAY };
const redact = (line: string): string => redactLine(line, CONTEXT);

describe('INS and NIR', () => {
  it('never pass, in any usual grouping, case and encoding, inside any text', () => {
    fc.assert(
      fc.property(around, writtenNumber, around, (before, { number, text }, after) => {
        const redacted = redact(before + text + after);
        expect(redacted).not.toContain(text);
        expect(bare(redacted)).not.toContain(number.slice(0, 13));
        expect(bare(redacted)).not.toContain(number.slice(1, 10));
      }),
      { numRuns: 5000 },
    );
  });

  it('never pass in any other groups with their key, whatever stands between and around them', () => {
    fc.assert(
      fc.property(around, oddlyWritten(15), around, (before, { number, text }, after) => {
        expect(bare(redact(before + text + after))).not.toContain(number);
      }),
      { numRuns: 3000 },
    );
  });

  it('never pass in any other groups without their key, where no digit is glued to them', () => {
    const edge = fc.constantFrom('', ' ', '"', '\\n', '\\t', '%20', '(', 'lu : ');
    fc.assert(
      fc.property(edge, oddlyWritten(13), edge, (before, { number, text }, after) => {
        expect(bare(redact(before + text + after))).not.toContain(number.slice(0, 13));
      }),
      { numRuns: 3000 },
    );
  });

  it.each([
    ['GET /AccesDirect/Documents/188102B17295264T 200', 'GET /AccesDirect/Documents/[INS] 200'],
    ['numéro 1 88 10 2b 172 952 64.', 'numéro [INS].'],
    ['{"ins":"188102B17295264","port":35963}', '{"ins":"[INS]","port":35963}'],
    ['{"valeur":168017218137243}', '{"valeur":"[INS]"}'],
    ['168017218137243168017218137243', '[INS]'],
    // Found by chance, when digits that read as a card's answer were let through.
    ['3B 75 1000101223272000', '3B 75 [INS]'],
    [String.raw`{"lu":"1\n88\n10\n2B\n172\n952\n64"}`, '{"lu":"[INS]"}'],
    [String.raw`{"lu":"1 8810\t2B17\t2952"}`, '{"lu":"[INS]"}'],
    [
      String.raw`{"msg":"{\"lu\":[\"188\",\"10\",\"2B172952\"]}"}`,
      String.raw`{"msg":"{\"lu\":[\"[INS]\"]}"}`,
    ],
    ['%21 88%201 02B1 7295264', '%2[INS]'],
    ['1 881 02B 172 95 263', '[INS]'],
  ])('%s', (line, expected) => {
    expect(redact(line)).toBe(expected);
  });
});

describe('birth dates', () => {
  const anyBirth = fc
    .date({ min: new Date(1900, 0, 1), max: TODAY, noInvalidDate: true })
    .map((date) =>
      [date.getFullYear(), date.getMonth() + 1, date.getDate()].map((part) => String(part).padStart(2, '0')),
    );
  const writtenDate = anyBirth.chain(([year = '', month = '', day = '']) =>
    fc.constantFrom(
      `${day}/${month}/${year}`,
      `${Number(day).toFixed()}/${Number(month).toFixed()}/${year}`,
      `${day}-${month}-${year}`,
      `${day}.${month}.${year}`,
      `${day} ${month} ${year}`,
      `${year}${month}${day}`,
      `${day}${month}${year}`,
      `${year}-${month}-${day}`,
      `${year}/${month}/${day}`,
      `${day}%2F${month}%2F${year}`,
      percentEncoded(`${year}-${month}-${day}`),
      `00/00/${year}`,
      `${year}0000`,
      `${year}-${month}-${day}T00:00:00.000Z`,
      `${year}-${month}-${day}T22:00:00.000Z`,
    ),
  );

  it('never pass, in any form, inside any text', () => {
    fc.assert(
      fc.property(around, writtenDate, around, (before, text, after) => {
        expect(redact(before + text + after)).not.toContain(text);
      }),
      { numRuns: 5000 },
    );
  });

  it.each([
    ['née le 12 avril 1985, Claire', 'née le [date], Claire'],
    ['né(e) en 04/1985', 'né(e) en [date]'],
    // Found by chance, when `3b00` was let through as a card's answer.
    ['3b00/00/1901', '3b[date]'],
    [String.raw`{"lu":"12\t04\t1985"}`, '{"lu":"[date]"}'],
    ['lunaire 15/20/1985', 'lunaire [date]'],
    ['lunaire 19852015', 'lunaire [date]'],
    ['{"ms":84.123456789,"port":443}', '{"ms":"84.[FINESS]","port":443}'],
    ['{"birthDate":"avril 85"}', '{"birthDate":"[date]"}'],
    ['certificat valable jusqu’au 14/03/2028', 'certificat valable jusqu’au 14/03/2028'],
    ['certificat valable jusqu’au 14/03/2026', 'certificat valable jusqu’au [date]'],
    ['{"time":"2026-11-23T15:32:10.123Z"}', '{"time":"2026-11-23T15:32:10.123Z"}'],
    ['2026-11-23 15:32:10 prêt', '2026-11-23 15:32:10 prêt'],
  ])('%s', (line, expected) => {
    expect(redact(line)).toBe(expected);
  });

  it('hides dates to come too when it does not know the day', () => {
    expect(redactLine('le 14/03/2028')).toBe('le [date]');
  });
});

describe('practitioners, serials and PINs', () => {
  it.each([
    ['RPPS 10001234567', 'RPPS [RPPS]'],
    ['identifiant 810001234567', 'identifiant [RPPS]'],
    ['RPPS 10 001 234 567', 'RPPS [RPPS]'],
    ['{"rpps":"1000 12"}', '{"rpps":"[identifiant]"}'],
    ['FINESS 750712184', 'FINESS [FINESS]'],
    ['FINESS 2A0001234', 'FINESS [FINESS]'],
    ['FINESS 75 071 218 4', 'FINESS [FINESS]'],
    ['téléphone 0123456789', 'téléphone [numéro]'],
    ['{"serial":"2A F7 00"}', '{"serial":"[série]"}'],
    ['serialNumber=4A:5B:6C', 'serialNumber=[série]'],
    ['numéro de série : 12345', 'numéro de série : [série]'],
    ['empreinte 5fa1b2c3d4e5f60718', 'empreinte [série]'],
    ['31 38 38 31 30 32 42 31 37 32 39 35 32', '[série]'],
    ['{"pin":"1234"}', '{"pin":"[PIN]"}'],
    ['{"pin":1234,"ok":true}', '{"pin":"[PIN]","ok":true}'],
    ['pin=1234&x=1', 'pin=[PIN]&x=1'],
    ['code : 1234', 'code : [PIN]'],
    ['Code PIN 1234 saisi', 'Code PIN [PIN] saisi'],
    ['code porteur: 9876', 'code porteur: [PIN]'],
    ['/callbackoidc?code=a.b-C_9&state=x', '/callbackoidc?code=[PIN]&state=x'],
  ])('%s', (line, expected) => {
    expect(redact(line)).toBe(expected);
  });
});

describe('names under their keys', () => {
  it.each([
    ['{"name":"MARTIN","firstName":"CLAIRE"}', '{"name":"[nom]","firstName":"[nom]"}'],
    ['{"nom":"O\\"BRIEN, X","prénom":"Anne"}', '{"nom":"[nom]","prénom":"[nom]"}'],
    [
      '{"birthName":"MARTIN","nomUsage":"X","nom_naissance":"Y"}',
      '{"birthName":"[nom]","nomUsage":"[nom]","nom_naissance":"[nom]"}',
    ],
    ['{"prenoms":["Claire","Anne"]}', '{"prenoms":["[nom]"]}'],
    ['{"msg":"{\\"name\\":\\"MARTIN\\",\\"port\\":1}"}', '{"msg":"{\\"name\\":\\"[nom]\\",\\"port\\":1}"}'],
    ['{"name":"MARTIN', '{"name":"[nom]'],
    ['CN=MARTIN CLAIRE 899700, SN=MARTIN, GN=Claire, OU=x', 'CN=[nom], SN=[nom], GN=[nom], OU=x'],
    ['/C=FR/CN=MARTIN CLAIRE/SN=MARTIN+GN=Claire', '/C=FR/CN=[nom]/SN=[nom]+GN=[nom]'],
    ['nom=MARTIN prenom=Claire port=443', 'nom=[nom] prenom=[nom] port=443'],
    ["nom: D'ARTAGNAN ; suite", 'nom: [nom] ; suite'],
    ["{ name: 'MARTIN', port: 1 }", "{ name: '[nom]', port: 1 }"],
    ['{"name":null,"nom":""}', '{"name":null,"nom":""}'],
  ])('%s', (line, expected) => {
    expect(redact(line)).toBe(expected);
  });

  it('never pass in JSON, whatever they hold', () => {
    const name = fc.string({ minLength: 1, maxLength: 20 }).map((text) => `ZQ${text}`);
    const key = fc.constantFrom(
      'name',
      'firstName',
      'birthName',
      'nom',
      'prenom',
      'cn',
      'sn',
      'gn',
      'givenName',
      'surname',
    );
    fc.assert(
      fc.property(key, name, fc.boolean(), (field, value, nested) => {
        const line = JSON.stringify({ level: 30, [field]: value, port: 443 });
        const written = nested ? JSON.stringify({ msg: line }) : line;
        const redacted = redact(written);
        expect(redacted).not.toContain('ZQ');
        expect(redacted).toContain('443');
        expect(() => JSON.parse(redacted) as unknown).not.toThrow();
      }),
      { numRuns: 2000 },
    );
  });
});

describe('the user of the workstation', () => {
  it.each([
    ['/home/cmartin/.config/dmp', '~/.config/dmp'],
    ['file:///home/cmartin/x %2Fhome%2Fcmartin%2Fx', 'file://~/x ~%2Fx'],
    ['/home/autre/x et /Users/claire/y', '/home/[utilisateur]/x et /Users/[utilisateur]/y'],
    ['C:\\Users\\Claire Martin\\AppData', 'C:\\Users\\[utilisateur]\\AppData'],
    ['{"p":"C:\\\\Users\\\\claire\\\\AppData"}', '{"p":"C:\\\\Users\\\\[utilisateur]\\\\AppData"}'],
    ['session de CMartin ouverte', 'session de [utilisateur] ouverte'],
    ['cmartinet reste', 'cmartinet reste'],
    ['claire.martin@exemple.mssante.fr, x%40y.fr', '[courriel], [courriel]'],
  ])('%s', (line, expected) => {
    expect(redact(line)).toBe(expected);
  });

  it('hides a Windows home given in its own writing', () => {
    const context = { homePath: 'C:\\Users\\claire', userName: 'claire' };
    expect(redactLine('c:\\users\\claire\\x C:/Users/Claire/y', context)).toBe('~\\x ~/y');
    expect(redactLine('rien', { homePath: '/', userName: '' })).toBe('rien');
  });

  it.each(['SYSTEM', 'Système', 'LOCAL SERVICE', 'Service réseau', 'root'])(
    'keeps the words of an account of the system itself: %s',
    (userName) => {
      const line = String.raw`le système refuse HKLM\SYSTEM à un service réseau (Local Service), compte root`;
      const homePath = String.raw`C:\Windows\system32\config\systemprofile`;
      expect(redactLine(`${homePath}\\x ${line}`, { homePath, userName })).toBe(`~\\x ${line}`);
      // Its folder all the same, and whoever only begins like it.
      expect(redactLine('Systemair', { homePath, userName: 'Systemair' })).toBe('[utilisateur]');
    },
  );
});

const ATRS = [
  '3B751300004309EA9000',
  '3B751300004409FA9000',
  '3F65250022096990 00'.replace(' ', ''),
  '3F6525005209 6A9000'.replace(' ', ''),
  '3F652500A3096A9000',
  '3BAC00402A001225006480000310009000',
  '3BAC00402A001225006480820212009000',
  '3BDC18FF00001225006480000401009000',
  '3B9B188001001225006480040100009044',
  '3B9B188001001225006480000401009044',
  '3B8F80010031B86404B0ECC1739401808290000E',
  '3F6525002B09EB9000',
];

describe('what a helpdesk needs stays', () => {
  it.each(ATRS)('the card’s answer %s, where it is said to be one', (atr) => {
    const context = { ...CONTEXT, cardAnswers: [atr] };
    for (const line of [
      atr,
      `carte non reconnue : ${atr}`,
      `{"atr":"${atr}","ms":84}`,
      `ATR ${atr} en 84 ms`,
    ])
      expect(redactLine(line, context)).toBe(line);
    expect(redact(`lu ${atr}`)).not.toContain(atr);
  });

  it('but nothing else is let through as a card’s answer, whatever its looks', () => {
    const number = fc.oneof(
      anyNumber,
      anyNumber.map((whole) => whole.slice(0, 13)),
    );
    fc.assert(
      fc.property(number, fc.constantFrom(...ATRS), fc.constantFrom('', ' ', ','), (digits, atr, gap) => {
        const answer = `3B0F${digits.padEnd(30, '0')}`;
        expect(redact(answer)).not.toContain(digits);
        const line = `ATR ${atr}${gap}${digits}`;
        expect(redactLine(line, { ...CONTEXT, cardAnswers: [atr] })).not.toContain(digits);
      }),
      { numRuns: 1000 },
    );
  });

  it.each([
    ['a whole INS in it', '3B0F168017218137243000000000000000', 'lu 3B0F168017218137243000000000000000'],
    ['no answer: too long for what it says', '3B001000101223272', 'lu 3B001000101223272'],
    ['an answer that goes on as a date', '3B00', '3B00/00/1901'],
    ['an answer that a longer word holds', '3B00', 'lu 3B001000101223272'],
  ])('%s is hidden though the caller says that it is an answer', (_what, answer, line) => {
    expect(redactLine(line, { ...CONTEXT, cardAnswers: [answer] })).toMatch(/\[(?:INS|date)\]/);
  });

  it.each([
    'DMP Direct 0.1.0, Electron 33.2.1, Chromium 130.0.6723.152, Node 20.18.1, koffi@3.3.4',
    'Windows 10.0.26100.4652, noyau 6.1.0-28-amd64',
    'Cryptolib 2.20, bibliothèque SESAM-Vitale 1.40.14',
    'Virtual PCD 00 00, Virtual PCD 00 01',
    'Gemalto PC Twin Reader (1A2B3C4D) 00 00',
    'Ingenico TL TELIUM(1)',
    'lecteur "OMNIKEY AG CardMan 3121 00 00" prêt en 84 ms',
    '{"level":30,"reader":"ACS ACR39U ICC Reader 00 00","ms":243.5,"port":35963}',
    '{"code":"VITALE-RETIREE","status":"6A82"}',
    'code F014, code : F026, code=0x80100069, "code":12',
    'SCardGetStatusChange 0x80100069 après 3 essais',
    'ports 35963, 35964, 35965 et 127.0.0.1:8443 [::1]:443',
    'commande 00 B0 82 00 00, réponse 90 00',
    'wps-psc.dmp.monespacesante.fr résolu en 12 ms, TLS 1.2',
    'PDT-INF-547, SEL-MP-037, CANAL1.PAD2.LAD1',
    'session 1f0c9a3e-7b1d-4c2a-9f00-1a2b3c4d5e6f close',
    '2001:0db8:85a3:0000:0000:8a2e:0370:7334',
    'lecture en 243 ms, 3 personnes, 19 essais sur 1000',
    '{"pinTriesLeft":3,"hostname":"poste-12","filename":"sesam.ini"}',
  ])('%s', (line) => {
    expect(redact(line)).toBe(line);
  });
});

it('has nothing more to hide in what it has redacted, and never throws', () => {
  const parts = fc.array(
    fc.oneof(
      around,
      writtenNumber.map(({ text }) => text),
      fc.constantFrom(...ATRS, '"name":"X"', 'pin=1234', 'pin=', 'nom: ', '\\n'),
    ),
    {
      maxLength: 6,
    },
  );
  fc.assert(
    fc.property(parts, (texts) => {
      const once = redact(texts.join(' '));
      expect(redact(once)).toBe(once);
    }),
    { numRuns: 1000 },
  );
});
