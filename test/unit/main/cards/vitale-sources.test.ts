import { describe, expect, test } from 'vitest';
import type { VitaleReading } from '../../../../src/domain/identity/beneficiary.ts';
import { failure, type Failure } from '../../../../src/domain/failures/index.ts';
import { failed, success, type Result } from '../../../../src/domain/result.ts';
import type { SeenCard } from '../../../../src/main/cards/cards.ts';
import { VitaleSources, type SsvProcess } from '../../../../src/main/cards/vitale-sources.ts';
import { resolveConfiguration } from '../../../../src/domain/settings/configuration.ts';
import { person, reading, withKey } from '../../domain/identity/sample-people.ts';

const CLAIRE = person({ nir: withKey('2850475999001') });
const BRUNO = person({
  name: 'DURAND',
  firstName: 'BRUNO',
  birthDate: '19700101',
  quality: 0,
  nir: withKey('1700175999001'),
});
/** Nobody may use the number of the card: the library is asked. */
const UNSURE = person({ nir: null });

const card = (reader: string): SeenCard => ({
  key: `0.1.${reader}`,
  reader,
  seenInserted: true,
  insertion: 1,
  kind: 'vitale-2',
  atr: '',
});

const defaults = resolveConfiguration({});
if (!defaults.ok) throw new Error('no defaults');
const DEFAULTS = defaults.value;

interface Bench {
  readonly direct: Result<VitaleReading>;
  readonly library: readonly Result<VitaleReading>[];
  readonly sources?: readonly ('pcsc' | 'ssv')[];
  readonly channelReader?: string;
  /** What happens to the readers while the library reads. */
  readonly meanwhile?: (cards: SeenCard[], arrive: () => void) => void;
  readonly pins?: readonly string[];
  /** What happens while a PIN is asked for; then the sources are told. */
  readonly whileAsking?: (cards: SeenCard[], tell: () => void) => void;
}

/** Plays one insertion in « Lecteur A 0 », and answers what was told of it. */
async function play(bench: Bench) {
  const inserted = card('Lecteur A 0');
  const there = [inserted];
  let arrivals = 1;
  const told: unknown[] = [];
  const pinsGiven: (string | null)[] = [];
  const asked: unknown[] = [];
  let proven = 0;
  const answers = [...bench.library];
  const pins = [...(bench.pins ?? [])];
  const request = (method: string, params: { pin?: string | null }): Promise<Result<unknown>> => {
    if (method === 'locate')
      return Promise.resolve(
        success({
          target: { library: '/lib', psResource: 'CPS', vitaleResource: 'Vitale' },
          channels: [
            { characteristics: bench.channelReader ?? 'Lecteur A 0', slots: [{ name: 'Vitale' }] },
            { characteristics: 'Lecteur B 0', slots: [{ name: 'CPS' }] },
          ],
          failure: null,
        }),
      );
    pinsGiven.push(params.pin ?? null);
    bench.meanwhile?.(there, () => arrivals++);
    return Promise.resolve(answers.shift() ?? failed(failure('SSV-INATTENDU', { code: 'FFFF' })));
  };
  const sources: VitaleSources = new VitaleSources({
    cards: {
      get all() {
        return there;
      },
      get vitales() {
        return there;
      },
      get vitaleArrivals() {
        return arrivals;
      },
      snapshot: {
        service: 'running',
        failure: null,
        readers: ['Lecteur A 0', 'Lecteur B 0'].map((name) => ({ name, card: null })),
      },
      read: () => Promise.resolve(bench.direct),
      holdWhile: (work) => work(),
    },
    settings: {
      current: {
        ...DEFAULTS,
        cards: { ...DEFAULTS.cards, vitale: [...(bench.sources ?? ['pcsc', 'ssv'])] },
      },
    },
    practitionerPresent: () => true,
    holder: () => null,
    pins: {
      ask: (wanted) => {
        asked.push([wanted.purpose, wanted.label, wanted.reader, wanted.isRetry]);
        bench.whileAsking?.(there, () => {
          sources.cardsChanged();
        });
        const pin = wanted.attempt.over.aborted ? null : (pins.shift() ?? null);
        return Promise.resolve(pin === null ? { kind: 'none', failure: null } : { kind: 'pin', pin });
      },
      proven: () => (proven += 1),
    },
    library: { request: request as SsvProcess['request'], stop: () => undefined },
    log: { info: () => undefined, warn: () => undefined, error: () => undefined } as never,
  });
  await sources.read(inserted, {
    onRead: ({ source, beneficiaries }) =>
      told.push([source, ...beneficiaries.map(({ firstName }) => firstName)]),
    onRefined: ({ source, beneficiaries }) =>
      told.push([source, ...beneficiaries.map(({ firstName }) => firstName)]),
    onFailed: ({ code }: Failure) => told.push(code),
    onRefining: () => undefined,
  });
  return { told, pinsGiven, asked, proven };
}

describe('a library that reads the card of another reader', () => {
  const OTHER = { channelReader: 'COM3', library: [success(reading('ssv', BRUNO))] };

  test('does not refine what the direct read knows', async () => {
    const { told } = await play({ ...OTHER, direct: success(reading('pcsc', UNSURE)) });
    expect(told).toEqual([['pcsc', 'CLAIRE']]);
  });

  test('gives no people to a card that nobody else can read', async () => {
    const { told } = await play({ ...OTHER, direct: failed(failure('VITALE-1')) });
    expect(told).toEqual(['SSV-AUTRE-CARTE']);
  });

  test('gives none either when it is the only source', async () => {
    const { told } = await play({ ...OTHER, direct: success(reading('pcsc', CLAIRE)), sources: ['ssv'] });
    expect(told).toEqual(['SSV-AUTRE-CARTE']);
  });
});

test('the only source is believed when a direct read of that card knows one of its people', async () => {
  const { told } = await play({
    direct: success(reading('pcsc', CLAIRE)),
    library: [success(reading('ssv', CLAIRE))],
    channelReader: 'COM3',
    sources: ['ssv'],
  });
  expect(told).toEqual([['ssv', 'CLAIRE']]);
});

test('a Vitale 1 in the reader that galss.ini names is read', async () => {
  const { told } = await play({
    direct: failed(failure('VITALE-1')),
    library: [success(reading('ssv', BRUNO))],
  });
  expect(told).toEqual([['ssv', 'BRUNO']]);
});

test.each(['stays', 'has gone again'])(
  'a second Vitale that came during the read and %s leaves it without a witness',
  async (ending) => {
    const { told } = await play({
      direct: failed(failure('VITALE-1')),
      library: [success(reading('ssv', BRUNO))],
      meanwhile: (cards, arrive) => {
        arrive();
        if (ending === 'stays') cards.push(card('Lecteur B 0'));
      },
    });
    expect(told).toEqual(['SSV-AUTRE-CARTE']);
  },
);

test('a card that left during the read is told as such, whatever was answered', async () => {
  const { told } = await play({
    direct: failed(failure('VITALE-1')),
    library: [success(reading('ssv', BRUNO))],
    meanwhile: (cards) => {
      cards.length = 0;
    },
  });
  expect(told).toEqual(['VITALE-RETIREE']);
});

test('the library refines the people of its own card', async () => {
  const { told } = await play({
    direct: success(reading('pcsc', UNSURE)),
    library: [success(reading('ssv', person({ quality: 0, nir: CLAIRE.nir })))],
    channelReader: 'COM3',
  });
  expect(told).toEqual([
    ['pcsc', 'CLAIRE'],
    ['merged', 'CLAIRE'],
  ]);
});

describe('the PIN that the library wants', () => {
  const wanted = failed(failure('SSV-CODE-DEMANDE'));
  const wrong = failed(failure('SSV-CODE-FAUX', { code: 'F003' }));
  const unread = { direct: failed(failure('VITALE-1')) } as const;

  test('is asked for the card of its own slot, and proven by the read', async () => {
    const library = [wanted, wrong, success(reading('ssv', BRUNO))];
    const { told, pinsGiven, asked, proven } = await play({ ...unread, library, pins: ['9999', '1234'] });
    expect(told).toEqual([['ssv', 'BRUNO']]);
    expect(pinsGiven).toEqual([null, '9999', '1234']);
    expect(asked).toEqual([
      ['vitale', null, 'Lecteur B 0', false],
      ['vitale', null, 'Lecteur B 0', true],
    ]);
    expect(proven).toBe(1);
  });

  test('is not replaced by another when there is none', async () => {
    const { told, pinsGiven, proven } = await play({ ...unread, library: [wanted], pins: [] });
    expect([told, pinsGiven, proven]).toEqual([['CPX-CODE-ANNULE'], [null], 0]);
  });

  test('is not given once the Vitale has left while it was asked for', async () => {
    const { told, pinsGiven } = await play({
      ...unread,
      library: [wanted, success(reading('ssv', BRUNO))],
      pins: ['1234'],
      whileAsking: (cards, tell) => {
        cards.length = 0;
        tell();
      },
    });
    expect([told, pinsGiven]).toEqual([['VITALE-RETIREE'], [null]]);
  });
});
