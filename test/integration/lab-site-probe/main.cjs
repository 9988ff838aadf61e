// A bare Electron that visits the simulated site as told by LAB_PROBE and says on stdout what it saw: it proves that
// the laboratory works for an embedded browser, whatever the program makes of it.
const { X509Certificate } = require('node:crypto');
const { writeFile } = require('node:fs/promises');
const { app, BrowserWindow } = require('electron');

/** `choose`: fingerprint of the certificate to take; `script`: run in the page; `settle`: then waited, in ms. */
const { visits, pin } = JSON.parse(process.env.LAB_PROBE);
const offered = [];
let wanted = null;
const pinAsked = [];

app.setClientCertRequestPasswordHandler(({ hostname, tokenName, isRetry }) => {
  pinAsked.push({ hostname, tokenName, isRetry });
  return Promise.resolve(isRetry ? '' : pin);
});
app.on('select-client-certificate', (event, _contents, _url, list, callback) => {
  event.preventDefault();
  const certificates = list.map((entry) => ({
    entry,
    print: new X509Certificate(entry.data).fingerprint256,
  }));
  offered.push(certificates.map(({ print }) => print));
  const found = certificates.find(({ print }) => print === wanted);
  if (found) callback(found.entry);
  else callback();
});

async function visit({ url, choose, script, settle, picture }) {
  wanted = choose ?? null;
  const window = new BrowserWindow({
    width: 1280,
    height: 800,
    show: true,
    webPreferences: { partition: `probe-${Math.random()}`, sandbox: true },
  });
  try {
    await window.loadURL(url);
    const value = script === undefined ? null : await window.webContents.executeJavaScript(script);
    await new Promise((resolve) => setTimeout(resolve, settle ?? 0));
    const text = await window.webContents.executeJavaScript('document.body.innerText');
    if (picture !== undefined) {
      const page = await window.webContents.capturePage();
      await writeFile(picture, page.toPNG());
    }
    return { ok: true, title: window.webContents.getTitle(), text, value };
  } catch (error) {
    return { ok: false, error: String(error) };
  } finally {
    window.destroy();
  }
}

app.on('window-all-closed', () => undefined);
app.whenReady().then(async () => {
  const results = [];
  for (const one of visits) {
    results.push(await visit(one));
  }
  process.stdout.write(`PROBE ${JSON.stringify({ results, offered, pinAsked })}\n`);
  app.exit(0);
});
