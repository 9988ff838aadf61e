import fc, { type Arbitrary } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { FAILURES } from '../../../src/domain/failures/index.ts';
import { failureSchema } from '../../../src/borders/failure.ts';
import { fits, type Shape, type ShapeTable } from '../../../src/borders/windows/fits.ts';
import { interfaceContract } from '../../../src/borders/windows/index.ts';
import { WINDOW_KINDS } from '../../../src/borders/windows/page.ts';
import { describeWindows } from '../../../src/borders/windows/shapes.ts';

const TABLE = describeWindows();

/** Values of a form, at the edges of its bounds too. */
function valuesOf(table: ShapeTable, place: number): Arbitrary<unknown> {
  const shape: Shape | undefined = table.shapes[place];
  const inner = (at: number): Arbitrary<unknown> => valuesOf(table, at);
  switch (shape?.[0]) {
    case 'string':
      return fc.string({ minLength: shape[1], maxLength: shape[2] ?? shape[1] + 8 });
    case 'number':
      return (
        shape[1] ? fc.integer({ min: -2, max: 300 }) : fc.double({ min: -2, max: 300, noNaN: true })
      ).filter((value) => fits(table, place, value));
    case 'boolean':
      return fc.boolean();
    case 'one of':
      return fc.constantFrom(...shape[1]);
    case 'list':
      return fc.array(inner(shape[1]), { minLength: shape[2], maxLength: shape[3] ?? shape[2] + 2 });
    case 'object': {
      const keys = Object.entries(shape[1]);
      const values = Object.fromEntries(keys.map(([key, [at]]) => [key, inner(at)]));
      const needed = keys.filter(([, [, presence]]) => presence === 'needed').map(([key]) => key);
      return fc.record(values, { requiredKeys: needed });
    }
    case 'record':
      return fc.dictionary(fc.string({ maxLength: 5 }), inner(shape[1]), {
        maxKeys: 3,
        noNullPrototype: true,
      });
    case 'any of':
      return fc.oneof(...shape[1].map(inner));
    case undefined:
      throw new Error(`nothing at ${String(place)}`);
  }
}

const JUNK = fc.constantFrom<unknown>(
  undefined,
  null,
  '',
  'x'.repeat(300),
  -1,
  0.5,
  1e9,
  NaN,
  Infinity,
  true,
  [],
  {},
);

/** One place of a value made into something else: another value, a key more, a key less. */
function spoiled(value: unknown, steps: readonly number[], junk: unknown): unknown {
  const [step = 0, ...rest] = steps;
  if (typeof value !== 'object' || value === null || steps.length === 0) return junk;
  const keys = Object.keys(value);
  if (keys.length === 0 || step % 7 === 0)
    return Array.isArray(value) ? [...(value as unknown[]), junk] : { ...value, more: junk };
  const key = keys[step % keys.length] ?? '';
  if (Array.isArray(value))
    return value.map((each: unknown, index) => (String(index) === key ? spoiled(each, rest, junk) : each));
  const { [key]: chosen, ...others } = value as Record<string, unknown>;
  return step % 5 === 0 ? others : { ...others, [key]: spoiled(chosen, rest, junk) };
}

describe.each(WINDOW_KINDS)('what a preload takes for a state of the window %s', (kind) => {
  const contract: z.ZodType = interfaceContract[kind].state;
  const values = valuesOf(TABLE, TABLE.windows[kind] ?? -1);
  const isTaken = (value: unknown): boolean => fits(TABLE, TABLE.windows[kind] ?? -1, value);

  it('is what its contract takes, unchanged', () => {
    fc.assert(
      fc.property(values, (value) => {
        expect(isTaken(value)).toBe(true);
        expect(contract.parse(value)).toEqual(value);
      }),
    );
  });

  it('is nothing that its contract refuses, and everything else', () => {
    fc.assert(
      fc.property(
        values,
        fc.array(fc.nat(100), { minLength: 1, maxLength: 6 }),
        JUNK,
        (value, steps, junk) => {
          const wrong = spoiled(value, steps, junk);
          expect(isTaken(wrong)).toBe(contract.safeParse(wrong).success);
        },
      ),
      { numRuns: 500 },
    );
  });
});

const tableOf = (state: z.ZodType): ShapeTable => describeWindows({ one: { state } });
const takes = (state: z.ZodType, value: unknown): boolean => {
  const table = tableOf(state);
  return fits(table, table.windows.one ?? -1, value);
};

it.each<[string, z.ZodType, readonly unknown[], readonly unknown[]]>([
  ['a length', z.string().min(2).max(3), ['ab', 'abc'], ['a', 'abcd', 2, null]],
  ['one length', z.string().length(2), ['ab'], ['a', 'abc']],
  ['a whole number', z.int().min(0).max(2), [0, 2], [-1, 3, 0.5, NaN, 2 ** 60]],
  ['limits that do not count', z.number().gt(0).lt(1), [0.5], [0, 1, Infinity]],
  [
    'a code of the catalogue',
    failureSchema,
    [{ code: Object.keys(FAILURES)[0] }],
    [{ code: 'X' }, { code: 1 }],
  ],
  [
    'a detail',
    failureSchema,
    [{ code: 'VITALE-MUETTE', detail: { a: 'b' } }],
    [{ code: 'VITALE-MUETTE', detail: undefined }],
  ],
  [
    'a key that may be left out',
    z.strictObject({ a: z.string().optional() }),
    [{}, { a: undefined }],
    [{ a: null }],
  ],
  [
    'all keys of an enumeration',
    z.record(z.enum(['a', 'b']), z.int()),
    [{ a: 1, b: 2 }],
    [{ a: 1 }, { a: 1, b: 2, c: 3 }],
  ],
  [
    'a list without holes',
    z.array(z.string()).min(1),
    [['a']],
    [[], new Array(1), 'a', { length: 1, 0: 'a' }],
  ],
  ['an object and nothing like one', z.strictObject({}), [{}], [[], null, 'a', { a: 1 }]],
])('keeps %s as its contract does', (_name, state, good, bad) => {
  for (const value of good)
    expect([takes(state, value), state.safeParse(value).success]).toEqual([true, true]);
  for (const value of bad)
    expect([takes(state, value), state.safeParse(value).success]).toEqual([false, false]);
});

it.each<[string, z.ZodType]>([
  ['a message that is changed', z.string().transform((text) => text.trim())],
  ['an object that takes further keys', z.object({ a: z.string() })],
  ['a text that a function judges', z.string().refine((text) => text !== '')],
  ['a pattern', z.string().regex(/a/)],
  ['a format', z.iso.date()],
  ['an object that a function judges', z.strictObject({}).refine(() => true)],
  ['anything at all', z.unknown()],
])('refuses to describe %s, which it could not keep', (_name, state) => {
  expect(() => tableOf(state)).toThrow();
});

it('describes what is alike once', () => {
  const same = z.strictObject({ a: z.string(), b: z.string() });
  expect(tableOf(z.strictObject({ x: same, y: same })).shapes).toHaveLength(3);
});
