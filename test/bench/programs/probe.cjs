'use strict';
/**
 * Loaded into a program's main process before the program itself (`electron -r`): tells a campaign what is on the
 * screen and when, and does what it asks. Nothing of it is in the product. It speaks JSON lines over the socket named
 * by DMP_DIRECT_PROBE. Times are milliseconds of the system's monotonic clock, the same in every process.
 */
const net = require('node:net');
const electron = require('electron');

const now = () => Number(process.hrtime.bigint()) / 1e6;
const socket = net.connect(process.env.DMP_DIRECT_PROBE);
socket.on('error', () => undefined);
const send = (message) => socket.write(`${JSON.stringify(message)}\n`);

/** An icon counts as ready once it has its words. */
const { setToolTip } = electron.Tray.prototype;
let hasTray = false;
electron.Tray.prototype.setToolTip = function (...args) {
  setToolTip.apply(this, args);
  send({ event: 'icon', at: now(), words: args[0] });
  if (!hasTray) send({ event: 'tray', at: now() });
  hasTray = true;
};
/** Which pages are shown, by the number of their contents: this engine can be told, but not asked. */
const shownPages = new Map();
const { setVisible } = electron.View.prototype;
electron.View.prototype.setVisible = function (visible) {
  setVisible.call(this, visible);
  if (this.webContents) shownPages.set(this.webContents.id, visible);
};
electron.app.whenReady().then(() => send({ event: 'ready', at: now() }));
// A program that starts itself anew is driven on.
send({ event: 'process', at: now(), pid: process.pid });
/** Seconds since somebody touched the workstation: on a display of its own nobody ever does. */
let untouchedFor = 0;
electron.app.whenReady().then(() => {
  electron.powerMonitor.getSystemIdleTime = () => untouchedFor;
});

/** Resolves with the milliseconds since the first content of the page was painted, and when its parts were done. */
const FIRST_PAINT = `new Promise((resolve) => {
  new PerformanceObserver((list) => {
    for (const entry of list.getEntriesByName('first-contentful-paint')) {
      const [{ connectStart, connectEnd, responseStart }] = performance.getEntriesByType('navigation');
      const parts = [connectStart, connectEnd, responseStart, entry.startTime];
      resolve({ age: performance.now() - entry.startTime, parts });
    }
  }).observe({ type: 'paint', buffered: true });
})`;

/** Resolves once the page shows the text and a frame with it was drawn. */
const shown = (text) => `new Promise((resolve) => {
  const wanted = ${JSON.stringify(text)};
  const isThere = () => document.body !== null && document.body.textContent.includes(wanted);
  const drawn = () => requestAnimationFrame(() => {
    const channel = new MessageChannel();
    channel.port1.onmessage = () => resolve(true);
    channel.port2.postMessage(null);
  });
  if (isThere()) { drawn(); return; }
  const observer = new MutationObserver(() => {
    if (!isThere()) return;
    observer.disconnect();
    drawn();
  });
  observer.observe(document, { childList: true, subtree: true, characterData: true });
})`;

electron.app.on('web-contents-created', (_event, contents) => {
  const report = async () => {
    const url = contents.getURL();
    if (!url.startsWith('https://')) return;
    const { age, parts } = await contents.mainFrame.executeJavaScript(FIRST_PAINT);
    send({ event: 'paint', url, at: now() - age, parts });
  };
  contents.on('did-navigate', () => void report().catch(() => undefined));
});

const alive = () => electron.webContents.getAllWebContents().filter((one) => !one.isDestroyed());

/** The newest page whose address holds this, waited for. */
async function page(part) {
  for (;;) {
    const found = alive().findLast((one) => one.getURL().includes(part));
    if (found !== undefined) return found;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

/** What the script gives; `false` when its document was replaced, since such a promise never settles. */
async function untilReplaced(contents, running) {
  let replaced;
  const gone = new Promise((resolve) => (replaced = () => resolve(false)));
  contents.once('did-navigate', replaced).once('destroyed', replaced);
  try {
    return await Promise.race([running.catch(() => false), gone]);
  } finally {
    contents.off('did-navigate', replaced).off('destroyed', replaced);
  }
}

const COMMANDS = {
  /** Addresses and texts of every page, and whether its window shows it. */
  pages: async () =>
    Promise.all(
      alive().map(async (one) => ({
        url: one.getURL(),
        visible: shownPages.get(one.id) ?? true,
        text: await Promise.race([
          one.mainFrame.executeJavaScript('document.body === null ? "" : document.body.innerText'),
          new Promise((resolve) => setTimeout(() => resolve(null), 1_000)),
        ]).catch(() => null),
      })),
    ),
  urls: () => alive().map((one) => one.getURL()),
  shown: async ({ url, text }) => {
    for (;;) {
      const contents = await page(url);
      if (await untilReplaced(contents, contents.mainFrame.executeJavaScript(shown(text)))) return now();
    }
  },
  /** Runs a script in a page; `at` is the moment before. */
  evaluate: async ({ url, script }) => {
    const contents = await page(url);
    const at = now();
    let gone;
    // A click may close the very page that it was made in: then nothing comes back.
    const closed = new Promise((resolve) => contents.once('destroyed', (gone = () => resolve('gone'))));
    try {
      const value = await Promise.race([contents.mainFrame.executeJavaScript(script, true), closed]);
      return { at, value: value ?? null };
    } finally {
      contents.off('destroyed', gone);
    }
  },
  /** The same for a page that may not be there, or may go away: false then. */
  evaluateIfThere: async ({ url, script }) => {
    const contents = alive().findLast((one) => one.getURL().includes(url));
    if (contents === undefined) return false;
    return untilReplaced(contents, contents.mainFrame.executeJavaScript(script, true));
  },
  memory: () => process.memoryUsage(),
  /** Everybody goes home: nobody touches the workstation any more, and it is locked. */
  leave: () => {
    untouchedFor = 60 * 60;
    electron.powerMonitor.emit('lock-screen');
  },
  /** Number of the process that plays a role; null when there is none. */
  pidOf: ({ name }) => electron.app.getAppMetrics().find((one) => one.name === name)?.pid ?? null,
  /** As if the site's page crashed. */
  crashSite: () => {
    for (const one of alive()) if (one.getURL().startsWith('https://')) one.forcefullyCrashRenderer();
  },
  quit: () => {
    setImmediate(() => electron.app.quit());
  },
};

let pending = '';
socket.setEncoding('utf8').on('data', (text) => {
  const lines = (pending + text).split('\n');
  pending = lines.pop() ?? '';
  for (const line of lines) void obey(JSON.parse(line));
});

async function obey({ id, command, params }) {
  try {
    send({ id, value: (await COMMANDS[command](params)) ?? null });
  } catch (error) {
    send({ id, error: String(error) });
  }
}
