import { describe, expect, it } from 'vitest';
import { MESSAGES, speak, text } from '../../../scripts/lib/messages.mjs';

const holes = (sentence: string) => [...sentence.matchAll(/\{(\w+)\}/g)].map((match) => match[1]).sort();
const unique = (names: (string | undefined)[]) => [...new Set(names)];

describe('what the scripts say', () => {
  it('is said in both languages, with the same holes', () => {
    expect(Object.keys(MESSAGES.fr).sort()).toEqual(Object.keys(MESSAGES.en).sort());
    for (const [key, sentence] of Object.entries(MESSAGES.en)) {
      const french = MESSAGES.fr[key as keyof typeof MESSAGES.fr];
      expect(unique(holes(french)), key).toEqual(unique(holes(sentence)));
    }
  });

  it.each(Object.entries(MESSAGES.fr))('is typeset as French should be: %s', (_key, sentence) => {
    expect(sentence).not.toMatch(/ [:;?!»]|« |[^\u00a0][;?!»]|[A-Za-zé]'[a-zé]|!/u);
  });

  it('fills the holes in the language chosen', () => {
    expect(text('start.value', { option: '--config' })).toBe('The option --config needs a value.');
    speak('fr');
    expect(text('start.value', { option: '--config' })).toBe('L’option --config attend une valeur.');
    speak('en');
  });
});
