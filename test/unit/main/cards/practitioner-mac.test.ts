/** The practitioner's card on a Mac: what the keychain shows decides, whatever the Cryptolib sees. */
import { beforeEach, describe, expect, it } from 'vitest';
import { Practitioner, type CryptolibProcess } from '../../../../src/main/cards/practitioner.ts';

const asked: string[] = [];
const cryptolib: CryptolibProcess = {
  request: (name) => {
    asked.push(name);
    return Promise.resolve({ ok: false, failure: { code: 'CRYPTOLIB-ABSENTE' } });
  },
  stop: () => undefined,
};

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

function withKeychain(tokens: number | null) {
  const cards = { practitioners: [{ key: 'a' }], unrecognised: [], laidOnContactless: null, idle: turn };
  const practitioner = new Practitioner(
    cards as never,
    { current: { cards: { cryptolib: null }, environment: 'production' } } as never,
    cryptolib,
    () => undefined,
    { keychainTokens: () => Promise.resolve(tokens) },
  );
  return { practitioner, cards };
}

beforeEach(() => {
  asked.length = 0;
});

describe('a card that is in its reader', () => {
  it('is refused before any network call where the keychain does not show it', async () => {
    const { practitioner } = withKeychain(0);
    practitioner.sync();
    await practitioner.known();
    expect(practitioner.refusal).toEqual({ code: 'CPX-PILOTE-MAC' });
    // What the launcher and the assistant show.
    expect(practitioner.view).toEqual({ state: 'problem', failure: { code: 'CPX-PILOTE-MAC' } });
  });

  it.each([1, null])('is taken where the keychain answers %s', async (tokens) => {
    const { practitioner } = withKeychain(tokens);
    practitioner.sync();
    await practitioner.known();
    expect(practitioner.refusal).toBeNull();
    expect(practitioner.view).not.toMatchObject({ failure: { code: 'CPX-PILOTE-MAC' } });
  });
});

it('does not speak to the Cryptolib until the page has gone on', async () => {
  const { practitioner } = withKeychain(1);
  practitioner.sync();
  await practitioner.known();
  asked.length = 0;
  let goOn = (): void => undefined;
  practitioner.leaveAlone(new Promise((resolve) => (goOn = resolve)));
  practitioner.refresh();
  const answer = practitioner.askTokens(null, null);
  for (let wait = 0; wait < 20; wait++) await turn();
  expect(asked).toEqual([]);
  goOn();
  await answer;
  expect(asked).toEqual(expect.arrayContaining(['pinFlags', 'readCards']));
});
