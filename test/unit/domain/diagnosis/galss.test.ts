import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { GalssChannelFact, ReaderFact } from '../../../../src/domain/diagnosis/facts.ts';
import {
  applyGalssChanges,
  channelsWithoutReader,
  misplacedCards,
  proposeGalssChanges,
  readerOfChannel,
} from '../../../../src/domain/diagnosis/galss.ts';
import { parseGalssIni } from '../../../../src/native/ssv/galss-ini.ts';

const reader = (name: string, kind: NonNullable<ReaderFact['card']>['kind'] | null = null): ReaderFact => ({
  name,
  card: kind === null ? null : { kind, atr: '' },
});
const channel = (number: number, characteristics: string, ...slots: string[]): GalssChannelFact => ({
  channel: number,
  type: '1',
  protocolLibrary: null,
  characteristics,
  slots: slots.map((name) => ({ name })),
});

describe('which channel names a reader', () => {
  it.each([
    ['Ingenico TL TELIUM(1)', true],
    ['Gemalto PC Twin Reader 00 00', true],
    ['9600,8,1,N', false],
    ['COM1', false],
    ['com3:', false],
    ['/dev/ttyS0', false],
    ['', false],
  ])('%s: %s', (text, isReader) => {
    expect(readerOfChannel(channel(1, text), []) !== null).toBe(isReader);
  });

  it('believes the protocol’s library, and a reader that is there whatever its name', () => {
    expect(readerOfChannel({ ...channel(1, 'COM1'), protocolLibrary: 'PCSC' }, [])).toBe('COM1');
    expect(readerOfChannel(channel(1, 'R1'), [reader('R1')])).toBe('R1');
  });
});

describe('what is proposed', () => {
  it('is nothing when every reader is there and every card in its place', () => {
    const channels = [channel(1, 'A 0', 'Vitale'), channel(2, 'B 0', 'CPS')];
    expect(proposeGalssChanges(channels, [reader('a 0', 'vitale-2'), reader('B 0', 'cps3')])).toEqual([]);
  });

  it('is the reader that holds the card of the slot', () => {
    const channels = [channel(1, 'Ancien V', 'Vitale'), channel(2, 'Ancien C', 'CPS')];
    const readers = [reader('Neuf 0', 'cps4'), reader('Neuf 1', 'vitale-2'), reader('Autre', 'unknown')];
    expect(proposeGalssChanges(channels, readers)).toEqual([
      { channel: 1, from: 'Ancien V', to: 'Neuf 1' },
      { channel: 2, from: 'Ancien C', to: 'Neuf 0' },
    ]);
  });

  it('is the reader of the same name with another number', () => {
    const channels = [channel(1, 'Ingenico TL TELIUM(1)', 'Vitale'), channel(2, 'B 0', 'CPS')];
    const readers = [reader('Souris à puce 0'), reader('Ingenico TL TELIUM 0'), reader('B 0')];
    expect(proposeGalssChanges(channels, readers)).toEqual([
      { channel: 1, from: 'Ingenico TL TELIUM(1)', to: 'Ingenico TL TELIUM 0' },
    ]);
  });

  it('is nothing where several readers might be meant', () => {
    const readers = [reader('X'), reader('Y')];
    expect(proposeGalssChanges([channel(1, 'Ancien lecteur', 'Vitale')], readers)).toEqual([]);
  });

  it('exchanges the readers of exchanged slots', () => {
    const channels = [channel(1, 'Lec A', 'CPS'), channel(2, 'Lec B', 'Vitale')];
    const readers = [reader('Lec A', 'vitale-2'), reader('Lec B', 'cps3')];
    expect(misplacedCards(channels, readers)).toHaveLength(2);
    expect(proposeGalssChanges(channels, readers)).toEqual([
      { channel: 1, from: 'Lec A', to: 'Lec B' },
      { channel: 2, from: 'Lec B', to: 'Lec A' },
    ]);
  });

  it('never gives one reader to two channels, nor a reader that another channel has', () => {
    const names = fc.uniqueArray(
      fc.constantFrom('Lec A 0', 'Lec A 1', 'Lec B 0', 'Lec C 0', 'Vieux 1', 'Vieux 2'),
    );
    const kinds = fc.constantFrom(null, 'vitale-2', 'cps3', 'unknown') as fc.Arbitrary<'vitale-2' | null>;
    fc.assert(
      fc.property(names, names, fc.array(kinds, { minLength: 6, maxLength: 6 }), (listed, there, cards) => {
        const channels = listed.map((name, index) =>
          channel(index, name, index % 2 === 0 ? 'CPS' : 'Vitale'),
        );
        const readers = there.map((name, index) => reader(name, cards[index] ?? null));
        const changes = proposeGalssChanges(channels, readers);
        const after = channels.map(
          (each) =>
            changes.find((change) => change.channel === each.channel)?.to ?? each.characteristics ?? '',
        );
        expect(new Set(after).size).toBe(after.length);
        for (const { to } of changes) expect(there).toContain(to);
        const before = channelsWithoutReader(channels, readers).length;
        const left = channelsWithoutReader(
          channels.map((each, index) => ({ ...each, characteristics: after[index] ?? '' })),
          readers,
        ).length;
        expect(left).toBeLessThanOrEqual(before);
      }),
    );
  });
});

describe('the text with its changes', () => {
  const TEXT = [
    '\ufeff; un commentaire avec [CANAL1] dedans',
    '[config]',
    'NbCanaux=2',
    '[CANAL1]',
    '  CARACTERISTIQUES = "Ancien lecteur (1)"  ',
    'caracteristiques=la seconde ne compte pas',
    '[CANAL1.PAD1.LAD1]',
    'Caracteristiques=pas celle-ci',
    'NomLAD=Vitale',
    '[Canal2]',
    'Caracteristiques=Autre',
    '[CANAL1]',
    'Caracteristiques=une section en double',
  ].join('\r\n');

  it('has the new reader where Windows reads it, and nothing else changed', () => {
    const after = applyGalssChanges(TEXT, [
      { channel: 1, from: 'Ancien lecteur (1)', to: 'Neuf #2; à puce' },
    ]);
    expect(after).toBe(TEXT.replace('"Ancien lecteur (1)"', '"Neuf #2; à puce"'));
    expect(parseGalssIni(after)[0]?.characteristics).toBe('Neuf #2; à puce');
  });

  it('keeps the ends of lines, also mixed ones', () => {
    const text = '[CANAL1]\nCaracteristiques=A\r[CANAL2]\r\nCaracteristiques=B';
    const after = applyGalssChanges(text, [
      { channel: 1, from: 'A', to: 'X' },
      { channel: 2, from: 'B', to: 'Y' },
    ]);
    expect(after).toBe('[CANAL1]\nCaracteristiques=X\r[CANAL2]\r\nCaracteristiques=Y');
  });

  it('is the text itself without changes, whatever it holds', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(applyGalssChanges(text, [])).toBe(text);
      }),
    );
  });

  it('says what was asked, read back by the product’s own reader of galss.ini', () => {
    const name = fc.stringMatching(/^[A-Za-zÀ-ÿ0-9][A-Za-zÀ-ÿ0-9 ()#.;-]{0,30}[A-Za-z0-9)]$/);
    fc.assert(
      fc.property(name, name, (first, second) => {
        const text = `[CANAL1]\r\nCaracteristiques=x\r\n[CANAL2]\r\nCaracteristiques=y\r\n`;
        const after = applyGalssChanges(text, [
          { channel: 1, from: 'x', to: first },
          { channel: 2, from: 'y', to: second },
        ]);
        expect(parseGalssIni(after).map(({ characteristics }) => characteristics)).toEqual([first, second]);
      }),
    );
  });
});
