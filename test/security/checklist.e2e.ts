/** The checklist asked of the running program: every page that is there, every session, and what a visit leaves. */
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { pagesOf, send } from '../e2e/desk-work.ts';
import { poll, type Running, start } from '../e2e/support.ts';
import { startHostileSite, type HostileSite } from './hostile-site.ts';

let site: HostileSite;
let program: Running;
let folder: string;

/** Commands no page of ours would send, and a raw way into Electron’s messages, for pages that have been taken over. */
const TAKEN_OVER = `const { contextBridge, ipcRenderer } = require('electron');
contextBridge.exposeInMainWorld('raw', {
  send: (channel, ...message) => ipcRenderer.send(channel, ...message),
  invoke: (channel, ...message) => ipcRenderer.invoke(channel, ...message),
  sendSync: (channel, ...message) => ipcRenderer.sendSync(channel, ...message),
});`;

/** Text made into code in every way there is; a script, because no linter lets such a thing be written. */
const POLICY_ATTEMPTS = `(async () => {
  const violations = [];
  document.addEventListener('securitypolicyviolation', (event) => violations.push(event.violatedDirective));
  // The debugger, through which tests speak, may evaluate: what follows runs after it, as the page itself does.
  await new Promise((resolve) => setTimeout(resolve, 50));
  const script = document.createElement('script');
  let refused = 0;
  for (const attempt of [
    () => (script.textContent = 'window.escaped = 1'),
    () => (document.createElement('div').innerHTML = '<img src=x onerror="window.escaped = 1">'),
    () => window.eval('window.escaped = 1'),
    () => new Function('window.escaped = 1')(),
    () => setTimeout('window.escaped = 1', 0),
    () => document.write('<script>window.escaped = 1</' + 'script>'),
  ]) {
    try {
      attempt();
    } catch {
      refused += 1;
    }
  }
  document.head.append(script);
  const image = document.createElement('img');
  image.src = 'https://ailleurs.localhost/x.png';
  document.body.append(image);
  const loaded = await fetch('https://ailleurs.localhost/').then(() => 'loaded', () => 'refused');
  await new Promise((resolve) => setTimeout(resolve, 300));
  image.remove();
  script.remove();
  return { escaped: 'escaped' in window, refused, loaded, violations };
})()`;

test.beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'dmp-direct-checklist-'));
  await writeFile(join(folder, 'taken-over.cjs'), TAKEN_OVER);
  site = await startHostileSite();
  program = await start({
    practitioners: [],
    settings: { signIn: 'cpx', webPs: { cpx: { hosts: [site.origin] } } },
  });
});

test.afterAll(async () => {
  await program.close();
  await site.close();
  await rm(folder, { recursive: true, force: true });
});

async function openDashboard(): Promise<void> {
  await send(program, 'launcher', 'openDashboard', {});
  await program.sitePage('/AccesDirect/TableauDeBord');
}

async function closeVisit(): Promise<void> {
  // The site's page can be there before the bars above it.
  if (pagesOf(program, 'visit').length + program.sitePages().length === 0) return;
  await send(program, 'visit', 'close', {});
  await poll(() => pagesOf(program, 'visit').length).toBe(0);
}

/** Runs a script in the site's page. */
function inSite(script: string): Promise<unknown> {
  return program.app.evaluate(
    async ({ webContents }, [origin, code]) => {
      const view = webContents.getAllWebContents().find((each) => each.getURL().startsWith(origin));
      return (await view?.executeJavaScript(code, true)) as unknown;
    },
    [site.origin, script] as const,
  );
}

test('2. 3. 4. 6. 8. 9. 10. every page there is: isolated, sandboxed, without Node', async () => {
  await openDashboard();
  await send(program, 'launcher', 'openSettings', {});
  await program.page('settings');
  const preferences = await program.app.evaluate(({ webContents }) =>
    webContents.getAllWebContents().map((each) => ({
      url: each.getURL(),
      // Not in the typings: what the page was really given.
      ...(each as unknown as { getLastWebPreferences(): Record<string, unknown> }).getLastWebPreferences(),
    })),
  );
  expect(preferences.length).toBeGreaterThanOrEqual(4);
  for (const each of preferences) {
    const given = each as Record<string, unknown>;
    expect(given, each.url).toMatchObject({ contextIsolation: true, nodeIntegration: false, sandbox: true });
    expect(given.webSecurity ?? true, each.url).toBe(true);
    for (const name of [
      'allowRunningInsecureContent',
      'experimentalFeatures',
      'webviewTag',
      'nodeIntegrationInWorker',
      'nodeIntegrationInSubFrames',
      'enableWebSQL',
    ])
      expect(given[name] ?? false, `${name} of ${each.url}`).toBe(false);
    expect(given.enableBlinkFeatures ?? '', each.url).toBe('');
  }
  await send(program, 'settings', 'close', {});
});

test('5. every page’s session refuses what it is not asked about, also after the fact', async () => {
  await openDashboard();
  const answers = await program.app.evaluate(({ webContents }) =>
    Promise.all(
      webContents
        .getAllWebContents()
        // A view that has begun no page yet would answer when it does, which may be never.
        .filter((each) => each.getURL() !== '')
        .map((each) =>
          each.executeJavaScript(
            `Promise.all(['geolocation','camera','microphone','notifications','midi','clipboard-read'].map((name) => navigator.permissions.query({ name }).then((got) => got.state, () => 'denied')))`,
          ),
        ),
    ),
  );
  expect(answers.length).toBeGreaterThanOrEqual(3);
  expect(answers.flat().filter((state) => state === 'granted')).toEqual([]);
});

test('7. our own pages come with the policy, and the policy holds', async () => {
  const launcher = await program.page('launcher');
  const tried = await launcher.evaluate<{
    escaped: boolean;
    refused: number;
    loaded: string;
    violations: string[];
  }>(POLICY_ATTEMPTS);
  expect(tried.escaped).toBe(false);
  expect(tried.refused).toBeGreaterThanOrEqual(5);
  expect(tried.loaded).toBe('refused');
  expect(tried.violations).toContain('img-src');
});

test('17. a page of ours that was taken over: nothing it sends does more than its own buttons', async () => {
  test.setTimeout(180_000);
  await closeVisit();
  await program.app.evaluate(
    ({ session, webContents }, preload) => {
      // Its successor is not in the runtime that tests fall back to.
      // oxlint-disable-next-line typescript/no-deprecated
      session.fromPartition('interface').setPreloads([preload]);
      webContents
        .getAllWebContents()
        .find((each) => each.getURL().includes('/launcher/'))
        ?.reload();
    },
    join(folder, 'taken-over.cjs'),
  );
  const launcher = await program.page('launcher');
  await launcher.waitForFunction(() => 'raw' in window);
  const answered = await launcher.evaluate(async () => {
    const { raw, dmp } = window as unknown as {
      raw: {
        send(channel: string, ...message: unknown[]): void;
        invoke(channel: string, ...message: unknown[]): Promise<unknown>;
        sendSync(channel: string, ...message: unknown[]): unknown;
      };
      dmp: { send(name: string, params: unknown): void };
    };
    const values: unknown[] = [
      null,
      undefined,
      0,
      -1,
      Infinity,
      NaN,
      '',
      'x'.repeat(100_000),
      [],
      {},
      { __proto__: { name: 'hide' } },
      new Date(),
      new Map([[1, 2]]),
      new Uint8Array(9),
      { name: 'openIns', params: { ins: '1'.repeat(41), page: 'TableauDeBord' } },
      { name: 'constructor', params: {} },
      { name: 'hide', params: { more: 1 } },
      { name: 'openPerson', params: { id: { toString: 1 }, page: '../..' } },
    ];
    const windows = ['launcher', 'visit', 'confirm', 'pin', 'settings', 'assistant', 'about', 'diagnosis'];
    for (const kind of windows) for (const value of values) raw.send(`${kind}:command`, value);
    // Commands of other windows, and of this one with what they do not take.
    for (const kind of windows) {
      for (const name of [
        'close',
        'submit',
        'accept',
        'leave',
        'savePdf',
        'set',
        'chooseFile',
        'applyRepair',
        'saveReport',
      ])
        raw.send(`${kind}:command`, { name, params: {} });
      raw.send(`${kind}:command`, { name: 'submit', params: { pin: '1234' } });
      raw.send(`${kind}:command`, {
        name: 'set',
        params: { key: 'webPs.cpx.hosts', value: ['https://ailleurs.localhost'] },
      });
    }
    for (let turn = 0; turn < 2_000; turn += 1)
      raw.send('launcher:command', { name: `x${String(turn)}`, params: turn });
    for (const value of values) {
      try {
        dmp.send(value as string, value);
      } catch {
        // What cannot be cloned does not even leave the page.
      }
    }
    const channels = [
      'site:lecture-vitale',
      'site:answer',
      'ELECTRON_INVOKE',
      'BROWSER_SANDBOX_LOAD',
      'GUEST_VIEW_MANAGER_CALL',
      'launcher:command',
      '__proto__',
      '',
    ];
    const got: string[] = [];
    for (const channel of channels)
      got.push(
        await Promise.race([
          raw.invoke(channel, '{"service":"vitale"}').then(
            (value) => `answered ${JSON.stringify(value)}`,
            () => 'refused',
          ),
          new Promise<string>((done) => setTimeout(() => done('nothing'), 500)),
        ]),
      );
    return got;
  });
  expect(answered.filter((answer) => answer.startsWith('answered'))).toEqual([]);
  // Nothing opened, nothing was asked of the site, the settings are what they were, and the launcher goes on.
  expect(pagesOf(program, 'visit')).toEqual([]);
  expect(pagesOf(program, 'pin')).toEqual([]);
  await send(program, 'launcher', 'openDashboard', {});
  await program.sitePage('/AccesDirect/TableauDeBord');
  expect((await program.sitePage()).url()).toContain('wps.localhost');
  await closeVisit();
});

test('17. the site’s page taken over: no window’s channel answers it, and its own two only take what they know', async () => {
  await program.app.evaluate(
    ({ app }, preload) => {
      app.on('session-created', (session) => {
        // oxlint-disable-next-line typescript/no-deprecated
        session.setPreloads([preload]);
      });
    },
    join(folder, 'taken-over.cjs'),
  );
  await openDashboard();
  expect(await inSite('"raw" in window')).toBe(true);
  const before = site.requests.length;
  const got = await inSite(`(async () => {
    for (const kind of ['launcher', 'visit', 'confirm', 'pin', 'settings', 'assistant', 'about', 'diagnosis'])
      for (const name of ['openDashboard', 'openPerson', 'close', 'submit', 'accept', 'stopAction', 'set', 'hide', 'savePdf'])
        raw.send(kind + ':command', { name, params: {} });
    for (const code of ['SITE-ARRETE', 'CPX-RETIREE', '__proto__', 5, null, { toString: 1 }]) raw.send('site:answer', { code });
    raw.send('site:answer', { code: 'SITE-CREATION-IMPOSSIBLE', more: 1 });
    const answers = [];
    for (const text of [null, 5, '{}', '[]', '{"service":5}', '{"service":"vitale","dest_host":"x"}', 'x'.repeat(1100000), '{"service":"' + '\\u0000' + '"', '{"__proto__":{"service":"vitale"}}'])
      answers.push(await Promise.race([raw.invoke('site:lecture-vitale', text).catch(() => null), new Promise((done) => setTimeout(() => done(null), 1500))]));
    return JSON.stringify(answers);
  })()`);
  expect(got).toBe(JSON.stringify(Array.from({ length: 9 }, () => null)));
  const visit = await program.page('visit');
  await expect(visit.locator('.stop')).toHaveCount(0);
  expect(pagesOf(program, 'settings')).toEqual([]);
  expect(site.requests.length - before).toBeLessThan(3);
  await closeVisit();
});

test('nothing of one visit is there in the next: cookies, storage, workers, caches, history, TLS', async () => {
  site.answer('/ouvrier.js', {
    headers: { 'content-type': 'text/javascript' },
    body: 'onfetch = (e) => e.respondWith(new Response("ancien"))',
  });
  site.answer('/marque', {
    headers: {
      'set-cookie': ['trace=1; Path=/; Secure; Max-Age=86400', 'trace2=1; Path=/; Secure; HttpOnly'],
      'cache-control': 'max-age=86400',
      etag: '"trace"',
      'strict-transport-security': 'max-age=1000',
      'alt-svc': 'h3=":443"',
    },
  });
  await openDashboard();
  await inSite(`(async () => {
    await fetch('/marque');
    document.cookie = 'trace3=1; max-age=86400; secure';
    localStorage.trace = '1'; sessionStorage.trace = '1'; window.name = 'trace';
    await new Promise((yes, no) => { const r = indexedDB.open('trace'); r.onsuccess = yes; r.onerror = no; });
    await (await caches.open('trace')).put('/trace', new Response('trace'));
    await (await navigator.storage.getDirectory()).getFileHandle('trace', { create: true });
    await navigator.serviceWorker.register('/ouvrier.js');
    history.pushState({}, '', '/AccesDirect/TableauDeBord?trace');
  })()`);
  await closeVisit();
  const asked = site.requests.length;
  await openDashboard();
  const found = await inSite(`(async () => ({
    cookie: document.cookie, local: localStorage.length, session: sessionStorage.length, name: window.name,
    databases: (await indexedDB.databases()).length, caches: (await caches.keys()).length,
    workers: (await navigator.serviceWorker.getRegistrations()).length, history: history.length, referrer: document.referrer,
    files: await (async () => { let n = 0; for await (const _ of (await navigator.storage.getDirectory()).keys()) n += 1; return n; })(),
  }))()`);
  expect(found).toEqual({
    cookie: '',
    local: 0,
    session: 0,
    name: '',
    databases: 0,
    caches: 0,
    workers: 0,
    history: expect.any(Number),
    referrer: '',
    files: 0,
  });
  expect((found as { history: number }).history).toBeLessThanOrEqual(2);
  await inSite(`fetch('/marque')`);
  const later = site.requests.slice(asked);
  expect(later.length).toBeGreaterThan(1);
  for (const { headers, path } of later) {
    expect(headers.cookie, path).toBeUndefined();
    expect(headers['if-none-match'], path).toBeUndefined();
    expect(headers.referer ?? '', path).not.toContain('trace');
    expect(headers['user-agent'] ?? '').toMatch(/^[\x20-\x7e]+$/);
  }
  await closeVisit();
});

test('a page that crashes leaves no dump', async () => {
  const dumps = await program.app.evaluate(({ app, crashReporter }) => ({
    reports: crashReporter.getUploadToServer(),
    folder: app.getPath('crashDumps'),
  }));
  expect(dumps.reports).toBe(false);
  const names = await readdir(dumps.folder, { recursive: true }).catch(() => []);
  expect(names.filter((name) => /\.(dmp|core)$/.test(name))).toEqual([]);
});
