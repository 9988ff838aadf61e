import { describe, expect, it } from 'vitest';
import { readVitaleFiles } from '../../../../src/native/vitale/read-files.ts';
import { filesOf, join, tlv, type Someone } from './files.ts';
import {
  LOST,
  ok,
  READ,
  SELECT_APPLICATION,
  SELECT_MF,
  toHex,
  TranscriptCard,
  type Line,
} from './transcript.ts';

const CLAIRE: Someone = {
  name: 'MARTIN',
  firstName: 'CLAIRE',
  birthDate: '19840305',
  nir: '284037512345678',
};
const { identity, numbers } = filesOf([CLAIRE]);

async function replay(lines: readonly Line[]) {
  const card = new TranscriptCard(lines);
  const result = await readVitaleFiles(card);
  expect(card.left).toBe(0);
  return result;
}

const GOOD: readonly [Line, Line, Line, Line] = [
  [SELECT_MF, ok()],
  [READ, ok(identity)],
  [SELECT_APPLICATION, ok()],
  [READ, ok(numbers)],
];

describe('reading the two files', () => {
  it('takes four commands when each fits in one answer', async () => {
    expect(await replay(GOOD)).toEqual({ ok: true, value: { identity, numbers } });
  });

  it('takes what came with 6282, the end of the file reached early, and asks for no more', async () => {
    expect(
      await replay([GOOD[0], [READ, `${toHex(identity)} 62 82`], GOOD[2], [READ, `${toHex(numbers)} 62 82`]]),
    ).toEqual({ ok: true, value: { identity, numbers } });
    expect(await replay([GOOD[0], [READ, '62 82']])).toMatchObject({
      ok: false,
      failure: { code: 'VITALE-ILLISIBLE', detail: { sw: '6282' } },
    });
  });

  it('fetches what the card announces with 61 xx, in as many parts as it takes', async () => {
    const length = toHex(Uint8Array.of(identity.length - 10));
    expect(
      await replay([
        [SELECT_MF, '6F 00 61 02'],
        ['00 C0 00 00 02', '84 00 90 00'],
        [READ, `61 ${length}`],
        [`00 C0 00 00 ${length}`, `${toHex(identity.subarray(0, -10))} 61 0A`],
        ['00 C0 00 00 0A', ok(identity.subarray(-10))],
        GOOD[2],
        GOOD[3],
      ]),
    ).toEqual({ ok: true, value: { identity, numbers } });
  });

  it('repeats the command with the length that 6C xx gives', async () => {
    const length = toHex(Uint8Array.of(numbers.length));
    expect(
      await replay([
        GOOD[0],
        GOOD[1],
        GOOD[2],
        [READ, `6C ${length}`],
        [`00 B0 82 00 ${length}`, ok(numbers)],
      ]),
    ).toEqual({ ok: true, value: { identity, numbers } });
  });

  it('does not repeat it twice', async () => {
    expect(await replay([GOOD[0], [READ, '6C 20'], ['00 B0 82 00 20', '6C 10']])).toMatchObject({
      failure: { code: 'VITALE-ILLISIBLE', detail: { sw: '6C10' } },
    });
  });

  it('does not take the data of a SELECT for a length', async () => {
    expect(await replay([[SELECT_MF, '6C 10']])).toMatchObject({
      failure: { code: 'VITALE-ILLISIBLE', detail: { sw: '6C10' } },
    });
  });

  it('gives up on a card that always announces more', async () => {
    const more: Line = ['00 C0 00 00 01', '00 61 01'];
    expect(await replay([[SELECT_MF, '61 01'], ...Array.from({ length: 15 }, () => more)])).toMatchObject({
      failure: { code: 'VITALE-ILLISIBLE' },
    });
  });

  it.each([0, 1, 2, 3])(
    'reports the status word that refuses command %i, and asks nothing more',
    async (index) => {
      for (const sw of ['6A82', '6982', '6581', '6283', '6F00', '0000', 'FFFF', '6D00', '6B00']) {
        const lines = GOOD.slice(0, index + 1).map((line, at): Line => (at === index ? [line[0], sw] : line));
        expect(await replay(lines)).toEqual({
          ok: false,
          failure: { code: 'VITALE-ILLISIBLE', detail: { sw } },
        });
      }
    },
  );

  it('hands a lost exchange on without trying the command alone again', async () => {
    expect(await replay([GOOD[0], [READ, LOST]])).toEqual({ ok: false, failure: LOST });
  });

  it.each(['', '90'])(
    'takes the response "%s", which has no status word, for a lost exchange',
    async (response) => {
      expect(await replay([[SELECT_MF, response]])).toMatchObject({
        failure: { code: 'VITALE-TRANSMISSION' },
      });
    },
  );
});

describe('a file longer than one answer', () => {
  const many = Array.from({ length: 19 }, (_, index) => ({ ...CLAIRE, firstName: `MEMBRE ${index}` }));
  const long = filesOf(many, 0);

  function parts(file: Uint8Array): Line[] {
    const lines: Line[] = [];
    for (let offset = 0; offset < file.length; offset += 256) {
      const command = offset === 0 ? READ : `00B0${offset.toString(16).toUpperCase().padStart(4, '0')}00`;
      lines.push([command, ok(file.subarray(offset, offset + 256))]);
    }
    return lines;
  }

  it('is read with offsets to its end', async () => {
    const lines = [GOOD[0], ...parts(long.identity), GOOD[2], ...parts(long.numbers)];
    expect(await replay(lines)).toEqual({ ok: true, value: long });
    expect(lines.length).toBe(
      2 + Math.ceil(long.identity.length / 256) + Math.ceil(long.numbers.length / 256),
    );
  });

  it('is not read on into its padding', async () => {
    const padded = join(identity, new Uint8Array(256 - identity.length));
    expect(await replay([GOOD[0], [READ, ok(padded)], GOOD[2], GOOD[3]])).toEqual({
      ok: true,
      value: { identity: padded, numbers },
    });
  });

  it('may end exactly with an answer, which only the next answer tells', async () => {
    const exact = join(
      identity.subarray(0, -4),
      tlv(0x9e, new Uint8Array(256 - identity.length + 4 - 3), true),
    );
    expect(exact.length).toBe(256);
    for (const end of ['6B 00', '90 00']) {
      expect(await replay([GOOD[0], [READ, ok(exact)], ['00 B0 01 00 00', end], GOOD[2], GOOD[3]])).toEqual({
        ok: true,
        value: { identity: exact, numbers },
      });
    }
  });

  it('is refused when a later part is refused', async () => {
    const first = parts(long.identity).slice(0, 1);
    expect(await replay([GOOD[0], ...first, ['00 B0 01 00 00', '69 82']])).toMatchObject({
      failure: { code: 'VITALE-ILLISIBLE', detail: { sw: '6982' } },
    });
  });

  it('is refused when it never ends', async () => {
    let command = READ;
    const endless: Line[] = [];
    for (let offset = 0; offset <= 0x7fff; offset += 256) {
      endless.push([
        command,
        ok(
          offset === 0 ? Uint8Array.of(0x65, 0x82, 0xff, 0xff, ...new Uint8Array(252)) : new Uint8Array(256),
        ),
      ]);
      command = `00B0${(offset + 256).toString(16).toUpperCase().padStart(4, '0')}00`;
    }
    expect(await replay([GOOD[0], ...endless])).toMatchObject({
      failure: { code: 'VITALE-INCOHERENTE', detail: { reason: 'endless-file' } },
    });
  });
});
