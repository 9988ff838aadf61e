/** The windows' states as a table that needs no package to be checked against (`fits.ts`); made by the build. */
import type { z } from 'zod';
import { FAILURES, isFailureCode } from '../../domain/failures/index.ts';
import { failureSchema } from '../failure.ts';
import type { Limit, Presence, Shape, ShapeTable } from './fits.ts';
import { interfaceContract } from './index.ts';

type Schema = z.core.$ZodType;

/** Describes the state of every window. A contract that uses what the table has no word for is refused here. */
export function describeWindows(
  contract: Readonly<Record<string, { readonly state: Schema }>> = interfaceContract,
): ShapeTable {
  const table = new Table();
  const windows = Object.fromEntries(
    Object.entries(contract).map(([kind, { state }]) => [kind, table.place(state)]),
  );
  return { shapes: table.shapes, windows };
}

/** What zod says of a schema, as far as it is read here. */
interface Definition {
  readonly type: string;
  readonly format?: string;
  readonly checks?: readonly { readonly _zod: { readonly def: Check } }[];
  readonly shape?: Readonly<Record<string, Schema>>;
  readonly catchall?: Schema;
  readonly innerType?: Schema;
  readonly element?: Schema;
  readonly options?: readonly Schema[];
  readonly keyType?: Schema;
  readonly valueType?: Schema;
  readonly values?: readonly (string | number | boolean | null)[];
  readonly entries?: Readonly<Record<string, string | number>>;
  readonly in?: Schema;
}

interface Check {
  readonly check: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly length?: number;
  readonly value?: number;
  readonly inclusive?: boolean;
  readonly fn?: unknown;
}

const definitionOf = (schema: Schema): Definition => schema._zod.def;

class Table {
  readonly shapes: Shape[] = [];
  /** Forms that are alike are described once. */
  readonly #places = new Map<string, number>();

  /** Where the schema is described. */
  place(schema: Schema | undefined): number {
    if (schema === undefined) throw new Error('a schema without the one that it is made of');
    const shape = this.#describe(schema);
    const key = JSON.stringify(shape);
    const known = this.#places.get(key);
    if (known !== undefined) return known;
    this.#places.set(key, this.shapes.length);
    return this.shapes.push(shape) - 1;
  }

  #describe(schema: Schema): Shape {
    const definition = definitionOf(schema);
    switch (definition.type) {
      case 'string':
        return describeString(definition);
      case 'number':
        return describeNumber(definition);
      case 'boolean':
        without(definition.checks);
        return ['boolean'];
      case 'null':
        return ['one of', [null]];
      case 'literal':
        return ['one of', definition.values ?? []];
      case 'enum':
        return ['one of', Object.values(definition.entries ?? {})];
      case 'array':
        return ['list', this.place(definition.element), ...lengthsOf(definition)];
      case 'nullable':
        return ['any of', [this.place(definition.innerType), this.#add(['one of', [null]])]];
      case 'union':
        without(definition.checks);
        return ['any of', (definition.options ?? []).map((option) => this.place(option))];
      case 'object':
        return this.#describeObject(definition);
      case 'record':
        return this.#describeRecord(definition);
      case 'pipe':
        // Its transformation changes the type and no value.
        if (schema !== failureSchema) throw new Error('a message that is changed while it is checked');
        return this.#describe(definition.in ?? schema);
      default:
        throw new Error(`no word for “${definition.type}”`);
    }
  }

  #add(shape: Shape): number {
    const key = JSON.stringify(shape);
    const known = this.#places.get(key) ?? this.shapes.push(shape) - 1;
    this.#places.set(key, known);
    return known;
  }

  #describeObject({ shape = {}, catchall, checks }: Definition): Shape {
    without(checks);
    if (catchall === undefined || definitionOf(catchall).type !== 'never')
      throw new Error('an object that takes further keys');
    const keys = Object.entries(shape).map(([key, schema]) => {
      const inner = definitionOf(schema);
      if (inner.type !== 'optional') return [key, [this.place(schema), 'needed']] as const;
      return [key, [this.place(inner.innerType), presenceOf(schema)]] as const;
    });
    return ['object', Object.fromEntries(keys)];
  }

  #describeRecord({ keyType, valueType, checks }: Definition): Shape {
    without(checks);
    const key = keyType === undefined ? null : definitionOf(keyType);
    const value = this.place(valueType);
    if (key?.type === 'string' && key.checks === undefined) return ['record', value];
    // Of an enumeration all keys are there.
    if (key?.type !== 'enum') throw new Error('a record with keys of another kind');
    const keys = Object.values(key.entries ?? {}).map((each) => [each, [value, 'needed']] as const);
    return ['object', Object.fromEntries(keys)];
  }
}

/** `exactOptional` does not take a key without a value. */
function presenceOf(schema: Schema): Presence {
  return schema._zod.traits.has('$ZodExactOptional') ? 'absent' : 'undefined';
}

function describeString(definition: Definition): Shape {
  const [check, ...more] = definition.checks ?? [];
  if (check?._zod.def.fn !== undefined) {
    const isOfFailures = more.length === 0 && check._zod.def.fn === isFailureCode;
    if (!isOfFailures) throw new Error('a text that a function judges');
    return ['one of', Object.keys(FAILURES)];
  }
  if (definition.format !== undefined) throw new Error(`a text with the format “${definition.format}”`);
  return ['string', ...lengthsOf(definition)];
}

function lengthsOf({ checks = [] }: Definition): readonly [least: number, most: number | null] {
  let least = 0;
  let most = Number.POSITIVE_INFINITY;
  for (const { _zod } of checks) {
    const { check, minimum = 0, maximum = Number.POSITIVE_INFINITY, length = 0 } = _zod.def;
    if (check === 'min_length') least = Math.max(least, minimum);
    else if (check === 'max_length') most = Math.min(most, maximum);
    else if (check === 'length_equals') [least, most] = [length, length];
    else throw new Error(`no word for the check “${check}”`);
  }
  return [least, Number.isFinite(most) ? most : null];
}

function describeNumber({ format, checks = [] }: Definition): Shape {
  if (format !== undefined && format !== 'safeint') throw new Error(`a number with the format “${format}”`);
  const limits = checks.map(({ _zod }): Limit => {
    const { check, value = Number.NaN, inclusive = false } = _zod.def;
    if (check === 'greater_than') return [inclusive ? '>=' : '>', value];
    if (check === 'less_than') return [inclusive ? '<=' : '<', value];
    throw new Error(`no word for the check “${check}”`);
  });
  return ['number', format === 'safeint', limits];
}

function without(checks: Definition['checks']): void {
  if ((checks ?? []).length > 0) throw new Error('a check where none has a word');
}
