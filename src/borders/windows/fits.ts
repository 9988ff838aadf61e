/**
 * Whether a message has the form that a contract gives it, told from a table that the build makes of the contracts
 * (`shapes.ts`). The preload beside every window checks so what main sends: with the contracts themselves it carried
 * the whole of zod and of the catalogue of failures. No package is imported here.
 */

/** One form; numbers are places of other forms in the table. */
export type Shape =
  | readonly ['string', least: number, most: number | null]
  | readonly ['number', whole: boolean, limits: readonly Limit[]]
  | readonly ['boolean']
  | readonly ['one of', values: readonly (string | number | boolean | null)[]]
  | readonly ['list', element: number, least: number, most: number | null]
  /** Every one of these keys and no other. */
  | readonly ['object', keys: Readonly<Record<string, readonly [shape: number, presence: Presence]>>]
  | readonly ['record', value: number]
  | readonly ['any of', shapes: readonly number[]];

/** A number is at least, more than, at most, less than another. */
export type Limit = readonly ['>=' | '>' | '<=' | '<', number];

/** An `absent` key may only be left out; one that may be `undefined` may also be there without a value. */
export type Presence = 'needed' | 'absent' | 'undefined';

export interface ShapeTable {
  readonly shapes: readonly Shape[];
  /** Where the state of each kind of window is described. */
  readonly windows: Readonly<Record<string, number>>;
}

/** Whether a value has the form at this place of the table. */
export function fits(table: ShapeTable, place: number, value: unknown): boolean {
  const shape = table.shapes[place];
  switch (shape?.[0]) {
    case 'string':
      return typeof value === 'string' && isWithin(value.length, shape[1], shape[2]);
    case 'number':
      return isNumber(value, shape[1]) && shape[2].every((limit) => keeps(value, limit));
    case 'boolean':
      return typeof value === 'boolean';
    case 'one of':
      return shape[1].some((each) => each === value);
    case 'list':
      return (
        Array.isArray(value) &&
        isWithin(value.length, shape[2], shape[3]) &&
        // Also where there is a hole: `every` would pass over it.
        Array.from(value).every((each) => fits(table, shape[1], each))
      );
    case 'object':
      return isObject(value) && fitsObject(table, shape[1], value);
    case 'record':
      return isObject(value) && Object.values(value).every((each) => fits(table, shape[1], each));
    case 'any of':
      return shape[1].some((each) => fits(table, each, value));
    case undefined:
      return false;
  }
}

function fitsObject(
  table: ShapeTable,
  keys: Readonly<Record<string, readonly [shape: number, presence: Presence]>>,
  value: Readonly<Record<string, unknown>>,
): boolean {
  if (!Object.keys(value).every((key) => Object.hasOwn(keys, key))) return false;
  return Object.entries(keys).every(([key, [place, presence]]) => {
    if (presence !== 'needed' && !Object.hasOwn(value, key)) return true;
    return (presence === 'undefined' && value[key] === undefined) || fits(table, place, value[key]);
  });
}

function isWithin(length: number, least: number, most: number | null): boolean {
  return length >= least && (most === null || length <= most);
}

function isNumber(value: unknown, whole: boolean): value is number {
  return whole ? Number.isSafeInteger(value) : Number.isFinite(value);
}

function keeps(value: number, [relation, limit]: Limit): boolean {
  switch (relation) {
    case '>=':
      return value >= limit;
    case '>':
      return value > limit;
    case '<=':
      return value <= limit;
    case '<':
      return value < limit;
  }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
