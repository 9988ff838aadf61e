import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ROOT } from '../../../scripts/lib/paths.mjs';
import { SYSTEM_TEXTS } from '../../../src/domain/texts/fr/system.ts';

const picture = (name: string): Promise<Buffer> => readFile(join(ROOT, 'assets', name));

/** Width and height that a PNG says it has. */
function sizeOf(png: Buffer): [number, number] {
  expect(png.subarray(1, 4).toString('ascii')).toBe('PNG');
  return [png.readUInt32BE(16), png.readUInt32BE(20)];
}

const STATES = ['no-reader', 'waiting', 'reading', 'ready', 'patient', 'paused', 'problem'] as const;

describe('icons', () => {
  it('there is one of the tray for every state, and no other state', () => {
    const { tray } = SYSTEM_TEXTS;
    expect(STATES.filter((state) => typeof tray[state] === 'string')).toEqual([...STATES]);
  });

  it.each(STATES)('the tray’s for %s is there in every size, and as a template for macOS', async (state) => {
    const files: [string, number][] = [
      [`${state}.png`, 24],
      [`${state}@2x.png`, 48],
      [`${state}Template.png`, 16],
      [`${state}Template@2x.png`, 32],
      ...[16, 22, 24, 32, 48].flatMap((size): [string, number][] => [
        [`${state}-${size}.png`, size],
        [`${state}-${size}@2x.png`, 2 * size],
      ]),
    ];
    for (const [file, size] of files)
      expect(sizeOf(await picture(`tray/${file}`)), file).toEqual([size, size]);
    for (const kind of ['', 'Template'])
      expect((await picture(`tray/${state}${kind}.svg`)).toString('utf8')).toContain('<svg');
  });

  it('no two states look alike', async () => {
    for (const suffix of ['.png', '@2x.png', 'Template.png', 'Template@2x.png']) {
      const pictures = await Promise.all(STATES.map((state) => picture(`tray/${state}${suffix}`)));
      expect(new Set(pictures.map((each) => each.toString('latin1'))).size).toBe(STATES.length);
    }
  });

  it('the program’s is there in every size', async () => {
    for (const size of [16, 24, 32, 48, 64, 128, 256, 512, 1024])
      expect(sizeOf(await picture(`icon/${size}.png`))).toEqual([size, size]);
  });

  it('Windows’ holds every size that its windows and menus ask for', async () => {
    const ico = await picture('icon/icon.ico');
    const count = ico.readUInt16LE(4);
    const sizes = Array.from({ length: count }, (_, index) => {
      const at = 6 + 16 * index;
      const [length, offset] = [ico.readUInt32LE(at + 8), ico.readUInt32LE(at + 12)];
      const [width] = sizeOf(ico.subarray(offset, offset + length));
      expect(width % 256).toBe(ico.readUInt8(at));
      return width;
    });
    expect(sizes).toEqual([16, 24, 32, 48, 64, 128, 256]);
  });

  it('macOS’ holds every size up to 1024 points', async () => {
    const icns = await picture('icon/icon.icns');
    expect(icns.readUInt32BE(4)).toBe(icns.length);
    const sizes = [];
    for (let at = 8; at < icns.length; at += icns.readUInt32BE(at + 4))
      sizes.push(sizeOf(icns.subarray(at + 8))[0]);
    expect(sizes.sort((a, b) => a - b)).toEqual([32, 64, 128, 256, 512, 1024]);
  });
});
