/**
 * What `docs/` says of the configuration, made from the contract itself so that it cannot lie: a JSON Schema for
 * editors, and the table of the keys between the markers of `docs/configuration.md`.
 */
import * as prettier from 'prettier';
import { z } from 'zod';
import { ROOT } from './paths.mjs';

/**
 * @typedef {object} JsonSchema
 * @property {string | string[]} [type]
 * @property {unknown[]} [enum]
 * @property {unknown} [const]
 * @property {string} [description]
 * @property {number} [minimum]
 * @property {number} [maximum]
 * @property {number} [minItems]
 * @property {number} [maxItems]
 * @property {number} [minLength]
 * @property {number} [maxLength]
 * @property {string} [format]
 * @property {JsonSchema} [items]
 * @property {JsonSchema[]} [anyOf]
 * @property {Record<string, JsonSchema>} [properties]
 */

/**
 * @typedef {object} Contract
 * @property {JsonSchema} schema of a configuration file
 * @property {Readonly<Record<string, { label: string, help: string }>>} texts of each key, as the settings show them
 * @property {unknown} defaults what is in force with an empty file
 */

/**
 * The contract, from the modules that hold it.
 * @param {{ configurationFileSchema: import('zod').ZodType, resolveConfiguration: (input: object) =>
 *   { ok: true, value: object } | { ok: false } }} configuration
 * @param {{ settingsTexts: { fields: Contract['texts'] } }} texts
 * @returns {Contract}
 */
export function contractOf({ configurationFileSchema, resolveConfiguration }, { settingsTexts }) {
  const resolved = resolveConfiguration({});
  if (!resolved.ok) throw new Error('the contract refuses its own defaults');
  const schema = z.toJSONSchema(configurationFileSchema, { io: 'input' });
  const { webPs, ...others } = /** @type {{ webPs: object }} */ (resolved.value);
  // In force is the letter that « auto » stands for.
  const defaults = { ...others, webPs: { ...webPs, insType: 'auto' } };
  return { schema: /** @type {JsonSchema} */ (schema), texts: settingsTexts.fields, defaults };
}

const BEGIN = '<!-- keys: made by scripts/configuration-schema.mjs -->';
const END = '<!-- end of keys -->';

/**
 * The schema with a description of each key.
 * @param {Contract} contract
 * @returns {Promise<string>}
 */
export async function schemaFile({ schema, texts }) {
  const named = {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'Configuration de DMP Direct',
    ...describe(schema, '', texts),
  };
  return formatted(JSON.stringify(named), 'json');
}

/**
 * @param {JsonSchema} schema
 * @param {string} path
 * @param {Contract['texts']} texts
 * @returns {JsonSchema}
 */
function describe(schema, path, texts) {
  const text = texts[path];
  const described = text ? { description: `${text.label}. ${text.help}`, ...schema } : schema;
  if (!schema.properties) return described;
  const properties = Object.fromEntries(
    Object.entries(schema.properties).map(([key, value]) => [key, describe(value, join(path, key), texts)]),
  );
  return { ...described, properties };
}

/**
 * The document with its table made anew.
 * @param {string} document
 * @param {Contract} contract
 * @returns {Promise<string>}
 */
export async function withKeyTable(document, contract) {
  const begin = document.indexOf(BEGIN);
  const end = document.indexOf(END);
  if (begin < 0 || end < begin) throw new Error('docs/configuration.md has lost the markers of its table');
  return formatted(
    `${document.slice(0, begin)}${BEGIN}\n\n${keyTable(contract)}\n${document.slice(end)}`,
    'markdown',
  );
}

/**
 * As the formatter of this repository leaves it, so that it never asks for another run.
 * @param {string} text
 * @param {'json' | 'markdown'} parser
 */
async function formatted(text, parser) {
  const options = await prettier.resolveConfig(`${ROOT}/docs/configuration.md`);
  return prettier.format(text, { ...options, parser });
}

/** @param {Contract} contract */
function keyTable({ schema, texts, defaults }) {
  const rows = leaves(schema, '').map(([key, leaf]) => {
    const text = texts[key];
    if (!text) throw new Error(`the key ${key} has no words in the settings`);
    const value = key.split('.').reduce(
      (/** @type {unknown} */ inner, part) =>
        // The contract's type says what is there; here it is only data.
        typeof inner === 'object' && inner !== null ? Reflect.get(inner, part) : undefined,
      defaults,
    );
    const cells = [`\`${key}\``, valuesOf(leaf), defaultOf(value), `${text.label}. ${text.help}`];
    return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  });
  return [
    '| key | values | default | what the settings say of it |',
    '| --- | --- | --- | --- |',
    ...rows,
    '',
  ].join('\n');
}

/**
 * @param {JsonSchema} schema
 * @param {string} path
 * @returns {[string, JsonSchema][]}
 */
function leaves(schema, path) {
  return Object.entries(schema.properties ?? {}).flatMap(([key, value]) => {
    const own = join(path, key);
    if (value.properties) return leaves(value, own);
    return own === '$schema' ? [] : [/** @type {[string, JsonSchema]} */ ([own, value])];
  });
}

/**
 * @param {JsonSchema} schema
 * @returns {string}
 */
function valuesOf(schema) {
  if (schema.anyOf) return schema.anyOf.map(valuesOf).join(', or ');
  if (schema.enum) return schema.enum.map((value) => `\`${JSON.stringify(value)}\``).join(', ');
  if (Array.isArray(schema.type))
    return schema.type.map((type) => valuesOf({ ...schema, type })).join(', or ');
  switch (schema.type) {
    case 'array':
      return `list of at most ${schema.maxItems}: ${valuesOf(schema.items ?? {})}`;
    case 'boolean':
      return '`true`, `false`';
    case 'integer':
    case 'number':
      return `${schema.type === 'integer' ? 'whole number' : 'number'}, ${schema.minimum} to ${schema.maximum}`;
    case 'null':
      return '`null`';
    default:
      return schema.format === 'uri' ? '`https://…`' : 'text';
  }
}

/** @param {unknown} value */
function defaultOf(value) {
  return value === undefined ? '' : `\`${JSON.stringify(value)}\``;
}

/**
 * @param {string} path
 * @param {string} key
 */
function join(path, key) {
  return path === '' ? key : `${path}.${key}`;
}
