import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Facts } from '../../../../src/domain/diagnosis/facts.ts';
import { namedReaders } from '../../../../src/domain/galss/channels.ts';
import { judge } from '../../../../src/domain/diagnosis/judge.ts';
import { isLookDue, sentinelLook, type SentinelMemory } from '../../../../src/domain/diagnosis/sentinel.ts';
import { galssText } from '../../../lab/broken/galss-text.ts';
import { CONTEXT, HEALTHY, known } from './facts.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const START = Date.parse('2026-11-02T08:00:00Z');

type Passive = Pick<Facts, 'readers' | 'ssv' | 'workstation'>;

const READERS = ['Lecteur A 0', 'Lecteur B 0'];
const WINDOWS = {
  smartCardService: 'automatic',
  certificatePropagation: 'manual',
  isCspBound: true,
  smartAppControl: 'off',
  usbSuspend: true,
} as const;
const PRACTICE: Passive = {
  readers: HEALTHY.readers,
  ssv: { ...HEALTHY.ssv, galss: { ...HEALTHY.ssv.galss, clients: ['GALSS'] }, versions: null },
  workstation: {
    ...HEALTHY.workstation,
    platform: 'windows',
    processes: ['srvsvcnam', 'dmpconnect-js2'],
    cryptolibs: ['5.2.6'],
    srvsvcnam: { isInstalled: true, version: '5.10.04', ports: [1922, 1943] },
    dmpConnect: { isInstalled: true, listens: true },
    windows: WINDOWS,
  },
};

const readers = (...list: readonly (readonly [string, 'vitale-2' | 'cps4' | null])[]): Facts['readers'] => ({
  ...HEALTHY.readers,
  readers: list.map(([name, kind]) => ({ name, card: kind === null ? null : { kind, atr: '3B00' } })),
});

/** A workstation with its sentinel: looks as the program does, and keeps what was said. */
class Practice {
  facts: Passive = PRACTICE;
  now = START;
  readonly said: string[] = [];
  #memory: SentinelMemory | null = null;
  #again: number | null = null;

  look(): void {
    const { checks } = judge(known(this.facts), { ...CONTEXT, now: this.now });
    const names = this.facts.readers.readers.map(({ name }) => name);
    const verdict = sentinelLook(this.#memory, {
      checks,
      readers: names,
      named: namedReaders(this.facts.ssv.galss.text),
      now: this.now,
    });
    this.#memory = verdict.memory;
    this.#again = verdict.againIn === null ? null : this.now + verdict.againIn;
    this.said.push(...verdict.worse.map(({ code }) => code));
  }

  /** Time goes by: what is due is looked at. */
  pass(milliseconds: number): void {
    const end = this.now + milliseconds;
    for (;;) {
      const due = Math.min((this.#memory?.lookedAt ?? this.now - DAY) + DAY, this.#again ?? Infinity);
      if (due > end) break;
      this.now = due;
      this.look();
    }
    this.now = end;
  }

  /** Readers or components change, which is looked at. */
  change(facts: Partial<Passive>): void {
    this.facts = { ...this.facts, ...facts };
    this.look();
  }
}

const galss = (text: string): Partial<Passive> => ({
  ssv: { ...PRACTICE.ssv, galss: { ...PRACTICE.ssv.galss, text } },
});
const windows = (changes: Partial<typeof PRACTICE.workstation>): Partial<Passive> => ({
  workstation: { ...PRACTICE.workstation, ...changes },
});

/** What happens in a practice without anything getting worse, and what undoes it. */
const EVERYDAY: readonly (readonly [name: string, there: Partial<Passive>, mostMinutes?: number])[] = [
  [
    'SrvSVCNAM being updated',
    windows({ processes: [], srvsvcnam: { isInstalled: true, version: '5.10.04', ports: [] } }),
    8,
  ],

  ['no card', { readers: readers([READERS[0]!, null], [READERS[1]!, null]) }],
  ['both cards', { readers: readers([READERS[0]!, 'vitale-2'], [READERS[1]!, 'cps4']) }],
  ['a card in the wrong slot', { readers: readers([READERS[0]!, null], [READERS[1]!, 'vitale-2']) }],
  ['two Vitale', { readers: readers([READERS[0]!, 'vitale-2'], [READERS[1]!, 'vitale-2']) }],
  ['one reader taken along', { readers: readers([READERS[0]!, null]) }],
  ['no reader', { readers: readers() }],
  ['the service is starting', { readers: { ...readers(), service: 'unavailable' } }],
  [
    'DMP Connect closed',
    windows({ processes: ['srvsvcnam'], dmpConnect: { isInstalled: true, listens: false } }),
  ],
  ['the invoicing program open', windows({ processes: ['srvsvcnam', 'pyxvital'] })],
  ['programs that cannot be listed', windows({ processes: null })],
];

/** What gets worse, and what must be said of it. */
const DRIFTS: readonly (readonly [code: string, Partial<Passive>])[] = [
  ['GALSS-LECTEUR-ABSENT', { readers: readers([READERS[0]!, null], ['Lecteur C 0', null]) }],
  ['GALSS-LECTEUR-ABSENT', galss(galssText('Ingenico TL TELIUM(1)', READERS[1]!))],
  ['GALSS-CANAUX-INVERSES', { readers: readers([READERS[0]!, 'cps4'], [READERS[1]!, 'vitale-2']) }],
  ['CERTIFICATS-AUTOMATIQUE', windows({ windows: { ...WINDOWS, certificatePropagation: 'automatic' } })],
  ['CRYPTOLIB-PLUSIEURS', windows({ cryptolibs: ['5.2.2', '5.2.6'] })],
  ['CRYPTOLIB-CSP', windows({ windows: { ...WINDOWS, isCspBound: false } })],
  [
    'SRVSVCNAM-NON-DEMARRE',
    windows({ processes: [], srvsvcnam: { isInstalled: true, version: '5.10.04', ports: [] } }),
  ],
];

describe('thirty days in a practice', () => {
  const event = fc.record({
    after: fc.integer({ min: 5, max: 20 * 60 }),
    /** Minutes until it is over; never longer than a morning. */
    lasts: fc.integer({ min: 1, max: 4 * 60 }),
    what: fc.constantFrom(...EVERYDAY),
  });

  it('go by without a false alarm, whatever is plugged, closed and inserted', () => {
    fc.assert(
      fc.property(fc.array(event, { minLength: 20, maxLength: 60 }), (events) => {
        const practice = new Practice();
        practice.look();
        for (const { after, lasts, what } of events) {
          practice.pass(after * MINUTE);
          practice.change(what[1]);
          practice.pass(Math.min(lasts, what[2] ?? lasts) * MINUTE);
          practice.change(PRACTICE);
        }
        practice.pass(Math.max(0, START + 30 * DAY - practice.now));
        expect(practice.said).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });

  it.each(DRIFTS)('%s is said the same day, and once', (code, drift) => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 29 * 24 * 60 }), (minutes) => {
        const practice = new Practice();
        practice.look();
        practice.pass(minutes * MINUTE);
        expect(practice.said).toEqual([]);
        practice.change(drift);
        practice.pass(HOUR);
        expect(practice.said).toContain(code);
        const told = practice.said.length;
        practice.pass(30 * DAY);
        expect(practice.said).toHaveLength(told);
      }),
      { numRuns: 15 },
    );
  });

  it('what nobody signalled is found by the daily look', () => {
    const practice = new Practice();
    practice.look();
    practice.facts = { ...PRACTICE, ...windows({ cryptolibs: ['5.2.2', '5.2.6'] }) };
    practice.pass(DAY + HOUR);
    expect(practice.said).toEqual(['CRYPTOLIB-PLUSIEURS']);
  });
});

describe('the first look', () => {
  it('learns how the workstation is, and says nothing of it, then or later', () => {
    const practice = new Practice();
    practice.facts = { ...PRACTICE, ...windows({ cryptolibs: ['5.0.16', '5.2.6'] }) };
    practice.look();
    practice.pass(30 * DAY);
    expect(practice.said).toEqual([]);
  });
});

describe('what it remembers', () => {
  it('holds no name of a reader, and knows it again all the same', () => {
    const after = (reader: string) =>
      sentinelLook(null, { checks: [], readers: [reader], named: [], now: START }).memory;
    const memory = after('Lecteur 4711-0815');
    expect(JSON.stringify(memory)).not.toMatch(/Lecteur|4711/);
    expect(memory).toEqual(after('Lecteur 4711-0815'));
    expect(memory).not.toEqual(after('Lecteur 4711-0816'));
  });

  it('a clock that was set back does not silence it', () => {
    expect(isLookDue(START + DAY, START - 300 * DAY)).toBe(true);
    expect(isLookDue(START + DAY, START)).toBe(false);
    expect(isLookDue(START + DAY, START + DAY)).toBe(true);
  });
});
