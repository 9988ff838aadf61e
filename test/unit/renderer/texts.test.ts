import { describe, expect, it } from 'vitest';
import {
  aboutTexts,
  assistantTexts,
  interfaceTexts,
  settingsTexts,
} from '../../../src/domain/texts/fr/index.ts';
import { notificationTexts } from '../../../src/domain/texts/fr/notifications.ts';

/** Every sentence of the catalogue; functions are called with plain arguments. */
function sentences(value: unknown, path: string): [string, string][] {
  if (typeof value === 'string') return [[path, value]];
  if (typeof value === 'function') {
    const written: unknown = (value as (...args: unknown[]) => unknown)('F', 2, 'X');
    return typeof written === 'string' ? [[path, written]] : [];
  }
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => sentences(inner, `${path}.${key}`));
}

const ALL = Object.entries({
  interface: interfaceTexts,
  settings: settingsTexts,
  assistant: assistantTexts,
  about: aboutTexts,
  notifications: notificationTexts,
}).flatMap(([name, texts]) => sentences(texts, name));

describe('the French catalogue', () => {
  it('is found whole', () => {
    expect(ALL.length).toBeGreaterThan(100);
  });

  it.each(ALL)('%s keeps the rules of French typography', (_path, text) => {
    expect(text).not.toMatch(/'|"/);
    expect(text).not.toMatch(/!/);
    expect(text).not.toMatch(/(?<!\u00a0)[;?]/);
    expect(text).not.toMatch(/(?<!\u00a0|https|\d):/);
    expect(text).not.toMatch(/«(?!\u00a0)|(?<!\u00a0)»/);
    expect(text.trim()).toBe(text);
    expect(text).not.toBe('');
  });

  it('counts people in words', () => {
    expect(interfaceTexts.people(1)).toBe('une personne');
    expect(interfaceTexts.people(2)).toBe('deux personnes');
    expect(interfaceTexts.people(19)).toBe('dix-neuf personnes');
    expect(interfaceTexts.people(24)).toBe('24 personnes');
  });
});
