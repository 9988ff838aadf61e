/**
 * What can go wrong on a card and between a card and its reader, as data: a card that misbehaves, and what the program
 * may make of it. What is expected is worked out from the references (ISO 7816-4, vitale-card.md), not from the
 * program's code.
 */
import { VITALE_2_ATR } from '../../lab/cards/atr.ts';
import { catalogueCard, type CardId } from '../../lab/cards/catalogue.ts';
import { statusWord, toHex, withStatus, type CardAnswer, type VirtualCard } from '../../lab/cards/card.ts';
import { CLAIRE } from '../../lab/cards/people.ts';
import { vitale2, vitale2Files, type CardPerson } from '../../lab/cards/vitale2.ts';
import { Dice } from '../../unit/domain/identity/sample-people.ts';

/** What a read of such a card may come to. */
export interface Expected {
  /** Every failure code that would be right; none when the read must succeed. */
  readonly codes: readonly string[];
  /** Status word that the failure must carry. */
  readonly sw?: string;
  /** Whether everybody on the card, word for word, is right too. */
  readonly people: boolean;
  /** The content itself is damaged: names may be too, but no number may be let through that is not its bearer's. */
  readonly damaged?: boolean;
}

export interface CardFault {
  readonly kind: string;
  readonly name: string;
  readonly people: readonly CardPerson[];
  readonly expected: Expected;
  make(): VirtualCard;
  /** What takes its place as soon as it has left by itself. */
  readonly follower?: CardId;
}

const must = (...codes: string[]): Expected => ({ codes, people: false });
const READ_WELL: Expected = { codes: [], people: true };

/** Changes a card's answers; commands are counted from 1. */
function tampered(
  card: VirtualCard,
  tamper: (answer: CardAnswer, count: number, command: Uint8Array) => CardAnswer,
): VirtualCard {
  let count = 0;
  return {
    atr: card.atr,
    respond: (command) => tamper(card.respond(command), (count += 1), command),
    reset: () => card.reset(),
  };
}

const COMMANDS_OF: Readonly<Partial<Record<CardId, number>>> = {
  claire: 4,
  famille: 5,
  'reponse-en-deux-temps': 6,
  'longueur-exacte': 6,
  'dix-neuf': 9,
};

/** The list, always the same for one seed. */
export function cardFaults(seed: number): readonly CardFault[] {
  const dice = new Dice(seed);
  return [
    ...pulledOut(),
    ...swapped(),
    ...statusWords(),
    ...truncations(),
    ...bitFlips(dice),
    ...lostExchanges(),
    ...strangeLengths(),
    ...garbage(dice),
    ...atrs(dice),
  ];
}

function pulledOut(): CardFault[] {
  return Object.entries(COMMANDS_OF).flatMap(([id, commands]) => {
    const card = catalogueCard(id as CardId);
    return Array.from({ length: commands }, (_, after): CardFault => ({
      kind: 'card pulled out',
      name: `${id} pulled out at command ${String(after + 1)}`,
      people: card.people,
      expected: must('VITALE-RETIREE'),
      make: () => card.make({ pulledOutAfter: after }),
    }));
  });
}

/** Another card lies in the reader before the first one's read has ended. */
function swapped(): CardFault[] {
  return (['claire', 'famille', 'dix-neuf'] as const).flatMap((id) => {
    const card = catalogueCard(id);
    return Array.from({ length: COMMANDS_OF[id] ?? 0 }, (_, after): CardFault => ({
      kind: 'card swapped',
      name: `${id} swapped at command ${String(after + 1)}`,
      people: card.people,
      expected: must('VITALE-RETIREE', 'VITALE-CHANGEE'),
      make: () => card.make({ pulledOutAfter: after }),
      follower: 'amadou',
    }));
  });
}

/** Warnings, errors and nonsense of ISO 7816-4, and words that no card gives. */
const STATUS_WORDS = [
  0x0000, 0x6200, 0x6281, 0x6282, 0x6283, 0x6300, 0x6381, 0x63c0, 0x6400, 0x6500, 0x6581, 0x6600, 0x6700,
  0x6800, 0x6881, 0x6882, 0x6900, 0x6981, 0x6982, 0x6983, 0x6984, 0x6985, 0x6986, 0x6a00, 0x6a80, 0x6a81,
  0x6a82, 0x6a83, 0x6a84, 0x6a86, 0x6a87, 0x6a88, 0x6b00, 0x6d00, 0x6e00, 0x6f00, 0x6fff, 0x9001, 0x9100,
  0x9f10, 0xffff,
];

function statusWords(): CardFault[] {
  const card = catalogueCard('claire');
  const plain = [1, 2, 3, 4].flatMap((command) =>
    STATUS_WORDS.map((sw): CardFault => {
      const text = toHex(statusWord(sw));
      return {
        kind: 'status word',
        name: `${text} at command ${String(command)}`,
        people: card.people,
        expected: { codes: ['VITALE-ILLISIBLE'], sw: text, people: false },
        make: () => card.make({ statusAt: { command, sw } }),
      };
    }),
  );
  // «61 xx» promises data that GET RESPONSE does not find; «6C xx» is obeyed for a READ, and means nothing to a SELECT.
  const followed = [1, 2, 3, 4].flatMap((command) =>
    [0x6100, 0x6110, 0x61ff, 0x6c00, 0x6c10, 0x6cff].map((sw): CardFault => ({
      kind: 'status word',
      name: `${toHex(statusWord(sw))} at command ${String(command)}`,
      people: card.people,
      expected: {
        codes:
          sw === 0x6c10 && command % 2 === 0
            ? ['VITALE-INCOHERENTE']
            : sw === 0x6c00 && command % 2 === 0
              ? []
              : ['VITALE-ILLISIBLE'],
        people: sw === 0x6c00 && command % 2 === 0,
      },
      make: () => card.make({ statusAt: { command, sw } }),
    })),
  );
  return [...plain, ...followed];
}

/** Every length of both files of one adult, and of a family whose file is longer than one answer. */
function truncations(): CardFault[] {
  return (['claire', 'famille'] as const).flatMap((id) => {
    const { people } = catalogueCard(id);
    const data = { people, validFrom: '20200115' };
    const whole = vitale2Files(data, { padding: 0 });
    const everybody = vitale2Files({ people }, { padding: 0 }).identity.length;
    const cut = (which: 'identity' | 'numbers', length: number): CardFault => ({
      kind: 'truncated file',
      name: `${id} ${which} cut to ${String(length)} bytes`,
      people,
      // Cut exactly after the last person only the date of validity is gone.
      expected: which === 'identity' && length === everybody ? READ_WELL : must('VITALE-INCOHERENTE'),
      make: () =>
        vitale2(
          data,
          which === 'identity'
            ? { padding: 0, identityLength: length }
            : { padding: 0, numbersLength: length },
        ),
    });
    const step = id === 'claire' ? 1 : 5;
    const lengths = (bytes: Uint8Array): number[] =>
      Array.from({ length: bytes.length }, (_, length) => length).filter((length) => length % step === 0);
    return [
      ...lengths(whole.identity).map((length) => cut('identity', length)),
      ...lengths(whole.numbers).map((length) => cut('numbers', length)),
    ];
  });
}

const BIT_FLIPS = 120;

/** One bit of a file is wrong: nothing on the card would say so. */
function bitFlips(dice: Dice): CardFault[] {
  return Array.from({ length: BIT_FLIPS }, (): CardFault => {
    const id = dice.oneOf(['claire', 'famille', 'jumelles', 'cent-ans'] as const);
    const { people } = catalogueCard(id);
    const files = vitale2Files({ people, validFrom: '20200115' });
    const which = dice.oneOf(['identity', 'numbers'] as const);
    const at = dice.below(Math.min(files[which].length, 250));
    const bit = dice.below(8);
    return {
      kind: 'flipped bit',
      name: `${id} ${which} byte ${String(at)} bit ${String(bit)}`,
      people,
      expected: { codes: ['VITALE-INCOHERENTE'], people: true, damaged: true },
      make: () =>
        tampered(vitale2({ people, validFrom: '20200115' }), (answer, count) => {
          if (
            answer === 'pulled-out' ||
            count !== (which === 'identity' ? 2 : files.identity.length > 256 ? 5 : 4)
          )
            return answer;
          const changed = Uint8Array.from(answer);
          changed[at] = (changed[at] ?? 0) ^ (1 << bit);
          return changed;
        }),
    };
  });
}

/** Answers shorter than a status word: a lost exchange, which is tried again from the first command. */
function lostExchanges(): CardFault[] {
  const { people } = catalogueCard('claire');
  const lost = (
    name: string,
    at: (count: number) => boolean,
    expected: Expected,
    bytes = [0x90],
  ): CardFault => ({
    kind: 'lost exchange',
    name,
    people,
    expected,
    make: () =>
      tampered(vitale2({ people: [CLAIRE] }), (answer, count) =>
        at(count) ? Uint8Array.from(bytes) : answer,
      ),
  });
  return [
    ...[1, 2, 3, 4].map((command) =>
      lost(`lost once at command ${String(command)}`, (count) => count === command, READ_WELL),
    ),
    lost('lost three times', (count) => count <= 3, READ_WELL),
    lost('lost four times', (count) => count <= 4, must('VITALE-TRANSMISSION')),
    lost('lost for ever', () => true, must('VITALE-TRANSMISSION')),
    lost('nothing at all, for ever', () => true, must('VITALE-TRANSMISSION'), []),
  ];
}

/** Cards that never stop, or say more than a card can. */
function strangeLengths(): CardFault[] {
  const { people } = catalogueCard('claire');
  const strange = (
    name: string,
    expected: Expected,
    tamper: (answer: Uint8Array, command: Uint8Array) => Uint8Array,
  ): CardFault => ({
    kind: 'strange length',
    name,
    people,
    expected,
    make: () =>
      tampered(vitale2({ people }), (answer, _count, command) =>
        answer === 'pulled-out' ? answer : tamper(answer, command),
      ),
  });
  const reads = (command: Uint8Array): boolean => command[1] === 0xb0;
  return [
    strange('always more to fetch', must('VITALE-ILLISIBLE'), () => withStatus(new Uint8Array(16), 0x6110)),
    strange('always another length', must('VITALE-ILLISIBLE'), (answer, command) =>
      reads(command) ? statusWord(0x6c20) : answer,
    ),
    strange('a file without end', must('VITALE-INCOHERENTE'), (answer, command) =>
      reads(command) ? withStatus(endlessTemplate(), 0x9000) : answer,
    ),
    strange('files of one byte', must('VITALE-INCOHERENTE'), (answer, command) =>
      reads(command) ? withStatus(Uint8Array.of(0x65), 0x9000) : answer,
    ),
    strange('empty files', must('VITALE-INCOHERENTE'), (answer, command) =>
      reads(command) ? statusWord(0x9000) : answer,
    ),
    strange('files of zeros', must('VITALE-INCOHERENTE'), (answer, command) =>
      reads(command) ? withStatus(new Uint8Array(100), 0x9000) : answer,
    ),
    strange('60,000 bytes more than there are', READ_WELL, (answer, command) =>
      reads(command)
        ? withStatus(Uint8Array.of(...answer.subarray(0, -2), ...new Uint8Array(60_000)), 0x9000)
        : answer,
    ),
    strange('data where none was asked for', READ_WELL, (answer, command) =>
      reads(command) ? answer : withStatus(Uint8Array.of(0x6f, 0x02, 0x84, 0x00), 0x9000),
    ),
  ];
}

function endlessTemplate(): Uint8Array {
  const bytes = new Uint8Array(256).fill(0x20);
  bytes.set([0x65, 0x82, 0xff, 0xff]);
  return bytes;
}

const GARBAGE = 60;

/** Bytes that mean nothing, from some command on. */
function garbage(dice: Dice): CardFault[] {
  const { people } = catalogueCard('claire');
  return Array.from({ length: GARBAGE }, (_, number): CardFault => {
    const from = 1 + dice.below(4);
    const length = dice.below(257);
    const bytes = Uint8Array.from({ length }, () => dice.below(256));
    const ends = dice.chance(0.7) ? 0x9000 : dice.below(0x10000);
    return {
      kind: 'garbage',
      name: `garbage ${String(number)}: ${String(length)} bytes from command ${String(from)}, ${toHex(statusWord(ends))}`,
      people,
      expected: {
        // Data after a SELECT is ignored, so that garbage there may do no harm.
        codes: ['VITALE-ILLISIBLE', 'VITALE-INCOHERENTE', 'VITALE-TRANSMISSION'],
        people: from % 2 === 1,
      },
      make: () =>
        tampered(vitale2({ people }), (answer, count) => (count === from ? withStatus(bytes, ends) : answer)),
    };
  });
}

const RANDOM_ATRS = 20;

/** Answers to reset that are no card's, or nearly a Vitale's: only a known pattern is read. */
function atrs(dice: Dice): CardFault[] {
  const { people } = catalogueCard('claire');
  const withAtr = (name: string, atr: Uint8Array): CardFault => ({
    kind: 'answer to reset',
    name,
    people,
    expected: {
      codes: ['VITALE-INCONNUE', 'VITALE-MUETTE', 'VITALE-1', 'VITALE-PROFESSIONNEL'],
      people: isVitale2(atr),
    },
    make: () => vitale2({ people }, { atr }),
  });
  const near = Array.from(VITALE_2_ATR, (_, at) => {
    const atr = Uint8Array.from(VITALE_2_ATR);
    atr[at] = (atr[at] ?? 0) ^ (1 << dice.below(8));
    return withAtr(`byte ${String(at)} wrong: ${toHex(atr)}`, atr);
  });
  const random = Array.from({ length: RANDOM_ATRS }, () => {
    const atr = Uint8Array.from({ length: 2 + dice.below(31) }, () => dice.below(256));
    return withAtr(`random: ${toHex(atr)}`, atr);
  });
  return [...near, ...random];
}

/** vitale-card.md: `3B 75 13 00 00 xx 09 EA 90 00` and its fellows; a byte that varies may be anything. */
function isVitale2(atr: Uint8Array): boolean {
  return /^3B751300004.09[EF]A9000$/.test(toHex(atr));
}
