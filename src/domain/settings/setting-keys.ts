/** The keys of the configuration contract, and how a value is found and put under one. */
import { configurationFileSchema, type ConfigurationFile } from './configuration.ts';
import { z } from 'zod';

type Leaves<T> = {
  [Key in keyof T & string]: NonNullable<T[Key]> extends readonly unknown[]
    ? Key
    : NonNullable<T[Key]> extends object
      ? `${Key}.${Leaves<NonNullable<T[Key]>>}`
      : Key;
}[keyof T & string];

/** A key of the configuration contract, its parts joined with dots: `webPs.cpx.hosts`. */
export type SettingKey = Exclude<Leaves<ConfigurationFile>, '$schema'>;

/** Every key of the contract, in its order. */
export const SETTING_KEYS: readonly SettingKey[] = leavesOf(configurationFileSchema, '').filter(
  (key): key is SettingKey => key !== '$schema',
);

/** Tells whether a text is one of the contract's keys. */
export function isSettingKey(text: string): text is SettingKey {
  return (SETTING_KEYS as readonly string[]).includes(text);
}

/** What a file says of a key; undefined when it says nothing. */
export function valueAt(source: object, key: SettingKey): unknown {
  let found: unknown = source;
  for (const part of key.split('.')) {
    if (typeof found !== 'object' || found === null) return undefined;
    found = Object.hasOwn(found, part) ? (found as Record<string, unknown>)[part] : undefined;
  }
  return found;
}

/** A copy with one key set. */
export function withValue(source: ConfigurationFile, key: SettingKey, value: unknown): ConfigurationFile {
  return putAt(source, key.split('.'), value);
}

/** A copy without one key, and without the objects that this leaves empty. */
export function withoutSetting(file: ConfigurationFile, key: SettingKey): ConfigurationFile {
  return removeAt(file, key.split('.'));
}

/** The keys that a file says something of. */
export function keysIn(source: object): readonly SettingKey[] {
  return SETTING_KEYS.filter((key) => valueAt(source, key) !== undefined);
}

/** Both, key by key: what the stronger one does not say is the weaker one's. A list is one value. */
export function over(stronger: ConfigurationFile, weaker: ConfigurationFile): ConfigurationFile {
  return keysIn(stronger).reduce((file, key) => withValue(file, key, valueAt(stronger, key)), weaker);
}

function putAt(source: Readonly<Record<string, unknown>>, path: readonly string[], value: unknown): object {
  const [head = '', ...rest] = path;
  return { ...source, [head]: rest.length === 0 ? value : putAt(childOf(source, head), rest, value) };
}

function removeAt(source: Readonly<Record<string, unknown>>, path: readonly string[]): object {
  const [head = '', ...rest] = path;
  const { [head]: _removed, ...others } = source;
  if (rest.length === 0) return others;
  const child = removeAt(childOf(source, head), rest);
  return Object.keys(child).length === 0 ? others : { ...source, [head]: child };
}

function childOf(source: Readonly<Record<string, unknown>>, key: string): Readonly<Record<string, unknown>> {
  const child = Object.hasOwn(source, key) ? source[key] : undefined;
  return typeof child === 'object' && child !== null && !Array.isArray(child)
    ? (child as Readonly<Record<string, unknown>>)
    : {};
}

function leavesOf(schema: z.ZodType, prefix: string): string[] {
  const inner = schema instanceof z.ZodOptional ? (schema.unwrap() as z.ZodType) : schema;
  if (!(inner instanceof z.ZodObject)) return [prefix];
  return Object.entries(inner.shape as Record<string, z.ZodType>).flatMap(([name, each]) =>
    leavesOf(each, prefix === '' ? name : `${prefix}.${name}`),
  );
}
