/**
 * Electron's security checklist (electronjs.org, «Security», in its order) as far as it can be read off the sources,
 * the build and the packages' configuration; `checklist.e2e.ts` asks the running program. One test per item.
 */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import ts from 'typescript';
import { beforeAll, describe, expect, it } from 'vitest';
import { ROOT } from '../../scripts/lib/paths.mjs';
import {
  findNodes,
  isAssignmentTo,
  isCallOf,
  isImportOf,
  isProperty,
  isString,
  readSources,
  type Finding,
  type Source,
} from './source-scan.ts';

let sources: readonly Source[];
let packaging: string;

/** Every source is parsed: more than the runner's ten seconds on a machine that has other things to do. */
const PATIENCE_MS = 300_000;

beforeAll(async () => {
  sources = await readSources(ROOT, 'src');
  packaging = await readFile(join(ROOT, 'electron-builder.yml'), 'utf8');
}, PATIENCE_MS);

const places = (found: readonly Finding[]): readonly string[] => [...new Set(found.map(({ file }) => file))];
const viewsOf = () => findNodes(sources, isProperty('webPreferences', 'any'));

describe('Electron’s security checklist', () => {
  it('1. only loads secure content: no plain http address in the program', () => {
    const plain = findNodes(sources, (node) => isString(node) && /^(http|ws|ftp):\/\/\w/.test(node.text));
    // The one that leads nowhere, on purpose.
    expect(plain.map(({ file, text }) => `${file} ${text}`)).toEqual([
      "src/main/base/network-wall.ts 'http://127.0.0.1:9'",
    ]);
  });

  it('2. never gives pages Node', () => {
    for (const name of ['nodeIntegration', 'nodeIntegrationInWorker', 'nodeIntegrationInSubFrames'])
      expect(findNodes(sources, isProperty(name, 'true'))).toEqual([]);
    expect(viewsOf().length).toBeGreaterThanOrEqual(3);
  });

  it('3. isolates contexts: said in every view, never taken back', () => {
    expect(findNodes(sources, isProperty('contextIsolation', 'false'))).toEqual([]);
    expect(findNodes(sources, isProperty('contextIsolation', 'true')).length).toBe(viewsOf().length);
  });

  it('4. sandboxes every page', () => {
    expect(findNodes(sources, isProperty('sandbox', 'false'))).toEqual([]);
    expect(findNodes(sources, isProperty('sandbox', 'true')).length).toBe(viewsOf().length);
  });

  it('5. decides on permissions in every session it makes', () => {
    const making = places(findNodes(sources, isCallOf('fromPartition')));
    const deciding = places(findNodes(sources, isCallOf('grant')));
    expect([...places(findNodes(sources, isCallOf('setPermissionRequestHandler')))]).toEqual([
      'src/main/base/session-doors.ts',
    ]);
    // A session without a view shows no page that could ask; checklist.e2e.ts looks at every page that is there.
    const viewing = places(findNodes(sources, isCallOf('WebContentsView', 'BrowserWindow')));
    const unguarded = making.filter((file) => viewing.includes(file) && !deciding.includes(file));
    expect(unguarded).toEqual([]);
  });

  it('6. leaves web security on', () => {
    expect(findNodes(sources, isProperty('webSecurity', 'any'))).toEqual([]);
  });

  it('7. gives every page of its own a restrictive policy, and keeps to it', async () => {
    const session = await readFile(join(ROOT, 'src/main/windows/interface-session.ts'), 'utf8');
    for (const rule of [
      "default-src 'none'",
      "script-src 'self'",
      "frame-ancestors 'none'",
      "base-uri 'none'",
      "form-action 'none'",
      "require-trusted-types-for 'script'",
    ])
      expect(session).toContain(rule);
    // WebAssembly is no text made into code; it is for one window, whose session alone may be asked for the camera.
    expect(session.replace("script-src 'self' 'wasm-unsafe-eval'", '')).not.toMatch(/unsafe-(inline|eval)/);
    expect(places(findNodes(sources, isCallOf('openWebAssemblySession')))).toEqual([
      'src/main/camera/camera-window.ts',
    ]);
    // The built page: test/integration/scripts/build.test.ts.
    const pages = (await readdir(join(ROOT, 'src/renderer'), { recursive: true })).filter((name) =>
      name.endsWith('.html'),
    );
    expect(pages).toEqual(['index.html']);
    const html = await readFile(join(ROOT, 'src/renderer/index.html'), 'utf8');
    expect(html).not.toMatch(/<script(?![^>]*\bsrc=)|\son\w+=|style=|javascript:|https?:\/\//i);
  });

  it('8. never allows insecure content', () => {
    expect(findNodes(sources, isProperty('allowRunningInsecureContent', 'any'))).toEqual([]);
  });

  it('9. enables no experimental features', () => {
    expect(findNodes(sources, isProperty('experimentalFeatures', 'any'))).toEqual([]);
  });

  it('10. enables no features of Blink', () => {
    expect(findNodes(sources, isProperty('enableBlinkFeatures', 'any'))).toEqual([]);
  });

  it('11., 12. has no <webview>, and so no allowpopups', () => {
    expect(findNodes(sources, isProperty('webviewTag', 'true'))).toEqual([]);
    expect(findNodes(sources, (node) => isString(node) && /<webview|allowpopups/.test(node.text))).toEqual(
      [],
    );
    expect(
      places(findNodes(sources, (node) => isString(node) && node.text === 'will-attach-webview')),
    ).toEqual(['src/main/site/guards.ts']);
  });

  it('13., 14. limits navigation and refuses windows, for whatever page comes to be', async () => {
    const guards = await readFile(join(ROOT, 'src/main/site/guards.ts'), 'utf8');
    for (const door of [
      'web-contents-created',
      'will-frame-navigate',
      'will-redirect',
      'setWindowOpenHandler',
    ])
      expect(guards).toContain(door);
    expect(findNodes(sources, isCallOf('setWindowOpenHandler')).length).toBe(1);
    expect(
      findNodes(sources, (node) => isString(node) && node.text === 'allow').map(({ file }) => file),
    ).toEqual([]);
  });

  it('15. never hands an address or a file to the system', () => {
    expect(findNodes(sources, isCallOf('openExternal', 'openPath', 'showItemInFolder'))).toEqual([]);
    expect(findNodes(sources, isImportOf(/^electron$/, 'shell'))).toEqual([]);
  });

  it('16. ships a supported Electron, pinned', async () => {
    const { devDependencies } = JSON.parse(await readFile(join(ROOT, 'package.json'), 'utf8')) as {
      devDependencies: Record<string, string>;
    };
    expect(devDependencies.electron).toMatch(/^\d+\.\d+\.\d+$/);
    expect(Number.parseInt(devDependencies.electron ?? '0')).toBeGreaterThanOrEqual(45);
  });

  it('17. checks who sends each message: messages are only taken per page, in files that look at the frame', async () => {
    expect(findNodes(sources, isImportOf(/^electron/, 'ipcMain'))).toEqual([]);
    const takers = places(
      findNodes(sources, (node) => /\.ipc\)?\.(on|once|handle|handleOnce)$/.test(node.getText())),
    );
    expect([...takers].sort()).toEqual([
      'src/main/site/lecture-vitale-bridge.ts',
      'src/main/visit/site-dialogs.ts',
      'src/main/visit/site-follower.ts',
      'src/main/windows/ipc.ts',
    ]);
    for (const file of takers) {
      const text = await readFile(join(ROOT, file), 'utf8');
      expect(text, file).toMatch(/senderFrame/);
      expect(text, file).toMatch(/mainFrame/);
    }
  });

  it('18. serves its pages from a scheme of its own: no file: address', () => {
    expect(findNodes(sources, isCallOf('loadFile'))).toEqual([]);
    expect(findNodes(sources, (node) => isString(node) && node.text.startsWith('file:'))).toEqual([]);
  });

  it('19. sets the fuses of the packaged program', () => {
    for (const fuse of [
      'runAsNode: false',
      'enableCookieEncryption: true',
      'enableNodeOptionsEnvironmentVariable: false',
      'enableNodeCliInspectArguments: false',
      'enableEmbeddedAsarIntegrityValidation: true',
      'onlyLoadAppFromAsar: true',
      'grantFileProtocolExtraPrivileges: false',
    ])
      expect(packaging).toContain(fuse);
  });

  it('20. exposes nothing of Electron to pages: a state in, commands out, and to the site a dialog to show', () => {
    const exposed = findNodes(
      sources,
      isCallOf('exposeInMainWorld', 'exposeInIsolatedWorld', 'executeInMainWorld'),
    );
    // The site's page gets one function, that takes texts and answers a text: the dialogs it has anyway.
    expect(places(exposed)).toEqual(['src/preload/_site-dialogs.ts', 'src/preload/_wrapper.ts']);
    expect(
      places(findNodes(sources, isImportOf(/^electron/, 'ipcRenderer'))).filter((file) =>
        file.startsWith('src/'),
      ),
    ).toEqual(['src/preload/_site-wrapper.ts', 'src/preload/_wrapper.ts']);
  });
});

describe('beyond the checklist', () => {
  it('makes no code or markup out of text', () => {
    const made = findNodes(
      sources,
      isCallOf(
        'eval',
        'Function',
        'execScript',
        'executeJavaScript',
        'insertAdjacentHTML',
        'write',
        'writeln',
        'createContextualFragment',
        'parseFromString',
      ),
    ).filter(({ text }) =>
      /^(eval|new Function|document\.write)|executeJavaScript|insertAdjacentHTML|createContextualFragment|parseFromString/.test(
        text,
      ),
    );
    // One constant text puts our dialogs in the place of the engine's; it is made of nothing that comes from outside.
    expect(made.filter(({ text }) => text !== 'webFrame.executeJavaScript(REPLACEMENT)')).toEqual([]);
    expect(findNodes(sources, isAssignmentTo('innerHTML', 'outerHTML', 'srcdoc'))).toEqual([]);
    expect(findNodes(sources, (node) => /^dangerouslySetInnerHTML$/.test(node.getText()))).toEqual([]);
  });

  it('starts other programs in one place, never through a shell with text of others in it', () => {
    expect([...places(findNodes(sources, isImportOf(/^(node:)?child_process$/)))].sort()).toEqual([
      'src/system/child.ts',
    ]);
    expect(
      findNodes(
        sources,
        isImportOf(/^(node:)?child_process$/, 'exec', 'execSync', 'spawnSync', 'execFileSync'),
      ),
    ).toEqual([]);
    expect(findNodes(sources, isProperty('shell', 'true'))).toEqual([]);
  });

  it('makes no memory dumps: the crash reporter is never started', () => {
    expect(findNodes(sources, (node) => node.getText() === 'crashReporter')).toEqual([]);
  });

  it('doubts a server’s certificate everywhere but where the diagnosis only looks at it', () => {
    expect(places(findNodes(sources, isProperty('rejectUnauthorized', 'false')))).toEqual([
      'src/main/diagnosis/network.ts',
    ]);
  });

  it('writes nothing to the console, which a desktop keeps on disk', () => {
    expect(findNodes(sources, (node) => /^console\.\w+$/.test(node.getText()))).toEqual([]);
  });
});

it('the scan finds what it looks for', () => {
  const text = `new BrowserWindow({ webPreferences: { nodeIntegration: true, "sandbox": false } });
    shell.openExternal(url); element.innerHTML = text; eval(text);`;
  const bad: Source[] = [
    { file: 'bad.ts', tree: ts.createSourceFile('bad.ts', text, ts.ScriptTarget.Latest, true) },
  ];
  expect(findNodes(bad, isProperty('nodeIntegration', 'true'))).toHaveLength(1);
  expect(findNodes(bad, isProperty('sandbox', 'false'))).toHaveLength(1);
  expect(findNodes(bad, isCallOf('openExternal', 'eval'))).toHaveLength(2);
  expect(findNodes(bad, isAssignmentTo('innerHTML'))).toHaveLength(1);
});
