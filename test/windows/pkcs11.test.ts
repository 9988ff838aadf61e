/** The practitioner's card as on Windows: the role as it ships, over a Cryptolib packed to one byte, CK_ULONG of 4. */
import { execFileSync } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import { copyFile, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { holderName, summarizeCard } from '../../src/domain/practitioner/cpx.ts';
import { nativeContract, type CryptolibReading } from '../../src/borders/native.ts';
import { CardsProcess } from '../lab/native/cards-process.ts';
import { ensureLabPki, type LabPki } from '../lab/pki/index.ts';
import type { PractitionerKey } from '../lab/pki/practitioners.ts';
import { playCryptolib, type CryptolibScene, type PlayedToken } from '../lab/windows/cryptolib.ts';
import { dll, NATIVE } from './place.ts';

const SYSTEM = 'C:\\Windows\\System32\\cps3_pkcs11_w64.dll';
const OBJECTS = {
  CPS_ID_CARD: new Uint8Array(12),
  CPS_NAME_PS: new Uint8Array(40),
  AUTRE: new Uint8Array(3),
};
const ORDINARY = 0x40d;

let scratch: string;
let pki: LabPki;
let role: CardsProcess;

beforeAll(async () => {
  scratch = await mkdtemp(join(tmpdir(), 'crypto-'));
  pki = await ensureLabPki(join(scratch, 'pki'));
  await copyFile(dll('cps3_pkcs11_w64.dll'), SYSTEM);
  role = start();
}, 120_000);
afterAll(async () => {
  await role.kill();
  await rm(SYSTEM, { force: true });
  await rm(scratch, { recursive: true, force: true });
});

const scenePath = (): string => join(scratch, 'scene');

function start(): CardsProcess {
  return new CardsProcess(NATIVE, { DMP_CRYPTOLIB_SCENARIO: scenePath() }, ['--role=cryptolib']);
}

function tokenOf(key: PractitionerKey, flags = ORDINARY): PlayedToken {
  const { cardSerial } = pki.practitioners[key];
  const certificates = Object.values(pki.cards[key]).map(
    ({ certificatePem }) => new X509Certificate(certificatePem).raw,
  );
  return {
    label: `CPS3v3-${cardSerial}`,
    serial: cardSerial,
    model: 'CPS3',
    flags,
    certificates,
    objects: OBJECTS,
  };
}

const slot = (description: string, token: PlayedToken | null) => ({ description, token });

async function read(scene: CryptolibScene, library: string | null = null): Promise<CryptolibReading> {
  await playCryptolib(scenePath(), scene);
  const answer = await role.request('readCards', { library });
  if (answer.type === 'failure') throw new Error(JSON.stringify(answer.failure));
  return nativeContract.cryptolib.requests.readCards.result.parse(answer.value);
}

async function failureOf(scene: CryptolibScene, library: string | null = null) {
  await playCryptolib(scenePath(), scene);
  const answer = await role.request('readCards', { library });
  return answer.type === 'failure' ? answer.failure : null;
}

describe('structures and calls', () => {
  it('says what the library is, texts and versions each in its place', async () => {
    const { library } = await read({ slots: [] });
    // The system says `C:\\Windows` or `C:\\windows`, as it was installed.
    expect({ ...library, path: library.path.toLowerCase() }).toEqual({
      path: SYSTEM.toLowerCase(),
      cryptokiVersion: '2.20',
      manufacturer: 'ANS',
      description: 'CPS3 PKCS#11 WIN64',
      libraryVersion: '3.4',
    });
  });

  it('finds no card in empty readers, and none at all without readers', async () => {
    expect((await read({ slots: [slot('Lecteur A', null), slot('Lecteur B', null)] })).cards).toEqual([]);
    expect((await read({ slots: [] })).cards).toEqual([]);
  });

  const kinds: readonly PractitionerKey[] = ['cps', 'cpf', 'cpe', 'cpe-anonyme', 'cpa'];
  it.each(kinds)('reads a card of the kind %s: certificates, objects, holder', async (key) => {
    const reading = await read({
      slots: [slot('Lecteur vide', null), slot('Lecteur de santé', tokenOf(key))],
    });
    const [card] = reading.cards;
    expect(card).toMatchObject({
      slot: { id: 0xf0000002, description: 'Lecteur de santé' },
      token: { label: `CPS3v3-${pki.practitioners[key].cardSerial}`, model: 'CPS3' },
      unreadableCertificates: 0,
      objects: [
        { label: 'CPS_ID_CARD', length: 12 },
        { label: 'CPS_NAME_PS', length: 40 },
      ],
    });
    expect(card?.certificates).toHaveLength(Object.keys(pki.cards[key]).length);
  });

  it('reads two cards in two readers, each with its own', async () => {
    const { cards } = await read({
      slots: [slot('A', tokenOf('cps')), slot('B', tokenOf('cps-remplacant'))],
    });
    expect(cards.map(({ token }) => token.serialNumber)).toEqual(
      (['cps', 'cps-remplacant'] as const).map((key) => pki.practitioners[key].cardSerial),
    );
  });

  it('gives eight slots their own handles', async () => {
    const slots = Array.from({ length: 8 }, (_, index) => slot(`Lecteur ${String(index)}`, tokenOf('cps')));
    const { cards } = await read({ slots });
    expect(cards.map(({ slot: { id } }) => id)).toEqual(slots.map((_, index) => 0xf0000001 + index));
  });

  it('counts a certificate that is none as unreadable, and keeps the others', async () => {
    const token = tokenOf('cps');
    const certificates = [...(token.certificates ?? []), Buffer.from('3003020101', 'hex')];
    const [card] = (await read({ slots: [slot('A', { ...token, certificates })] })).cards;
    expect(card).toMatchObject({ unreadableCertificates: 1 });
    expect(card?.certificates).toHaveLength(2);
  });

  it('reads more objects than come with one call', async () => {
    const objects = Object.fromEntries(
      Array.from({ length: 20 }, (_, index) => [`AUTRE_${String(index)}`, Buffer.of(1)]),
    );
    const [card] = (
      await read({
        slots: [slot('A', { ...tokenOf('cps'), objects: { ...objects, CPS_DATA: Buffer.alloc(2_000) } })],
      })
    ).cards;
    expect(card?.objects).toEqual([{ label: 'CPS_DATA', length: 2_000 }]);
  });
});

describe('flags of the PIN', () => {
  const all = { countLow: false, finalTry: false, locked: false, keypad: false };
  it.each([
    ['nothing', 0, all],
    ['a wrong one was given', 0x10000, { ...all, countLow: true }],
    ['the last try', 0x30000, { ...all, countLow: true, finalTry: true }],
    ['blocked', 0x40000, { ...all, locked: true }],
    ['typed on the reader', 0x100, { ...all, keypad: true }],
  ])('%s', async (_name, flags, expected) => {
    const token = tokenOf('cps', ORDINARY | flags);
    await playCryptolib(scenePath(), { slots: [slot('A', token)] });
    const named = { library: null, tokenLabel: token.label, serialNumber: token.serial };
    expect(await role.request('pinFlags', named)).toMatchObject({
      type: 'value',
      value: { tokens: [{ label: token.label, serialNumber: token.serial, pin: expected }] },
    });
    expect((await read({ slots: [slot('A', token)] })).cards[0]?.pin).toEqual(expected);
  });

  it('says that the card has left', async () => {
    await playCryptolib(scenePath(), { slots: [slot('A', null)] });
    const named = { library: null, tokenLabel: 'CPS3v3-2800000001', serialNumber: null };
    expect(await role.request('pinFlags', named)).toMatchObject({ type: 'value', value: { tokens: [] } });
  });
});

describe('what goes wrong', () => {
  it.each([
    ['C_Initialize', 0x5, 'CRYPTOLIB-ERREUR', 'CKR_GENERAL_ERROR'],
    ['C_GetInfo', 0x6, 'CRYPTOLIB-ERREUR', 'CKR_FUNCTION_FAILED'],
    ['C_GetSlotList', 0x30, 'CRYPTOLIB-ERREUR', 'CKR_DEVICE_ERROR'],
  ])('%s refuses', async (call, code, expected, error) => {
    expect(await failureOf({ slots: [slot('A', tokenOf('cps'))], faults: { [call]: code } })).toMatchObject({
      code: expected,
      detail: { error, call },
    });
  });

  it.each([
    ['C_GetTokenInfo', 0xe1, []],
    ['C_GetTokenInfo', 0x32, ['CPX-RETIREE']],
    ['C_OpenSession', 0xe1, []],
    ['C_OpenSession', 0x32, ['CPX-RETIREE']],
    ['C_FindObjects', 0x30, ['CRYPTOLIB-ERREUR']],
    ['C_GetAttributeValue', 0x32, ['CPX-RETIREE']],
  ])('%s answers 0x%i about one card', async (call, code, expected) => {
    const reading = await read({ slots: [slot('A', tokenOf('cps'))], faults: { [call]: code } });
    expect(reading.cards).toEqual([]);
    expect(reading.unreadable.map(({ failure }) => failure.code)).toEqual(expected);
  });

  it('is itself again at the next question', async () => {
    await failureOf({ slots: [], faults: { C_Initialize: 0x5 } });
    expect((await read({ slots: [slot('A', tokenOf('cps'))] })).cards).toHaveLength(1);
  });
});

describe('the holder', () => {
  it('is the one of the card', async () => {
    const [card] = (await read({ slots: [slot('A', tokenOf('cps'))] })).cards;
    if (card === undefined) throw new Error('no card');
    const { holder } = summarizeCard(card, 'test', Date.now());
    expect(holder === null ? null : holderName(holder)).toBe('Dr A. PRATICIEN');
  });
});

describe('where the library is', () => {
  const KEY = 'HKLM\\SOFTWARE\\ASIP\\Cryptolib CPS';
  const FOLDER = 'C:\\Program Files\\santesocial\\Cryptolib été';
  const reg = (...args: string[]): void => {
    execFileSync('C:\\Windows\\System32\\reg.exe', args, { stdio: 'ignore' });
  };

  /** A process of its own: Windows does not let a library go from its place while it is loaded. */
  async function ask(library: string | null) {
    await playCryptolib(scenePath(), { slots: [] });
    const other = start();
    const answer = await other.request('readCards', { library });
    await other.kill();
    return answer;
  }

  beforeAll(async () => {
    await role.kill();
    await mkdir(FOLDER, { recursive: true });
  });

  it('is where a setting says, in a folder with an accent and a space', async () => {
    const library = join(FOLDER, 'autre nom é.dll');
    await copyFile(dll('cps3_pkcs11_w64.dll'), library);
    expect(await ask(library)).toMatchObject({ type: 'value', value: { library: { path: library } } });
  });

  it('is absent, and says where it was looked for', async () => {
    const library = 'C:\\Windows\\absent.dll';
    expect(await ask(library)).toMatchObject({ failure: { code: 'CRYPTOLIB-ABSENTE', detail: { library } } });
  });

  it.each([
    ['of 32 bits', 'ssvw32.dll'],
    ['that is no PKCS#11', 'ssvw64.dll'],
  ])('is a file %s: said in the system’s words', async (_name, file) => {
    expect(await ask(dll(file))).toMatchObject({ failure: { code: 'CRYPTOLIB-INCHARGEABLE' } });
  });

  it.each([
    ['64-bit', '/reg:64'],
    ['32-bit', '/reg:32'],
  ])('is where the installer’s key of the %s view says', async (_name, view) => {
    const library = join(FOLDER, 'cps3_pkcs11_w64.dll');
    await copyFile(dll('cps3_pkcs11_w64.dll'), library);
    reg('add', KEY, '/v', 'InstallDir', '/d', FOLDER, '/f', view);
    await rm(SYSTEM, { force: true });
    const answer = await ask(null);
    reg('delete', KEY, '/f', view);
    expect(answer).toMatchObject({ type: 'value', value: { library: { path: library } } });
  });
});
