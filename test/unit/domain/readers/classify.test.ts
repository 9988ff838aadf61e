import { describe, expect, it } from 'vitest';
import { CARD_KINDS } from '../../../../src/domain/readers/card-kinds.ts';
import {
  isCardReader,
  mayBeVitale,
  natureOf,
  slotOfReader,
} from '../../../../src/domain/readers/classify.ts';
import { READER_TABLE } from '../../../../src/domain/readers/reader-table.ts';
import { remoteSession } from '../../../../src/domain/readers/remote-session.ts';

/** Written from field.md 4 on its own. */
const KNOWN: readonly (readonly [name: string, nature: string, use: string])[] = [
  ['Ingenico 0 TL TELIUM 1 0', 'contact', 'cps'],
  ['Ingenico 12 TL TELIUM 2 0', 'contact', 'vitale'],
  ['Ingenico 0 TL TELIUM 3 0', 'contactless', 'third'],
  ['Ingenico TL TELIUM(1)', 'contact', 'cps'],
  ['Ingenico TL TELIUM(2)', 'contact', 'vitale'],
  ['Ingenico TL TELIUM(3)', 'contactless', 'third'],
  ['OLAQIN 0 TL VITALACT 1 0', 'contact', 'cps'],
  ['OLAQIN 0 TL VITALACT 2 0', 'contact', 'vitale'],
  ['Identive CLOUD 2700 R Smart Card Reader 0', 'contact', 'any'],
  ['Identive CLOUD 2700 R Smart Card Reader 2', 'contact', 'any'],
  ['FEI Smart Card CPS 0', 'contact', 'cps'],
  ['FEI Smart Card CV1 0', 'contact', 'vitale'],
  ['FEI Smart Card CV2 0', 'contact', 'vitale'],
  ['FEI Smart Card NFC 0', 'contactless', 'third'],
  ['FEI USB Card Reader/QR Scanner', 'contact', 'any'],
  ['FEI USB Card Reader/QR Scanner 01', 'contact', 'any'],
  ['FEI USB Card Reader/QR Scanner 02', 'contactless', 'third'],
  ['Kapelse CCID Interface slot0 0', 'contact', 'cps'],
  ['Kapelse CCID Interface slot1 0', 'contact', 'vitale'],
  ['Kapelse CCID Interface CLESS slot2 0', 'contactless', 'third'],
  ['F600 F600 Smart Card Reader', 'contact', 'any'],
  ['F600 F600 Smart Card Reader 02', 'contact', 'any'],
  ['SMSC SMSC USX101x Reader  0', 'contact', 'cps'],
  ['SMSC SMSC USX101x Reader  1', 'contact', 'vitale'],
  ['SMSC SMSC USX101x Reader', 'contact', 'cps'],
  ['SMSC SMSC USX101x Reader 01', 'contact', 'vitale'],
  ['Gemalto USB Smart Card Reader 0', 'contact', 'any'],
  ['OMNIKEY 3x21 0', 'contact', 'any'],
  ['USB Smart Card Reader 0', 'contact', 'any'],
  ['SCM Microsystems Inc. SCR 355 [CCID Interface] 00 00', 'contact', 'any'],
  ['ACS ACR1252 1S CL Reader PICC 0', 'contactless', 'third'],
  ['OMNIKEY CardMan 5x21-CL 0', 'contactless', 'third'],
  ['Windows Hello for Business 1', 'virtual', 'any'],
  ['Microsoft Virtual Smart Card 0', 'virtual', 'any'],
  // The lab's own readers are none of Windows': only the whole words count.
  ['Virtual PCD 00 00', 'contact', 'any'],
];

describe('readers by their names', () => {
  it.each(KNOWN)('%s is a %s slot for: %s', (name, nature, use) => {
    expect(slotOfReader(name)).toMatchObject({ nature, use });
  });

  it('has no line that another one takes the names of', () => {
    for (const line of READER_TABLE) expect(slotOfReader(line.example), line.example).toBe(line);
  });

  it('sees a contact slot by the card that lies in it, whatever the name', () => {
    const name = 'FEI USB Card Reader/QR Scanner 02';
    expect(natureOf({ name, card: null })).toBe('contactless');
    expect(natureOf({ name, card: { kind: 'cps3' } })).toBe('contact');
    expect(natureOf({ name: 'Lecteur A 0', card: { kind: 'cps3-contactless' } })).toBe('contactless');
    expect(natureOf({ name: 'Lecteur A 0', card: { kind: 'virtual' } })).toBe('virtual');
  });
});

describe('whose card it is', () => {
  const contact = 'Kapelse CCID Interface slot1 0';
  const contactless = 'Kapelse CCID Interface CLESS slot2 0';
  const hello = 'Windows Hello for Business 1';

  it('takes what lies in a virtual reader for nobody’s', () => {
    for (const kind of ['unknown', 'mute', 'virtual'] as const)
      expect(mayBeVitale(hello, { kind, seenInserted: true })).toBe(false);
    expect(isCardReader({ name: hello, card: null })).toBe(false);
    expect(isCardReader({ name: contactless, card: null })).toBe(true);
  });

  it('leaves a mute contactless slot alone, and tells of a mute card in a contact slot', () => {
    expect(mayBeVitale(contactless, { kind: 'mute', seenInserted: true })).toBe(false);
    expect(mayBeVitale(contactless, { kind: 'mute', seenInserted: false })).toBe(false);
    expect(mayBeVitale(contact, { kind: 'mute', seenInserted: false })).toBe(true);
  });

  it('tells of an unknown card only when it was seen being inserted', () => {
    expect(mayBeVitale(contact, { kind: 'unknown', seenInserted: false })).toBe(false);
    expect(mayBeVitale(contact, { kind: 'unknown', seenInserted: true })).toBe(true);
    expect(mayBeVitale(contactless, { kind: 'unknown', seenInserted: true })).toBe(true);
  });

  it('never takes a practitioner’s card for a Vitale, and always a Vitale for one', () => {
    for (const kind of CARD_KINDS)
      for (const seenInserted of [true, false]) {
        const may = mayBeVitale(contact, { kind, seenInserted });
        if (kind.startsWith('vitale')) expect(may).toBe(true);
        if (kind.startsWith('cps')) expect(may).toBe(false);
      }
  });
});

describe('sessions shown on another computer', () => {
  it.each([
    ['RDP-Tcp#12', 'rdp'],
    ['ICA-tcp#3', 'citrix'],
    ['Console', null],
    [undefined, null],
  ] as const)('%s', (name, expected) => {
    expect(remoteSession({ SESSIONNAME: name })).toBe(expected);
  });
});
