import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
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
  // The ring stands off its control: the ground of whatever the control lies on is on both of its sides.
  ...['paper', 'card', 'tabs', 'blue-2', 'green-2', 'amber-2', 'red-2', 'neutral-2'].map(
    (ground) => ['ring-line', ground] as const,
  ),
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

const RENDERER = join(import.meta.dirname, '../../../src/renderer');

/** Every rule of every window's style: its selectors and its declarations, whatever media it stands in. */
function rules(): { file: string; selector: string; body: string; media: string }[] {
  const files = readdirSync(RENDERER, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.css'),
  );
  return files.flatMap((file) => {
    const css = readFileSync(join(RENDERER, file), 'utf8').replace(/\/\*[^]*?\*\//g, '');
    const found: { file: string; selector: string; body: string; media: string }[] = [];
    let media = '';
    for (const [, head = '', body] of css.matchAll(/([^{};]+)\{(?:([^{}]*)\})?|\}/g)) {
      const selector = head.trim();
      if (selector === '') media = '';
      else if (body === undefined) media = selector;
      else found.push({ file, selector, body, media });
    }
    return found;
  });
}

const declared = (body: string, name: string): string | null =>
  new RegExp(`(?:^|[;\\s])${name}: ([^;]+);`).exec(body)?.[1] ?? null;

/** The token alone that a declaration names; null where it names none, or more. */
const token = (value: string | null): string | null =>
  value === null ? null : (/^var\(--([\w-]+)\)$/.exec(value)?.[1] ?? null);

describe('the styles of the windows', () => {
  const all = rules();

  it('are read', () => {
    expect(all.length).toBeGreaterThan(300);
    expect(all.filter(({ selector }) => selector.includes(':focus-visible')).length).toBeGreaterThan(4);
  });

  it('show the keyboard by a line of 2 px, 2 px off the control', () => {
    const everywhere = all.find(({ selector, media }) => selector === ':focus-visible' && media === '');
    expect(everywhere?.body).toContain('outline: 2px solid var(--ring-line);');
    expect(everywhere?.body).toContain('outline-offset: 2px;');
    const forced = all.find(
      ({ selector, media }) => selector === ':focus-visible' && media.includes('forced-colors'),
    );
    expect(forced?.body).toContain('outline: 3px solid Highlight;');
  });

  it('take that line away nowhere but from titles and steps, which only we give the keyboard to, and inside a ring', () => {
    const without = all.filter(({ body }) => /outline: (none|0)/.test(body)).map(({ selector }) => selector);
    const ring = all.find(
      ({ selector, media }) => selector === '.person:has(:focus-visible)' && media === '',
    );
    expect(ring?.body).toContain('outline: 2px solid var(--ring-line);');
    expect(without.sort()).toEqual([
      '.comparison:focus',
      '.person > input:focus-visible',
      '.repair:focus',
      '.stop > h2:focus-visible',
      'h1:focus,\n.remedies:focus',
    ]);
  });

  it('colour it with a ring of the tokens, and make it of 2 px or more', () => {
    for (const { selector, body } of all.filter((rule) => rule.selector.includes(':focus-visible'))) {
      const line = declared(body, 'outline');
      if (line !== null && line !== 'none')
        expect(line, selector).toMatch(/^[23]px solid (var\(--ring-line\)|Highlight)$/);
      const colour = declared(body, 'outline-color');
      if (colour !== null) expect(colour, selector).toBe('var(--bar-ring)');
    }
  });

  // Wherever one rule says both, the pair is known without looking at the page.
  const pairs = new Map(
    all.flatMap(({ file, selector, body }) => {
      const text = token(declared(body, 'color'));
      const ground = token(declared(body, 'background'));
      return text === null || ground === null
        ? []
        : [[`${text} on ${ground}`, { file, selector, text, ground }]];
    }),
  );

  it.each([...pairs])('%s is readable in every theme', (_name, { text, ground, selector }) => {
    // Disabled controls are exempt from WCAG, and are readable all the same.
    for (const theme of THEMES) {
      const tokens = tokensOf(theme);
      const enough = theme.startsWith('contrast') ? 7 : 4.5;
      expect(
        contrast(tokens[text] ?? '', tokens[ground] ?? ''),
        `${selector}, ${theme}`,
      ).toBeGreaterThanOrEqual(enough);
    }
  });

  it('border the cards of people as controls are', () => {
    const card = all.find(({ selector, media }) => selector === '.person' && media === '');
    expect(card?.body).toContain('border: 1px solid var(--control-line);');
  });
});

it('measures contrast as WCAG does', () => {
  expect(contrast('#000000', '#ffffff')).toBeCloseTo(21, 5);
  expect(contrast('#777777', '#ffffff')).toBeCloseTo(4.48, 2);
});
