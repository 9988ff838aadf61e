import { expect, it } from 'vitest';
import { z } from 'zod';
import { interfaceContract, type WindowKind } from '../../../src/borders/windows/index.ts';
import {
  diagnosisSectionSchema,
  pageIdSchema,
  personSchema,
  settingKeySchema,
} from '../../../src/borders/windows/shared.ts';
import { SCENES } from '../../lab/gallery/fixtures.ts';

/** What a state's schema lets main choose, and whether a scene shows it. */
type Choices = Map<string, boolean>;

/** Lists of names: one sentence, or one place, for each of them. */
const LISTS: ReadonlySet<z.core.$ZodType> = new Set([pageIdSchema, settingKeySchema, diagnosisSectionSchema]);

const HIDDEN = Symbol('no scene shows what this is a part of');

/** A member of a union by the words that tell it apart. */
function nameOf(member: z.core.$ZodType): string {
  if (!(member instanceof z.ZodObject)) return member._zod.def.type;
  return Object.entries<z.core.$ZodType>(member.shape)
    .flatMap(([key, part]) => (part instanceof z.ZodLiteral ? [`${key}: ${String(part.value)}`] : []))
    .join(', ');
}

/** A person is written by the same function wherever one stands in a window. */
function placeOf(schema: z.core.$ZodType, path: string, key: string): string {
  const isPerson = schema === personSchema || path.endsWith('.person');
  return isPerson ? `${path.split('.', 1).join('')}: a person’s ${key}` : `${path}.${key}`;
}

function fieldOf(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[key] : HIDDEN;
}

/** Goes through a schema beside one state of it. */
function choose(schema: z.core.$ZodType, value: unknown, path: string, choices: Choices): void {
  const mark = (choice: string, shown: boolean): boolean => {
    const known = `${path}: ${choice}`;
    choices.set(known, (choices.get(known) ?? false) || (value !== HIDDEN && shown));
    return shown;
  };
  if (LISTS.has(schema)) return;
  if (schema instanceof z.ZodObject) {
    for (const [key, part] of Object.entries<z.core.$ZodType>(schema.shape))
      choose(part, fieldOf(value, key), placeOf(schema, path, key), choices);
  } else if (schema instanceof z.ZodUnion) {
    for (const member of schema.options) {
      const shown = value !== HIDDEN && z.safeParse(member, value).success;
      mark(nameOf(member), shown);
      choose(member, shown ? value : HIDDEN, `${path}(${nameOf(member)})`, choices);
    }
  } else if (schema instanceof z.ZodNullable) {
    mark('null', value === null);
    mark('given', value !== null);
    choose(schema.unwrap(), value ?? HIDDEN, path, choices);
  } else if (schema instanceof z.ZodOptional) {
    mark('given', value !== undefined);
    choose(schema.unwrap(), value ?? HIDDEN, path, choices);
  } else if (schema instanceof z.ZodArray) {
    const items = Array.isArray(value) ? (value as readonly unknown[]) : [];
    for (const item of items.length === 0 ? [HIDDEN] : items)
      choose(schema.element, item, `${path}[]`, choices);
  } else if (schema instanceof z.ZodEnum) {
    for (const option of schema.options) mark(String(option), value === option);
  } else if (schema instanceof z.ZodBoolean) {
    mark('yes', value === true);
    mark('no', value === false);
  }
}

function notShown(kind: WindowKind): string[] {
  const choices: Choices = new Map();
  for (const { state } of Object.values(SCENES[kind]))
    choose(interfaceContract[kind].state, state, kind, choices);
  return [...choices].flatMap(([choice, shown]) => (shown ? [] : [choice]));
}

it.each(Object.keys(SCENES) as WindowKind[])('%s: whatever main can send has a scene', (kind) => {
  expect(notShown(kind)).toEqual([]);
});
