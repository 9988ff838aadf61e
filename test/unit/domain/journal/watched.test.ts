import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { JournalEvent } from '../../../../src/domain/journal/events.ts';
import { eventsBetween, NOTHING_WATCHED, type Watched } from '../../../../src/domain/journal/watched.ts';

const names = (before: Partial<Watched>, after: Partial<Watched>): readonly string[] =>
  eventsBetween({ ...NOTHING_WATCHED, ...before }, { ...NOTHING_WATCHED, ...after }).map(({ name }) => name);

const reading = { key: 'a', progress: { kind: 'reading' } } as const;
const read = { key: 'a', progress: { kind: 'read', people: 2 } } as const;
const unread = { key: 'a', progress: { kind: 'failed', code: 'VITALE-MUETTE' } } as const;
const record = (id: number) => ({ id, from: 'card' }) as const;
const made = 'cpx' as const;
const stopped = 'SITE-INJOIGNABLE' as const;

describe('what happens between two states', () => {
  it.each([
    ['readers found', {}, { readers: { service: true, count: 1 } }, ['readers']],
    ['no service', {}, { readers: { service: false, count: 0 } }, ['readersLost']],
    [
      'still no service',
      { readers: { service: false, count: 1 } },
      { readers: { service: false, count: 0 } },
      [],
    ],
    ['a card', {}, { vitales: [reading] }, ['vitaleInserted']],
    ['a card that was there', {}, { vitales: [read] }, ['vitaleInserted', 'vitaleRead']],
    ['a card read', { vitales: [reading] }, { vitales: [read] }, ['vitaleRead']],
    ['a card not read', { vitales: [reading] }, { vitales: [unread] }, ['vitaleFailed']],
    ['a card that is read more precisely', { vitales: [read] }, { vitales: [read] }, []],
    ['a card gone', { vitales: [read] }, {}, ['vitaleRemoved']],
    [
      'the card changed',
      { vitales: [read] },
      { vitales: [{ ...reading, key: 'b' }] },
      ['vitaleInserted', 'vitaleRemoved'],
    ],
    ['a practitioner’s card', {}, { cpx: { state: 'present' } }, ['cpxPresent']],
    ['its trouble', {}, { cpx: { state: 'problem', code: 'CPX-EXPIREE' } }, ['cpxProblem']],
    ['a record', {}, { record: record(1) }, ['recordOpened']],
    ['a record signed in at once', {}, { record: record(1), signedIn: made }, ['recordOpened', 'signedIn']],
    [
      'another record',
      { record: record(1), signedIn: made },
      { record: record(2), signedIn: made },
      ['recordClosed', 'recordOpened', 'signedIn'],
    ],
    ['a stopped record', { record: record(1) }, { record: record(1), stop: stopped }, ['signInFailed']],
    ['still stopped', { record: record(1), stop: stopped }, { record: record(1), stop: stopped }, []],
    ['a closed record', { record: record(1), signedIn: made }, {}, ['recordClosed']],
    ['a message', {}, { notice: 'CPX-EXPIREE' }, ['refusalShown']],
    ['the same message', { notice: 'CPX-EXPIREE' }, { notice: 'CPX-EXPIREE' }, []],
    ['no message any more', { notice: 'CPX-EXPIREE' }, {}, []],
  ] as const)('%s', (_what, before, after, expected) => {
    expect(names(before as Partial<Watched>, after as Partial<Watched>)).toEqual(expected);
  });
});

const vitale = fc.record({
  key: fc.constantFrom('a', 'b', 'c'),
  progress: fc.constantFrom<Watched['vitales'][number]['progress']>(
    { kind: 'reading' },
    { kind: 'read', people: 1 },
    { kind: 'failed', code: 'VITALE-MUETTE' },
  ),
});
const state: fc.Arbitrary<Watched> = fc.record({
  readers: fc.option(fc.record({ service: fc.boolean(), count: fc.nat(3) })),
  vitales: fc.uniqueArray(vitale, { selector: ({ key }) => key, maxLength: 3 }),
  cpx: fc.constantFrom<Watched['cpx']>(
    { state: 'absent' },
    { state: 'present' },
    { state: 'problem', code: 'CPX-EXPIREE' },
  ),
  record: fc.option(fc.record({ id: fc.nat(3), from: fc.constantFrom('card', 'typed') })),
  signedIn: fc.constantFrom<Watched['signedIn']>(null, made, 'ecps'),
  stop: fc.option(fc.constantFrom<NonNullable<Watched['stop']>>(stopped, 'CPX-EXPIREE')),
  notice: fc.option(fc.constantFrom('CPX-EXPIREE', 'SITE-INJOIGNABLE')),
});

describe('a whole life', () => {
  const count = (events: readonly JournalEvent[], name: string): number =>
    events.filter((event) => event.name === name).length;

  it('tells of every record and card once as it comes and once as it goes, and of nothing when nothing changes', () => {
    fc.assert(
      fc.property(fc.array(state, { minLength: 1, maxLength: 20 }), (states) => {
        const events: JournalEvent[] = [];
        let before = NOTHING_WATCHED;
        for (const after of states) {
          events.push(...eventsBetween(before, after));
          expect(eventsBetween(after, after)).toEqual([]);
          before = after;
          expect(count(events, 'recordOpened') - count(events, 'recordClosed')).toBe(
            after.record === null ? 0 : 1,
          );
          expect(count(events, 'vitaleInserted') - count(events, 'vitaleRemoved')).toBe(after.vitales.length);
        }
      }),
      { numRuns: 500 },
    );
  });
});
