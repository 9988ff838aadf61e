/**
 * Draws every icon from one description: the application's icon and the tray's, for each state.
 * The SVGs are written first, then the pictures made from them, so that nothing can drift apart.
 *
 *   node scripts/render-icons.mjs
 *
 * Needs `rsvg-convert` (Debian: librsvg2-bin). The results are kept in the repository: only someone who changes an
 * icon runs this.
 */
import { execFile } from 'node:child_process';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);
const ASSETS = fileURLToPath(new URL('../assets/', import.meta.url));
const APP_SIZES = [16, 24, 32, 48, 64, 128, 256, 512, 1024];
const TRAY_SIZES = [16, 22, 24, 32, 48];

const INK = '#161a2b';
const BLUE = '#1f3fbf';
const GREEN = '#12714a';
const AMBER = '#d98200';
const GREY = '#6d7389';

/** The mark: a card with a cross, seen on any ground. */
const APPLICATION = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64">
  <rect x="2" y="10" width="60" height="44" rx="11" fill="${BLUE}"/>
  <path d="M32 21v22M21 32h22" fill="none" stroke="#fff" stroke-width="6" stroke-linecap="round"/>
</svg>
`;

/**
 * What the tray shows in each state. Every state has a shape of its own, for eyes that do not tell the colours apart:
 * a struck-out empty card, a card with a slot's line, a card with three dots, a card with a tick, a card with a person,
 * a card with two bars, a triangle with a mark (on 16 pixels a mark on a card is three dots to who sees no amber).
 * `sign` is drawn on the card, or on `ground`, in white (or cut out of the template).
 */
const TRAY = {
  'no-reader': { colour: GREY, outline: true, sign: '<path d="M5 20 19 4"/>' },
  waiting: { colour: BLUE, outline: true, sign: '<path d="M8 12h8"/>' },
  reading: { colour: BLUE, outline: false, sign: '<path d="M7.5 12h.01M12 12h.01M16.5 12h.01"/>' },
  patient: {
    colour: GREEN,
    outline: false,
    sign: '<circle cx="12" cy="9.6" r="1.9"/><path d="M8.2 16c.4-2.2 1.8-3.2 3.8-3.2s3.4 1 3.8 3.2"/>',
  },
  ready: { colour: BLUE, outline: false, sign: '<path d="m7.5 12.2 3 3 6-6.4"/>' },
  paused: { colour: GREY, outline: true, sign: '<path d="M9.8 9v6M14.2 9v6"/>' },
  problem: {
    colour: AMBER,
    outline: false,
    ground: `<path d="M12 4.4 21 19.6H3Z"/>`,
    sign: '<path d="M12 10v4M12 17.2h.01"/>',
  },
};

const ONE_POINT = 'fill="none" stroke-linecap="round" stroke-linejoin="round"';

/** @typedef {{ colour: string, outline: boolean, sign: string, ground?: string }} TraySign */

/**
 * In colour, for Windows and Linux: a white edge keeps it readable on a dark or a light bar.
 * @param {TraySign} state
 */
function colourTray({ colour, outline, sign, ground: other }) {
  const ground = outline ? '#ffffff' : colour;
  const ink = outline ? colour : colour === AMBER ? INK : '#ffffff';
  const drawn =
    other === undefined
      ? `<rect x="1" y="3.5" width="22" height="17" rx="4.5" fill="#ffffff"/>
  <rect x="2.3" y="4.8" width="19.4" height="14.4" rx="3.2" fill="${ground}" stroke="${colour}" stroke-width="1.8"/>`
      : `<g stroke-linejoin="round" fill="#ffffff" stroke="#ffffff" stroke-width="5.6">${other}</g>
  <g stroke-linejoin="round" fill="${ground}" stroke="${colour}" stroke-width="3.2">${other}</g>`;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24">
  ${drawn}
  <g ${ONE_POINT} stroke="${ink}" stroke-width="2.2">${sign}</g>
</svg>
`;
}

/**
 * macOS template: black and clear only, the system colours it.
 * @param {Pick<TraySign, 'outline' | 'sign' | 'ground'>} state
 */
function templateTray({ outline, sign, ground }) {
  const filled =
    ground === undefined
      ? '<rect x="1.4" y="3.9" width="21.2" height="16.2" rx="4.1" fill="#000" mask="url(#sign)"/>'
      : `<g stroke-linejoin="round" fill="#000" stroke="#000" stroke-width="3.2" mask="url(#sign)">${ground}</g>`;
  const card = outline
    ? '<rect x="2.3" y="4.8" width="19.4" height="14.4" rx="3.2" fill="none" stroke="#000" stroke-width="1.8"/>'
    : filled;
  const cut = `<mask id="sign"><rect width="24" height="24" fill="#fff"/><g ${ONE_POINT} stroke="#000" stroke-width="2.2">${sign}</g></mask>`;
  const drawn = `<g ${ONE_POINT} stroke="#000" stroke-width="2.2">${sign}</g>`;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24">
  ${outline ? card + drawn : cut + card}
</svg>
`;
}

/**
 * @param {string} svg
 * @param {string} png
 * @param {number} size
 */
async function render(svg, png, size) {
  await run('rsvg-convert', ['--width', String(size), '--height', String(size), '--output', png, svg]);
}

/**
 * Windows icon: a directory of PNG pictures.
 * @param {string} file
 * @param {readonly number[]} sizes
 */
async function writeIco(file, sizes) {
  const pictures = await Promise.all(sizes.map((size) => readFile(join(ASSETS, `icon/${size}.png`))));
  const head = Buffer.alloc(6 + 16 * sizes.length);
  head.writeUInt16LE(1, 2);
  head.writeUInt16LE(sizes.length, 4);
  let offset = head.length;
  for (const [index, size] of sizes.entries()) {
    const at = 6 + 16 * index;
    const picture = pictures[index] ?? Buffer.alloc(0);
    // 256 is written 0.
    head.writeUInt8(size % 256, at);
    head.writeUInt8(size % 256, at + 1);
    head.writeUInt16LE(1, at + 4);
    head.writeUInt16LE(32, at + 6);
    head.writeUInt32LE(picture.length, at + 8);
    head.writeUInt32LE(offset, at + 12);
    offset += picture.length;
  }
  await writeFile(file, Buffer.concat([head, ...pictures]));
}

/**
 * macOS icon: PNG pictures under the types that carry them.
 * @param {string} file
 */
async function writeIcns(file) {
  const types = { ic07: 128, ic08: 256, ic09: 512, ic10: 1024, ic11: 32, ic12: 64 };
  const parts = await Promise.all(
    Object.entries(types).map(async ([type, size]) => {
      const picture = await readFile(join(ASSETS, `icon/${size}.png`));
      const head = Buffer.alloc(8);
      head.write(type, 0, 'ascii');
      head.writeUInt32BE(picture.length + 8, 4);
      return Buffer.concat([head, picture]);
    }),
  );
  const body = Buffer.concat(parts);
  const head = Buffer.alloc(8);
  head.write('icns', 0, 'ascii');
  head.writeUInt32BE(body.length + 8, 4);
  await writeFile(file, Buffer.concat([head, body]));
}

async function renderApplication() {
  const svg = join(ASSETS, 'icon/icon.svg');
  await writeFile(svg, APPLICATION);
  for (const size of APP_SIZES) await render(svg, join(ASSETS, `icon/${size}.png`), size);
  await writeIco(join(ASSETS, 'icon/icon.ico'), [16, 24, 32, 48, 64, 128, 256]);
  await writeIcns(join(ASSETS, 'icon/icon.icns'));
}

async function renderTray() {
  for (const [state, drawing] of Object.entries(TRAY)) {
    const colour = join(ASSETS, `tray/${state}.svg`);
    const template = join(ASSETS, `tray/${state}Template.svg`);
    await writeFile(colour, colourTray(drawing));
    await writeFile(template, templateTray(drawing));
    for (const size of TRAY_SIZES) {
      await render(colour, join(ASSETS, `tray/${state}-${size}.png`), size);
      await render(colour, join(ASSETS, `tray/${state}-${size}@2x.png`), size * 2);
    }
    // The one that Tray is given, on Windows and Linux; Electron finds the second by itself.
    await render(colour, join(ASSETS, `tray/${state}.png`), 24);
    await render(colour, join(ASSETS, `tray/${state}@2x.png`), 48);
    // macOS recognises a template by its name; its menu bar takes 16 points.
    await render(template, join(ASSETS, `tray/${state}Template.png`), 16);
    await render(template, join(ASSETS, `tray/${state}Template@2x.png`), 32);
  }
}

await mkdir(join(ASSETS, 'icon'), { recursive: true });
await mkdir(join(ASSETS, 'tray'), { recursive: true });
await renderApplication();
await renderTray();
process.stdout.write(`icons: written to ${ASSETS}\n`);
