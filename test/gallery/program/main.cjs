// A bare window for the gallery: the pages that it shows are the program's, everything behind them is not there.
const { app, BrowserWindow } = require('electron');

app.whenReady().then(() => {
  const window = new BrowserWindow({
    // Beside the mouse of a display without anybody, which is in its middle: nothing is shown as pointed at.
    x: 0,
    y: 0,
    width: 400,
    height: 300,
    webPreferences: { sandbox: true, spellcheck: false, backgroundThrottling: false, partition: 'gallery' },
  });
  return window.loadURL('about:blank');
});
