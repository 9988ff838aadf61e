/** The label as a document carries it: the words that name the INS, and the code beside them. */
import type { ElectronApplication } from '@playwright/test';
import { labelText, type LabelPerson } from './label.ts';
import { codePath, type Raster } from './symbol.ts';

const SIZE = { width: 700, height: 226 };

const escapeHtml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

function page(person: LabelPerson): string {
  const { path, size } = codePath(labelText(person));
  const { birthName, givenNames, sex, birthDate, number } = person;
  const born = `${birthDate.slice(6)}/${birthDate.slice(4, 6)}/${birthDate.slice(0, 4)}`;
  const rows = [
    ['Nom de naissance', birthName],
    ['Prénoms de naissance', givenNames],
    ['Date de naissance', born],
    ['Sexe', sex],
    ['INS', `${number.slice(0, 13)} ${number.slice(13)} (test)`],
  ] as const;
  const lines = rows.map(([name, value]) => `<tr><th>${name}</th><td>${escapeHtml(value)}</td></tr>`);
  return `<!doctype html><meta charset="utf-8"><style>
    body { margin: 0; padding: 26px 30px; display: flex; gap: 30px; align-items: center; background: #fff; color: #000;
      font: 16px/1.8 "Liberation Sans", Arial, sans-serif; overflow: hidden; }
    th { text-align: left; font-weight: normal; color: #444; padding-right: 16px; white-space: nowrap; }
    td { font-weight: bold; white-space: nowrap; }
    svg { width: 168px; flex: none; }
  </style><svg viewBox="0 0 ${size} ${size}" shape-rendering="crispEdges"><path d="${path}"/></svg>
  <table>${lines.join('')}</table>`;
}

/** Photographs a printed label, in a window of its own that nobody sees: as a PNG, and as a camera's pictures need it. */
export async function photographLabel(
  app: ElectronApplication,
  person: LabelPerson,
): Promise<{ readonly png: Buffer; readonly raster: Raster }> {
  const { png, pixels, width, height } = await app.evaluate(
    async ({ BrowserWindow }, { html, size }) => {
      const window = new BrowserWindow({ show: false, ...size, useContentSize: true, frame: false });
      await window.loadURL(`data:text/html;base64,${Buffer.from(html).toString('base64')}`);
      const picture = await window.webContents.capturePage();
      window.destroy();
      return {
        ...picture.getSize(),
        png: picture.toPNG().toString('base64'),
        pixels: picture.toBitmap().toString('base64'),
      };
    },
    { html: page(person), size: SIZE },
  );
  // Of blue, green, red and opacity one is enough: it is black on white.
  const data = Buffer.from(pixels, 'base64').filter((_, place) => place % 4 === 1);
  return { png: Buffer.from(png, 'base64'), raster: { width, height, data } };
}
