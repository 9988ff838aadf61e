import { expect, test } from '@playwright/test';
import { poll, type Running, start } from './support.ts';

declare global {
  /** What the program wanted to show, kept in its main process. */
  var shownNotifications: { title: string; body: string }[] | undefined;
}

let running: Running | undefined;

test.afterEach(async () => {
  await running?.close();
  running = undefined;
});

/** Another program has the focus, and the system's notifications are written down instead of shown. */
async function lookAway({ app }: Running): Promise<void> {
  await app.evaluate(({ BaseWindow, Notification }) => {
    globalThis.shownNotifications = [];
    BaseWindow.prototype.isFocused = () => false;
    Notification.isSupported = () => true;
    Notification.prototype.show = function show(this: Electron.Notification) {
      globalThis.shownNotifications?.push({ title: this.title, body: this.body });
    };
  });
}

const shown = ({ app }: Running): Promise<unknown> => app.evaluate(() => globalThis.shownNotifications ?? []);

test('a card read while another program has the focus: told without a name', async () => {
  running = await start();
  await running.page('launcher');
  await lookAway(running);
  await running.desk.insert(0, 'famille');
  await poll(() => shown(running!)).toEqual([
    { title: 'Carte Vitale lue', body: 'Quatre personnes sur cette carte.' },
  ]);
});

test(
  'names are shown only where the setting says so, and nothing at all where it is off',
  { tag: '@long' },
  async () => {
    running = await start({ settings: { notifications: { showNames: true } } });
    await running.page('launcher');
    await lookAway(running);
    await running.desk.insert(0, 'claire');
    await poll(() => shown(running!)).toEqual([{ title: 'Carte Vitale lue', body: 'MARTIN Claire' }]);
    await running.close();

    running = await start({ settings: { notifications: { cardRead: false } } });
    const launcher = await running.page('launcher');
    await lookAway(running);
    await running.desk.insert(0, 'famille');
    await expect(launcher.getByText('MARTIN Hugo')).toBeVisible();
    await launcher.waitForTimeout(1_600);
    expect(await shown(running)).toEqual([]);
  },
);
