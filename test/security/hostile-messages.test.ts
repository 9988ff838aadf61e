/** What a compromised page, another program or a link may send: nothing but a checked command comes through. */
import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { takeRequest, VITALE_HOSTS } from '../../src/domain/site/lecture-vitale.ts';
import { parseInsMatricule } from '../../src/domain/identity/ins.ts';
import { isPageId } from '../../src/domain/site/pages.ts';
import { checkCall, readCallLink, UNNAMED_CALLER } from '../../src/domain/launch/software-call.ts';
import { readCommandLine } from '../../src/main/start/command-line.ts';
import { readSiteAnswer } from '../../src/borders/site.ts';
import { interfaceContract, type WindowKind } from '../../src/borders/windows/index.ts';
import { callAddressSchema, callRequestSchema } from '../../src/borders/calls.ts';
import { dispatchCommand, type CommandHandlers } from '../../src/main/windows/commands.ts';
import { failureSchema } from '../../src/borders/failure.ts';
import { nativeMessageSchema, requestMessageSchema } from '../../src/borders/native.ts';
import { createFrameReader } from '../../src/system/framing.ts';

vi.mock('electron', () => ({ app: { on: () => undefined, isPackaged: false } }));

const RUNS = { numRuns: 2_000 };
const KINDS = Object.keys(interfaceContract) as WindowKind[];

/** Names that mean something to JavaScript, and the commands of other windows. */
const HOSTILE_NAMES = fc.oneof(
  fc.string(),
  fc.constantFrom(
    '__proto__',
    'constructor',
    'prototype',
    'toString',
    'hasOwnProperty',
    'valueOf',
    '',
    'then',
  ),
  fc.constantFrom(...KINDS.flatMap((kind) => Object.keys(interfaceContract[kind].commands))),
);

const HOSTILE_VALUE = fc.anything({
  withBigInt: true,
  withDate: true,
  withMap: true,
  withSet: true,
  withNullPrototype: true,
  withObjectString: true,
  withTypedArray: true,
  withSparseArray: true,
  key: fc.oneof(
    fc.string(),
    fc.constantFrom('__proto__', 'constructor', 'name', 'params', 'page', 'ins', 'id', 'pin'),
  ),
});

/** Handlers that remember with what they were called. */
function recording<Kind extends WindowKind>(
  kind: Kind,
): { handlers: CommandHandlers<Kind>; calls: [string, unknown][] } {
  const calls: [string, unknown][] = [];
  const handlers = Object.fromEntries(
    Object.keys(interfaceContract[kind].commands).map((name) => [
      name,
      (params: unknown) => calls.push([name, params]),
    ]),
  );
  // Made from the very names of the contract.
  return { handlers: handlers as unknown as CommandHandlers<Kind>, calls };
}

describe('commands of a window’s page', () => {
  it.each(KINDS)('%s: whatever is sent, a handler only sees what its contract allows', (kind) => {
    fc.assert(
      fc.property(
        fc.oneof(
          HOSTILE_VALUE,
          fc.record({ name: HOSTILE_NAMES, params: HOSTILE_VALUE }),
          fc.record({ name: HOSTILE_NAMES, params: fc.constant({}), more: HOSTILE_VALUE }),
        ),
        (message) => {
          const { handlers, calls } = recording(kind);
          const taken = dispatchCommand(kind, handlers, message);
          expect(calls).toHaveLength(taken ? 1 : 0);
          for (const [name, params] of calls) {
            const schemas: Readonly<Record<string, { safeParse(value: unknown): { success: boolean } }>> =
              interfaceContract[kind].commands;
            expect(Object.hasOwn(schemas, name)).toBe(true);
            expect(schemas[name]?.safeParse(params).success).toBe(true);
          }
        },
      ),
      RUNS,
    );
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });

  it('numbers, names and texts beyond their bounds are refused', () => {
    const visit = recording('visit');
    for (const layout of [
      { top: Number.NaN, bottom: 0, over: 0 },
      { top: -1, bottom: 0, over: 0 },
      { top: Infinity, bottom: 0, over: 0 },
      { top: 0, bottom: 4001, over: 0 },
      { top: 0, bottom: 0, over: -1 },
      { top: 0, bottom: 0 },
    ])
      expect(
        dispatchCommand('visit', visit.handlers, {
          name: 'layout',
          params: layout,
        }),
      ).toBe(false);
    const pin = recording('pin');
    for (const code of ['123', '1'.repeat(17), 1234, null, ['1234']])
      expect(
        dispatchCommand('pin', pin.handlers, {
          name: 'submit',
          params: { pin: code },
        }),
      ).toBe(false);
    expect([...visit.calls, ...pin.calls]).toEqual([]);
  });
});

describe('messages of the site’s page', () => {
  it('only known answers are taken, without anything beside them', () => {
    fc.assert(
      fc.property(HOSTILE_VALUE, (message) => {
        const answer = readSiteAnswer(message);
        if (answer !== null) expect(message).toEqual({ code: answer });
      }),
      RUNS,
    );
  });

  it('requests for the card components go to one of the two, or nowhere', () => {
    fc.assert(
      fc.property(
        fc.oneof(HOSTILE_VALUE, fc.record({ service: HOSTILE_NAMES, dest_host: HOSTILE_VALUE })),
        (message) => {
          const request = takeRequest(message);
          if (request !== null) expect(VITALE_HOSTS).toContain(request.host);
        },
      ),
      RUNS,
    );
  });
});

describe('messages between main and the native processes', () => {
  it('are taken apart without harm', () => {
    fc.assert(
      fc.property(HOSTILE_VALUE, (message) => {
        for (const schema of [nativeMessageSchema, requestMessageSchema, failureSchema])
          expect(() => schema.safeParse(message)).not.toThrow();
      }),
      RUNS,
    );
  });

  it('bytes in any order never throw, and never become more than one frame’s worth of memory', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 64 }), { maxLength: 20 }), (chunks) => {
        let messages = 0;
        const reader = createFrameReader(() => (messages += 1));
        for (const chunk of chunks) if (!reader.push(chunk)) break;
        expect(messages).toBeLessThanOrEqual(chunks.length * 64);
      }),
      RUNS,
    );
  });
});

describe('calls of other programs', () => {
  const anyText = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.string(),
    fc.constantFrom('DossierPatient', '../../etc', '%00', '\u202e', '..'),
  );

  it('a link is a known page with a right number, or nothing', () => {
    const links = fc.oneof(
      anyText,
      fc
        .tuple(anyText, anyText, anyText)
        .map(([page, ins, caller]) => `dmp-direct://open/${page}/${ins}?caller=${caller}`),
      fc.webUrl().map((url) => url.replace(/^https?/, 'dmp-direct')),
    );
    fc.assert(fc.property(links, checkTaken), RUNS);
    function checkTaken(link: string): void {
      const read = readCallLink(link);
      if (!read.ok) {
        // What is told never repeats what was sent.
        for (const text of Object.values(read.failure.detail ?? {})) expect(text.length).toBeLessThan(100);
        return;
      }
      expect(isPageId(read.value.page)).toBe(true);
      if (read.value.ins !== null) expect(parseInsMatricule(read.value.ins).ok).toBe(true);
    }
  });

  it('a caller’s name is one short line without a number in it', () => {
    fc.assert(
      fc.property(anyText, (caller) => {
        const call = checkCall({ page: 'TableauDeBord', ins: null, caller });
        if (!call.ok) throw new Error('the dashboard needs no number');
        const { caller: name } = call.value;
        expect(name).not.toMatch(/[\p{C}\n\r]|\d{5}/u);
        expect(name === UNNAMED_CALLER || name.length <= 40).toBe(true);
      }),
      RUNS,
    );
  });

  it('the call channel’s messages are checked on both sides', () => {
    fc.assert(
      fc.property(HOSTILE_VALUE, (message) => {
        expect(() =>
          [callRequestSchema, callAddressSchema].map((schema) => schema.safeParse(message)),
        ).not.toThrow();
      }),
      RUNS,
    );
  });

  it('a command line never throws, never restarts for ever, and never carries an INS', () => {
    const argument = fc.oneof(
      anyText.filter((text) => !text.includes('\0')),
      fc.constantFrom(
        '--',
        '-',
        '--config',
        '--user-data',
        '--restarts',
        '--restarts=99',
        '--hidden=x',
        'open',
        '--page',
        '--ins',
        '--ins-stdin',
        '--caller',
        '--no-hidden',
        '-x',
      ),
    );
    fc.assert(
      fc.property(fc.array(argument, { maxLength: 12 }), (args) => {
        const line = readCommandLine(args);
        expect(line.restarts).toBeGreaterThanOrEqual(0);
        expect(line.restarts).toBeLessThanOrEqual(9);
        if (args.includes('--ins') && args.includes('open') && !args.includes('--'))
          expect(line.call === null || line.call === 'usage' || !('ins' in line.call)).toBe(true);
      }),
      RUNS,
    );
  });
});
