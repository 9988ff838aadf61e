import { describe, expect, it } from 'vitest';
import { titlesIn } from '../../lab/wayland/compositor.ts';

const view = (title: string, outputs: string): string =>
  [
    `\tView 0 (role xdg_toplevel, PID 780, surface ID 3, top-level window '${title}' of dmp, 0x55a8):`,
    '\t\tposition: (247, 218) -> (647, 518)',
    '\t\t[opaque: (269, 237) -> (625, 493)]',
    ...(outputs === '' ? [] : [`\t\toutputs: ${outputs}`]),
    '\t\t[buffer not available]',
  ].join('\n');

const scene = (...views: string[]): string =>
  ['Layer 5 (pos 0x50000000):', ...views, '', 'Layer 6 (pos 0x2):', '\t[no views]', ''].join('\n');

describe('titlesIn', () => {
  it('names every window that an output draws, and no panel', () => {
    const panel =
      '\tView 0 (role (null), PID 709, panel for output headless, 0x5):\n\t\toutputs: 0 (headless)';
    const text = scene(view('DMP Direct', '0 (headless) (primary)'), view('L’autre', '0 (headless)'), panel);
    expect(titlesIn(text)).toEqual(['DMP Direct', 'L’autre']);
  });

  it('leaves out one that is in no output, whatever follows it', () => {
    expect(titlesIn(scene(view('Caché', ''), view('Vu', '0 (headless)')))).toEqual(['Vu']);
    expect(titlesIn(scene('\t[no views]'))).toEqual([]);
  });
});
