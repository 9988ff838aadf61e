import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { format } from 'prettier';
import { describe, expect, it } from 'vitest';
import { eventTable, withEventTable } from '../../../../scripts/lib/event-table.mjs';
import { ROOT } from '../../../../scripts/lib/paths.mjs';
import { FAILURES, type FailureCode } from '../../../../src/domain/failures/index.ts';
import { EVENTS, type JournalEvent } from '../../../../src/domain/journal/events.ts';
import { isTold } from '../../../../src/domain/settings/journal-levels.ts';
import {
  fileLine,
  journalEntry,
  localSyslogMessage,
  syslogMessage,
  toldEvent,
} from '../../../../src/domain/journal/lines.ts';
import { redactLine } from '../../../../src/domain/redaction/redact.ts';
import { EVENT_TEXTS } from '../../../../src/domain/texts/fr/journal.ts';

const AT = new Date('2026-11-30T00:07:08.090Z');
const code = fc.constantFrom(...(Object.keys(FAILURES) as FailureCode[]));
const count = fc.nat(64);
const nothing = fc.constant({});
const version = fc.constantFrom('0.1.0', '0.1.0-test (test, non distribuable ; non signé)', '12.30.4');

/** Every event, with whatever it can say. */
const details = {
  started: fc.record({
    version,
    environment: fc.constantFrom('production', 'test', 'formation'),
    program: count,
  }),
  ended: nothing,
  restarted: fc.record({ count }),
  crashed: nothing,
  policy: fc.record({ locked: count, proposed: count }),
  settingsProblem: fc.record({ code }),
  readers: fc.record({ count }),
  readersLost: nothing,
  vitaleInserted: nothing,
  vitaleRead: fc.record({ people: count }),
  vitaleFailed: fc.record({ code }),
  vitaleRemoved: nothing,
  cpxPresent: nothing,
  cpxProblem: fc.record({ code }),
  cpxRemoved: nothing,
  recordOpened: fc.record({ from: fc.constantFrom('card', 'document', 'typed', 'software', 'dashboard') }),
  recordClosed: nothing,
  signedIn: fc.record({ method: fc.constantFrom('cpx', 'ecps') }),
  signInFailed: fc.record({ code }),
  refusalShown: fc.record({ code }),
  workstationWorse: fc.record({ code }),
  updateFound: fc.record({ version }),
  updateReady: fc.record({ version }),
  updateFailed: fc.record({ code }),
  left: nothing,
  came: nothing,
} satisfies Record<keyof typeof EVENTS, unknown>;

const event = fc.oneof(
  ...Object.entries(details).map(([name, detail]) =>
    (detail as fc.Arbitrary<object>).map((each) => ({ name, detail: each }) as JournalEvent),
  ),
);

describe('the helpdesk’s events', () => {
  it('have numbers of their own, which every log can hold', () => {
    const numbers = Object.values(EVENTS).map(({ number }) => number);
    expect(new Set(numbers).size).toBe(numbers.length);
    for (const number of numbers) expect(number).toSatisfy((each: number) => each >= 100 && each < 1000);
    expect(Object.keys(EVENT_TEXTS).sort()).toEqual(Object.keys(EVENTS).sort());
  });

  it('say nothing that the redactor would take out', () => {
    fc.assert(
      fc.property(event, (each) => {
        const { text } = toldEvent(each);
        expect(redactLine(text, { today: AT })).toBe(text);
        expect(text).not.toMatch(/undefined|\[object|\n/);
      }),
      { numRuns: 1_000 },
    );
  });

  it('are written in the forms of their readers', () => {
    fc.assert(
      fc.property(event, (each) => {
        const told = toldEvent(each);
        expect(fileLine(told, AT)).toMatch(
          /^2026-11-30T00:07:08\.090Z (?:ERROR {2}|WARNING|INFO {3}|DETAIL ) DMP-\d{3} .+\n$/u,
        );
        // RFC 5424, 6: header of seven fields, no structured data, the mark of UTF-8.
        expect(syslogMessage(told, AT, { host: 'pc-12.hopital', processId: 42 })).toMatch(
          /^<(?:11|12|14|15)>1 2026-11-30T00:07:08\.090Z pc-12\.hopital dmp-direct 42 DMP-\d{3} - \ufeffDMP-\d{3} .+$/u,
        );
        expect(localSyslogMessage(told, { processId: 42 })).toMatch(
          /^<1[1245]>dmp-direct\[42\]: DMP-\d{3} .+$/,
        );
        const lines = journalEntry(told).split('\n');
        expect(lines.pop()).toBe('');
        for (const line of lines) expect(line).toMatch(/^[A-Z_]+=.+$/);
        expect(lines).toContain(`DMP_DIRECT_EVENT=${String(told.number)}`);
      }),
    );
  });

  it('name no machine with letters that syslog does not know', () => {
    const told = toldEvent({ name: 'ended', detail: {} });
    expect(syslogMessage(told, AT, { host: 'poste é 1', processId: 1 })).toContain(' poste1 dmp-direct ');
    expect(syslogMessage(told, AT, { host: 'é', processId: 1 })).toContain(' - dmp-direct ');
  });

  it.each([
    ['error', 'off', false],
    ['error', 'error', true],
    ['warning', 'error', false],
    ['info', 'info', true],
    ['detail', 'info', false],
    ['detail', 'detail', true],
  ] as const)('of level %s with everything down to %s are told: %s', (level, threshold, told) => {
    expect(isTold(level, threshold)).toBe(told);
  });

  it('are all in the administrator’s table (node scripts/event-table.mjs)', async () => {
    const page = await readFile(join(ROOT, 'docs/deployment/journaux.md'), 'utf8');
    const made = withEventTable(page, eventTable(EVENTS, EVENT_TEXTS));
    expect(page).toBe(await format(made, { parser: 'markdown' }));
  });
});
