'use strict';
/**
 * An empty program with our first window's page: the launcher's own files and preload, and a state that never changes.
 * What it takes beyond `empty.cjs` is the page's, and no main process can be quicker with it.
 */
const { readFile } = require('node:fs/promises');
const path = require('node:path');
const { app, BaseWindow, nativeImage, protocol, session, Tray, WebContentsView } = require('electron');

const OUT = path.join(process.env.DMP_DIRECT_BENCH_ASSETS, '..', 'out');
const TYPES = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css', '.woff2': 'font/woff2' };
/** What `firstLauncherState` says for the bench's settings. */
const STATE = {
  vitale: 'looking',
  practitioner: { state: 'absent' },
  signIn: { proposed: 'cpx', choices: ['cpx'], endedHere: false },
  landingPage: 'TableauDeBord',
  allowed: { typedIns: true, camera: true },
  refining: false,
  screen: { kind: 'waiting' },
  visit: null,
  typingAsked: 0,
  notice: null,
};

app.requestSingleInstanceLock();
protocol.registerSchemesAsPrivileged([{ scheme: 'app', privileges: { standard: true, secure: true } }]);
app.on('window-all-closed', () => undefined);

let tray;
void app.whenReady().then(() => {
  session.defaultSession.protocol.handle('app', async ({ url }) => {
    const { pathname } = new URL(url);
    const file = path.join(OUT, 'renderer', pathname === '/launcher/' ? 'index.html' : pathname);
    return new Response(await readFile(file), { headers: { 'content-type': TYPES[path.extname(file)] } });
  });
  tray = new Tray(
    nativeImage.createFromPath(path.join(process.env.DMP_DIRECT_BENCH_ASSETS, 'tray', 'waiting.png')),
  );
  tray.setToolTip('Vide');
  const window = new BaseWindow({ width: 460, height: 640 });
  const preload = path.join(OUT, 'preload', 'window.cjs');
  const view = new WebContentsView({
    webPreferences: { sandbox: true, preload, additionalArguments: ['--dmp-window=launcher'] },
  });
  window.contentView.addChildView(view);
  view.setBounds({ x: 0, y: 0, width: 460, height: 640 });
  view.webContents.on('dom-ready', () => view.webContents.send('launcher:state', STATE));
  void view.webContents.loadURL('app://dmp-direct/launcher/');
  app.on('will-quit', () => tray.destroy());
});
