/** No record without the bar that says whose it is; a program of its own, since Playwright loses a page that crashed. */
import { test } from '@playwright/test';
import { plainSite, ready, visitOf } from './desk-work.ts';
import { poll, start } from './support.ts';

test('while our page cannot say whose record it is, the site is not shown', async () => {
  const running = await start(plainSite());
  try {
    await ready(running);
    await running.desk.insert(0, 'claire');
    await visitOf(running, 'MARTIN Claire');
    await running.sitePage('/TableauDeBord/');
    await running.app.evaluate(({ View }) => {
      const held = globalThis as unknown as { siteShown: boolean[] };
      held.siteShown = [];
      const { setVisible } = View.prototype;
      View.prototype.setVisible = function (this: Electron.View, visible: boolean) {
        setVisible.call(this, visible);
        const { webContents } = this as Electron.WebContentsView;
        if (webContents.getURL().startsWith('https://')) held.siteShown.push(visible);
      };
    });
    const calls = (): Promise<readonly boolean[]> =>
      running.app.evaluate(() => (globalThis as unknown as { siteShown: boolean[] }).siteShown);
    await running.app.evaluate(({ webContents }) => {
      webContents
        .getAllWebContents()
        .find((each) => each.getURL().includes('/visit/'))
        ?.forcefullyCrashRenderer();
    });
    // Hidden at once; shown again when the page has come back and drawn its bar.
    await poll(calls).toEqual([false, true]);
  } finally {
    await running.close();
  }
});
