'use strict';
/** The empty program that ours is compared with: a tray icon, and one window unless it starts hidden. */
const path = require('node:path');
const { app, BaseWindow, nativeImage, protocol, session, Tray, WebContentsView } = require('electron');

app.requestSingleInstanceLock();
protocol.registerSchemesAsPrivileged([{ scheme: 'app', privileges: { standard: true, secure: true } }]);
app.on('window-all-closed', () => undefined);

let tray;
void app.whenReady().then(() => {
  session.defaultSession.protocol.handle(
    'app',
    () =>
      new Response('<!doctype html><title>Vide</title><p>Bonjour', {
        headers: { 'content-type': 'text/html' },
      }),
  );
  tray = new Tray(
    nativeImage.createFromPath(path.join(process.env.DMP_DIRECT_BENCH_ASSETS, 'tray', 'waiting.png')),
  );
  tray.setToolTip('Vide');
  if (process.argv.includes('--hidden')) return;
  const window = new BaseWindow({ width: 460, height: 640 });
  const view = new WebContentsView({ webPreferences: { sandbox: true } });
  window.contentView.addChildView(view);
  view.setBounds({ x: 0, y: 0, width: 460, height: 640 });
  void view.webContents.loadURL('app://empty/');
  app.on('will-quit', () => tray.destroy());
});
