/** Pictures of the program's windows, taken inside the program: they need no screen-shot tool and no window manager. */
import type { ElectronApplication } from '@playwright/test';

/**
 * Photographs one window of the interface with everything that lies on it (the site's view over the visit window).
 * A hidden view cannot be photographed, and Electron 33 does not tell which are: `siteShown` does.
 * @returns a PNG; null when there is no such window.
 */
export async function photograph(
  app: ElectronApplication,
  kind: string,
  siteShown: boolean,
): Promise<Buffer | null> {
  const encoded = await app.evaluate(compose, { kind, siteShown });
  return encoded === null ? null : Buffer.from(encoded, 'base64');
}

/** Runs in the program's main process. */
async function compose(
  { BaseWindow, nativeImage }: typeof Electron.CrossProcessExports,
  { kind, siteShown }: { kind: string; siteShown: boolean },
): Promise<string | null> {
  const address = `app://dmp-direct/${kind}/`;
  for (const window of BaseWindow.getAllWindows()) {
    const [first, ...others] = window.contentView.children;
    const page = first as Electron.WebContentsView | undefined;
    // What lies over our page, each cut at the edges of the area that holds it.
    const above = others.flatMap((area) =>
      area.children.map((view) => ({ view: view as Electron.WebContentsView, area: area.getBounds() })),
    );
    if (page === undefined || !page.webContents.getURL().startsWith(address) || !window.isVisible()) continue;
    const base = await page.webContents.capturePage();
    const { width, height } = base.getSize();
    const pixels = base.toBitmap();
    for (const { view, area } of siteShown ? above : []) {
      const hidden = -view.getBounds().y;
      const { x, y } = area;
      const image = await view.webContents.capturePage();
      const size = image.getSize();
      const bitmap = image.toBitmap();
      for (let row = hidden; row < size.height && y + row - hidden < height; row++)
        bitmap.copy(
          pixels,
          ((y + row - hidden) * width + x) * 4,
          row * size.width * 4,
          (row * size.width + Math.min(size.width, width - x)) * 4,
        );
    }
    return nativeImage.createFromBitmap(pixels, { width, height }).toPNG().toString('base64');
  }
  return null;
}
