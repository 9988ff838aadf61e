// A bare window for the gallery: the pages that it shows are the program's, everything behind them is not there.
const { app, BrowserWindow } = require('electron');

app.whenReady().then(() => {
  const window = new BrowserWindow({
    width: 1280,
    height: 800,
    useContentSize: true,
    webPreferences: { sandbox: true, spellcheck: false, backgroundThrottling: false, partition: 'gallery' },
  });
  return window.loadURL('about:blank');
});
