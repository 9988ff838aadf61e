import { X509Certificate } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { PinFlags } from '../../../../src/domain/practitioner/cpx.ts';
import { readCards, readPinFlags, type CardsReading } from '../../../../src/native/cpx/reading.ts';
import { PEM } from '../../domain/practitioner/certificate-fixtures.ts';
import { FakePkcs11, type FakeObject, type FakeSlot } from './fake-pkcs11.ts';

const CERTIFICATE: FakeObject = {
  objectClass: 1,
  value: new Uint8Array(new X509Certificate(PEM.cpsMultiValued).raw),
};
const CARD: FakeSlot = { objects: [CERTIFICATE] };

function read(pkcs11: FakePkcs11): CardsReading {
  const reading = readCards(pkcs11);
  if (!reading.ok) throw new Error(reading.failure.code);
  return reading.value;
}

describe('readCards', () => {
  it('stands between C_Initialize and C_Finalize, with its session closed', () => {
    const pkcs11 = new FakePkcs11([CARD]);
    expect(read(pkcs11).cards[0]?.certificates[0]?.subject.surname).toBe('PRATICIEN');
    expect(pkcs11.log[0]).toBe('C_Initialize');
    expect(pkcs11.log.slice(-2)).toEqual(['C_CloseSession 0', 'C_Finalize']);
  });

  it('reads no value of a data object, only its length, and none that it does not know', () => {
    const objects = [
      { objectClass: 0, label: 'CPS_NAME_PS', value: new Uint8Array(40) },
      { objectClass: 0, label: 'CPS_DATA\0  ', value: new Uint8Array(0) },
      { objectClass: 0, label: 'CPS_LANG_PS' },
      { objectClass: 0, label: 'AUTRE', value: new Uint8Array(9) },
      { objectClass: 0, value: new Uint8Array(9) },
      { ...CERTIFICATE, label: 'a certificate' },
    ];
    const pkcs11 = new FakePkcs11([{ objects }]);
    expect(read(pkcs11).cards[0]?.objects).toEqual([
      { label: 'CPS_NAME_PS', length: 40 },
      { label: 'CPS_DATA', length: 0 },
      { label: 'CPS_LANG_PS', length: 0 },
    ]);
    expect(pkcs11.valuesRead).toEqual(['a certificate']);
  });

  it('counts the certificates that cannot be understood', () => {
    const objects = [
      { objectClass: 1, value: Uint8Array.of(0x30, 0x00) },
      { objectClass: 1 },
      { objectClass: 1, value: new Uint8Array(70_000) },
      CERTIFICATE,
    ];
    const [card] = read(new FakePkcs11([{ objects }])).cards;
    expect(card).toMatchObject({ unreadableCertificates: 3 });
    expect(card?.certificates).toHaveLength(1);
  });

  it('passes over what is not a practitioner’s card without a word', () => {
    const pkcs11 = new FakePkcs11([
      { refuses: { C_GetTokenInfo: 0xe1 } },
      { refuses: { C_GetTokenInfo: 0xe0 } },
      { refuses: { C_OpenSession: 0xe1 } },
      { token: { flags: 0 } },
      CARD,
    ]);
    const { cards, unreadable } = read(pkcs11);
    expect(cards.map(({ slot }) => slot)).toEqual([{ id: 4, description: 'reader 4' }]);
    expect(unreadable).toEqual([]);
  });

  it('keeps a card without anything on it, when it is a card', () => {
    expect(read(new FakePkcs11([{}])).cards).toMatchObject([{ certificates: [], unreadableCertificates: 0 }]);
  });

  it('does not let one card’s trouble hide the other, and keeps the error’s name', () => {
    const pkcs11 = new FakePkcs11([{ refuses: { C_OpenSession: 0x30 } }, CARD]);
    const { cards, unreadable } = read(pkcs11);
    expect(cards).toHaveLength(1);
    expect(unreadable).toEqual([
      {
        description: 'reader 0',
        failure: { code: 'CRYPTOLIB-ERREUR', detail: { error: 'CKR_DEVICE_ERROR', call: 'C_OpenSession' } },
      },
    ]);
  });

  it('says that a card left while it was read, whatever tidying up then says', () => {
    const refuses = { C_GetAttributeValue: 0x32, C_CloseSession: 0xb3 };
    expect(read(new FakePkcs11([{ ...CARD, refuses }])).unreadable).toMatchObject([
      {
        failure: {
          code: 'CPX-RETIREE',
          detail: { error: 'CKR_DEVICE_REMOVED', call: 'C_GetAttributeValue' },
        },
      },
    ]);
  });

  it.each([
    ['C_Initialize', 0x05, 'CKR_GENERAL_ERROR'],
    ['C_GetInfo', 0x06, 'CKR_FUNCTION_FAILED'],
    ['C_GetSlotList', 0x80000001, 'CKR_0x80000001'],
  ])('fails when %s does', (call, value, error) => {
    expect(readCards(new FakePkcs11([CARD], { [call]: value }))).toEqual({
      ok: false,
      failure: { code: 'CRYPTOLIB-ERREUR', detail: { error, call } },
    });
  });

  it('has read what it has read, even when C_Finalize fails', () => {
    expect(read(new FakePkcs11([CARD], { C_Finalize: 0x190 })).cards).toHaveLength(1);
  });
});

describe('readPinFlags', () => {
  const NAMED = { label: 'CPS3v3-0', serialNumber: null };
  const CALM: PinFlags = { countLow: false, finalTry: false, locked: false, keypad: false };

  it.each([
    [0x400, CALM],
    [0x500, { ...CALM, keypad: true }],
    [0x1_0400, { ...CALM, countLow: true }],
    [0x3_0400, { ...CALM, countLow: true, finalTry: true }],
    [0x4_0400, { ...CALM, locked: true }],
  ])('decodes %#', (flags, expected) => {
    expect(readPinFlags(new FakePkcs11([{ token: { flags } }]), NAMED)).toMatchObject({
      ok: true,
      value: [{ label: 'CPS3v3-0', pin: expected }],
    });
  });

  it('opens no session', () => {
    const pkcs11 = new FakePkcs11([CARD]);
    readPinFlags(pkcs11, NAMED);
    expect(pkcs11.log).toEqual(['C_Initialize', 'C_GetSlotList', 'C_GetTokenInfo 0', 'C_Finalize']);
  });

  it('takes the token of that name and serial, although another one is in trouble', () => {
    const pkcs11 = new FakePkcs11([
      { refuses: { C_GetTokenInfo: 0x30 } },
      { token: { label: 'CPS', serialNumber: 'A', flags: 0x4_0000 } },
      { token: { label: 'CPS', serialNumber: 'B', flags: 0x1_0000 } },
    ]);
    expect(readPinFlags(pkcs11, { label: 'CPS', serialNumber: 'B' })).toEqual({
      ok: true,
      value: [{ serialNumber: 'B', label: 'CPS', pin: { ...CALM, countLow: true } }],
    });
  });

  it('answers for every token of one name, and for all of them where none is named', () => {
    const pkcs11 = new FakePkcs11([
      { token: { label: 'CPS', serialNumber: 'A', flags: 0x4_0000 } },
      { token: { label: 'CPS', serialNumber: 'B', flags: 0x2_0000 } },
      { token: { label: 'CPE', serialNumber: 'C', flags: 0 } },
    ]);
    const serials = (label: string | null): unknown => {
      const read = readPinFlags(pkcs11, { label, serialNumber: null });
      return read.ok && read.value.map(({ serialNumber }) => serialNumber);
    };
    expect(serials('CPS')).toEqual(['A', 'B']);
    expect(serials(null)).toEqual(['A', 'B', 'C']);
  });

  it('says that there is no such card, or what kept it from being asked', () => {
    expect(readPinFlags(new FakePkcs11([]), NAMED)).toEqual({ ok: true, value: [] });
    expect(readPinFlags(new FakePkcs11([{ refuses: { C_GetTokenInfo: 0x30 } }]), NAMED)).toMatchObject({
      failure: { code: 'CRYPTOLIB-ERREUR', detail: { error: 'CKR_DEVICE_ERROR' } },
    });
  });
});
