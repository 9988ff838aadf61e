import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const CSS = readFileSync(new URL('../../../src/renderer/shared/tokens.css', import.meta.url), 'utf8');
const THEMES = ['light', 'dark', 'contrast', 'contrast-dark'] as const;
type Theme = (typeof THEMES)[number];
type Tokens = Readonly<Record<string, string>>;

/** The four `:root` blocks, each laid over the first as the cascade does. */
function tokensOf(theme: Theme): Tokens {
  const blocks = [...CSS.matchAll(/:root \{([^}]*)\}/g)].map(([, body = '']) =>
    Object.fromEntries(
      [...body.matchAll(/--([\w-]+): ([^;]+);/g)].map(([, name = '', value = '']) => [name, value]),
    ),
  );
  expect(blocks).toHaveLength(4);
  return { ...blocks[0], ...blocks[THEMES.indexOf(theme)] };
}

function luminance(colour: string): number {
  const match = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i.exec(colour);
  if (match === null) throw new Error(`not a colour: ${colour}`);
  const [red = 0, green = 0, blue = 0] = match.slice(1).map((hex) => {
    const part = parseInt(hex, 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: string, other: string): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

/** Texts and the grounds they are seen on. */
const TEXT_PAIRS: readonly (readonly [string, string])[] = [
  ...['ink', 'ink-2', 'ink-3', 'blue'].flatMap((text) =>
    ['paper', 'card', 'tabs'].map((ground) => [text, ground] as const),
  ),
  ['ink', 'blue-2'],
  ['ink-2', 'blue-2'],
  ['blue', 'blue-2'],
  ['ink-2', 'neutral-2'],
  ['ink-3', 'neutral-2'],
  ['green', 'green-2'],
  ['amber', 'amber-2'],
  ['red', 'red-2'],
  ['action-ink', 'action'],
  ['action-ink', 'action-hover'],
  ['action-ink', 'action-badge'],
  ['bar-ink', 'bar'],
  ['bar-ink', 'bar-hover'],
  ['bar-ink-2', 'bar'],
  ['demo-ink', 'demo'],
];

/** Borders of controls, rings of the focus, marks of a selection, and what they stand against. */
const BORDER_PAIRS: readonly (readonly [string, string])[] = [
  ['control-line', 'paper'],
  ['control-line', 'card'],
  ['ring-line', 'paper'],
  ['ring-line', 'card'],
  ['ring-line', 'tabs'],
  ['blue', 'card'],
  ['bar-line', 'bar'],
  ['bar-ring', 'bar'],
];

describe.each(THEMES)('the tokens of the theme « %s »', (theme) => {
  const tokens = tokensOf(theme);
  const ratio = (one: string, other: string): number => contrast(tokens[one] ?? one, tokens[other] ?? other);

  it.each(TEXT_PAIRS)('%s is readable on %s', (text, ground) => {
    expect(ratio(text, ground)).toBeGreaterThanOrEqual(theme.startsWith('contrast') ? 7 : 4.5);
  });

  it.each(BORDER_PAIRS)('%s is seen against %s', (line, ground) => {
    expect(ratio(line, ground)).toBeGreaterThanOrEqual(3);
  });

  it('keeps the white marks of the patient bar apart from it', () => {
    expect(ratio('#10204f', '#ffffff')).toBeGreaterThanOrEqual(4.5);
    expect(ratio('bar', '#ffffff')).toBeGreaterThanOrEqual(4.5);
  });
});

it('measures contrast as WCAG does', () => {
  expect(contrast('#000000', '#ffffff')).toBeCloseTo(21, 5);
  expect(contrast('#777777', '#ffffff')).toBeCloseTo(4.48, 2);
});
