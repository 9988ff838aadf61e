import { copyFile, mkdir, mkdtemp, open, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chooseCertificate } from '../../../src/domain/practitioner/certificate-choice.ts';
import { holderName, summarizeCard, type CpxCard } from '../../../src/domain/practitioner/cpx.ts';
import type { Failure } from '../../../src/domain/failures/index.ts';
import type { Result } from '../../../src/domain/result.ts';
import { nativeContract, type CryptolibReading } from '../../../src/borders/native.ts';
import { cryptolibHandlers } from '../../../src/native/cpx/serve.ts';
import { ensureLabPki, type LabPki } from '../../lab/pki/index.ts';
import type { PractitionerKey } from '../../lab/pki/practitioners.ts';
import { createTokenStore, PIN, SOFTHSM, type TokenStore } from './cpx-tokens.ts';

const OBJECTS = {
  CPS_ID_CARD: new Uint8Array(12),
  CPS_NAME_PS: new Uint8Array(40),
  AUTRE: new Uint8Array(3),
};

let scratch: string;
let pki: LabPki;

beforeAll(async () => {
  scratch = await mkdtemp(join(tmpdir(), 'dmp-cpx-test-'));
  pki = await ensureLabPki(join(scratch, 'pki'));
}, 120_000);

afterAll(() => rm(scratch, { recursive: true, force: true }));

const handlers = cryptolibHandlers([]);

async function readCards(): Promise<CryptolibReading> {
  const reading = await handlers.readCards({ library: SOFTHSM });
  if (!reading.ok) throw new Error(JSON.stringify(reading.failure));
  // As main receives it: what the contract refuses never gets there.
  return nativeContract.cryptolib.requests.readCards.result.parse(reading.value);
}

async function failureOf(result: Promise<Result<unknown>>): Promise<Failure | null> {
  const settled = await result;
  return settled.ok ? null : settled.failure;
}

function put(store: TokenStore, key: PractitionerKey): Promise<void> {
  const certificates = Object.fromEntries(
    Object.entries(pki.cards[key]).map(([kind, issued]) => [kind, issued.certificatePem]),
  );
  return store.add(labelOf(key), { certificates, objects: OBJECTS });
}

function labelOf(key: PractitionerKey): string {
  return `CPS3v3-${pki.practitioners[key].cardSerial}`;
}

function cardOf(reading: CryptolibReading, key: PractitionerKey): CpxCard {
  return reading.cards.find(({ token }) => token.label === labelOf(key))!;
}

describe('with cards of every kind in their readers', () => {
  let store: TokenStore;
  let reading: CryptolibReading;
  const keys = [
    'cps',
    'cps-remplacant',
    'cpe',
    'cpe-anonyme',
    'cps-expiree',
    'cps-bientot-expiree',
    'cps-reelle',
    'cps-sans-authentification',
  ] as const;

  beforeAll(async () => {
    store = await createTokenStore();
    for (const key of keys) await put(store, key);
    reading = await readCards();
  });
  afterAll(() => store.remove());

  it('says which library it asked', () => {
    expect(reading.library).toEqual({
      path: SOFTHSM,
      manufacturer: 'SoftHSM',
      description: 'Implementation of PKCS11',
      cryptokiVersion: '2.40',
      libraryVersion: '2.6',
    });
  });

  it('reads every card, and takes the free slot for none', () => {
    expect(reading.cards.map(({ token }) => token.label).sort()).toEqual(keys.map(labelOf).sort());
    expect(reading.unreadable).toEqual([]);
  });

  it('reads slot, token, flags, certificates and public objects without a PIN', () => {
    const card = cardOf(reading, 'cps');
    expect(card.slot.description).toMatch(/^SoftHSM slot ID/);
    expect(card.token.serialNumber).toMatch(/^[0-9a-f]{16}$/);
    expect(card.pin).toEqual({ countLow: false, finalTry: false, locked: false, keypad: false });
    expect(card.certificates).toHaveLength(2);
    expect(card.objects.toSorted((a, b) => a.length - b.length)).toEqual([
      { label: 'CPS_ID_CARD', length: 12 },
      { label: 'CPS_NAME_PS', length: 40 },
    ]);
  });

  it.each([
    ['cps', 'CPS', 'Dr A. PRATICIEN', true, null],
    ['cpe', 'CDE/CPE', 'J. ACCUEIL', true, null],
    ['cpe-anonyme', 'CDE/CPE', 'CABINET DES TILLEULS', true, null],
    ['cps-expiree', 'CPS', 'Dr A. PRATICIEN', true, 'CPX-EXPIREE'],
    ['cps-bientot-expiree', 'CPS', 'Dr A. PRATICIEN', true, null],
    ['cps-reelle', 'CPS', 'Dr A. PRATICIEN', false, 'CPX-REELLE-EN-TEST'],
    ['cps-sans-authentification', 'CPS', 'Dr A. PRATICIEN', true, 'CPX-SANS-AUTHENTIFICATION'],
  ] as const)('tells whose card %s is and whether it can sign in', (key, type, name, test, code) => {
    const summary = summarizeCard(cardOf(reading, key), 'test', Date.now());
    expect(summary.holder).toMatchObject({ type });
    expect(summary.holder && holderName(summary.holder)).toBe(name);
    expect(summary.test).toBe(test);
    expect(summary.failure?.code ?? null).toBe(code);
    expect(summary.validity?.expiresSoon).toBe(key === 'cps-bientot-expiree');
  });

  it.each([
    [['cps'], 'use'],
    [['cps', 'cps-expiree', 'cps-reelle', 'cps-sans-authentification'], 'use'],
    [['cps', 'cps-remplacant'], 'ask'],
    [['cps-expiree', 'cps-sans-authentification'], 'none'],
  ] as const)('chooses among the certificates of %s: %s', (present, kind) => {
    const offered = present.flatMap((key) => cardOf(reading, key).certificates);
    const choice = chooseCertificate({
      offered,
      environment: 'test',
      now: Date.now(),
      askedBy: 'wps-cps.localhost:8443',
      siteOrigins: ['https://wps-cps.localhost:8443'],
      chosen: null,
    });
    expect(choice.kind).toBe(kind);
    if (choice.kind !== 'use') return;
    expect(choice.certificate.nonRepudiation).toBe(false);
    expect(choice.certificate.subject.commonName).toBe(`8${pki.practitioners.cps.rpps}`);
  });
});

describe('the PIN’s flags', () => {
  let store: TokenStore;

  beforeAll(async () => {
    store = await createTokenStore();
    await put(store, 'cps');
    await put(store, 'cps-remplacant');
  });
  afterAll(() => store.remove());

  const flags = async (key: PractitionerKey, serialNumber: string | null = null) => {
    const read = await handlers.pinFlags({ library: SOFTHSM, tokenLabel: labelOf(key), serialNumber });
    return read.ok ? read.value.tokens.map(({ pin }) => pin) : read;
  };

  it('are live, and those of the right card', async () => {
    const calm = { countLow: false, finalTry: false, locked: false, keypad: false };
    expect(await flags('cps')).toEqual([calm]);
    expect(store.login(labelOf('cps'), '9999')).toBe(0xa0);
    expect(await flags('cps')).toEqual([{ ...calm, countLow: true }]);
    expect(await flags('cps-remplacant')).toEqual([calm]);
    expect(store.login(labelOf('cps'), PIN)).toBe(0);
    expect(await flags('cps')).toEqual([calm]);
  });

  it('are not those of a card that is not there', async () => {
    expect(await flags('cpe')).toEqual([]);
    expect(await flags('cps', 'another card')).toEqual([]);
  });
});

describe('cards that come and go', () => {
  it('finds none, then one, then two, without being started anew', async () => {
    const store = await createTokenStore();
    try {
      expect((await readCards()).cards).toEqual([]);
      await put(store, 'cps');
      expect((await readCards()).cards).toHaveLength(1);
      await put(store, 'cpe');
      const reading = await readCards();
      expect(reading.cards).toHaveLength(2);
      expect(new Set(reading.cards.map(({ slot }) => slot.id)).size).toBe(2);
    } finally {
      await store.remove();
    }
  });

  it('answers questions asked at the same time one after the other', async () => {
    const store = await createTokenStore();
    try {
      await put(store, 'cps');
      const readings = await Promise.all([readCards(), readCards(), readCards()]);
      expect(readings.map(({ cards }) => cards.length)).toEqual([1, 1, 1]);
    } finally {
      await store.remove();
    }
  });
});

describe('a token with something else on it', () => {
  it('is a card without a certificate', async () => {
    const store = await createTokenStore();
    try {
      await store.add('autre', { certificates: {}, objects: { CPS_DATA: new Uint8Array(0) } });
      const [card] = (await readCards()).cards;
      expect(card).toMatchObject({ certificates: [], objects: [{ label: 'CPS_DATA', length: 0 }] });
      expect(summarizeCard(card!, 'test', Date.now()).failure?.code).toBe('CPX-SANS-CERTIFICAT');
    } finally {
      await store.remove();
    }
  });
});

describe('a library that cannot be used', () => {
  async function damaged(name: string, change: (path: string) => Promise<void>): Promise<string> {
    const path = join(scratch, name);
    await change(path);
    return path;
  }
  /** The real library with another word for its kind in the file's header. */
  const relabelled = (offset: number, byte: number) => async (path: string) => {
    await copyFile(SOFTHSM, path);
    const file = await open(path, 'r+');
    await file.write(Uint8Array.of(byte), 0, 1, offset);
    await file.close();
  };

  it.each([
    ['absent', '/nulle/part/libcps3.so'],
    ['a relative path', 'libsofthsm2.so'],
  ])('is missing: %s', async (_what, library) => {
    const expected = { code: 'CRYPTOLIB-ABSENTE', detail: { library } };
    expect(await failureOf(handlers.readCards({ library }))).toEqual(expected);
    expect(await failureOf(handlers.pinFlags({ library, tokenLabel: 'x', serialNumber: null }))).toEqual(
      expected,
    );
  });

  it('is missing from every documented place', async () => {
    const places = ['/nulle/part/a.so', '/nulle/part/b.so'];
    expect(await failureOf(cryptolibHandlers(places).readCards({ library: null }))).toEqual({
      code: 'CRYPTOLIB-ABSENTE',
      detail: { library: places.join(', ') },
    });
  });

  it('is found in the second documented place when the first has none', async () => {
    const store = await createTokenStore();
    try {
      const reading = await cryptolibHandlers(['/nulle/part/a.so', SOFTHSM]).readCards({ library: null });
      expect(reading.ok && reading.value.library.path).toBe(SOFTHSM);
    } finally {
      await store.remove();
    }
  });

  it.each([
    [
      'garbage',
      (path: string) => writeFile(path, 'n’importe quoi'.repeat(100)),
      /invalid ELF header|too short/,
    ],
    ['empty', (path: string) => writeFile(path, ''), /too short/],
    ['cut', async (path: string) => writeFile(path, Uint8Array.of(0x7f, 0x45, 0x4c, 0x46)), /too short/],
    ['for 32 bits', relabelled(4, 1), /ELFCLASS32/],
    ['for another processor', relabelled(18, 0xb7), /cannot open shared object file/],
    ['a folder', (path: string) => mkdir(path).then(() => undefined), /directory|cannot read/i],
  ] as const)('is %s', async (what, make, words) => {
    const library = await damaged(`${what.replaceAll(' ', '-')}.so`, make);
    const failure = await failureOf(handlers.readCards({ library }));
    expect(failure?.code).toBe('CRYPTOLIB-INCHARGEABLE');
    expect(failure?.detail?.library).toBe(library);
    expect(failure?.detail?.error).toMatch(words);
  });

  it('is a library, but not one for cards', async () => {
    const failure = await failureOf(handlers.readCards({ library: process.execPath }));
    expect(failure?.code).toBe('CRYPTOLIB-INCHARGEABLE');
    const libc = await failureOf(handlers.readCards({ library: '/lib/x86_64-linux-gnu/libc.so.6' }));
    expect(libc).toMatchObject({
      code: 'CRYPTOLIB-INCHARGEABLE',
      detail: { error: expect.stringContaining('C_Initialize') as string },
    });
  });

  it('keeps the name of the library’s own error', async () => {
    process.env.SOFTHSM2_CONF = join(scratch, 'no-such.conf');
    expect(await failureOf(handlers.readCards({ library: SOFTHSM }))).toMatchObject({
      code: 'CRYPTOLIB-ERREUR',
      detail: { error: 'CKR_GENERAL_ERROR', call: 'C_Initialize' },
    });
  });
});
