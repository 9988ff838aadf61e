/** The program's own updates in a bare Electron program, obeying one command a line; run by feed.test.ts. */
import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { app, autoUpdater, BaseWindow } from 'electron';
import { Disposal } from '../../../src/main/base/disposal.ts';
import { endForInstaller } from '../../../src/main/start/quitting.ts';
import { Updates } from '../../../src/main/updates/updates.ts';
import type { Logger } from '../../../src/main/base/log.ts';
import { installSquirrel } from './fake-squirrel.ts';
import type { ProbeSettings } from './probe.ts';

const settings = JSON.parse(process.env.UPDATES_PROBE ?? '{}') as ProbeSettings;
const authority = new X509Certificate(readFileSync(settings.caFile));
let visitOpen = false;

const say = (line: object): void => void process.stdout.write(`${JSON.stringify(line)}\n`);
const silent = { info: () => undefined, warn: () => undefined, error: () => undefined } as unknown as Logger;

app.setPath('userData', settings.userData);
app.on('window-all-closed', () => undefined);
void app.whenReady().then(() => {
  const { mac } = settings;
  if (mac !== undefined) {
    Object.defineProperty(process, 'platform', { value: 'darwin' });
    Object.defineProperty(process, 'arch', { value: mac.arch });
    installSquirrel(mac.system, say);
    // As the launcher does.
    const launcher = new BaseWindow({ show: false });
    launcher.on('close', (event) => {
      event.preventDefault();
    });
  }
  const opened = new Disposal(silent);
  opened.add('everything', () => {
    say({ closed: true });
  });
  const beforeQuit = (): Promise<void> => (mac === undefined ? Promise.resolve() : endForInstaller(opened));
  const updates = new Updates({
    takes: () => true,
    feed: () => settings.feed,
    publicKey: settings.publicKey,
    authorities: () => [authority],
    proxies: {
      forRequest: () => (_info, answer) => {
        const known = settings.proxyPassword;
        if (known === undefined) answer();
        else answer(...known);
      },
    },
    visitOpen: () => visitOpen,
    privateFolder: () => settings.userData,
    system: mac === undefined ? null : autoUpdater,
    onLateRefusal: (late) => {
      say({ late });
    },
    onChange: (state) => {
      say({ state });
    },
    log: silent,
  });
  createInterface({ input: process.stdin }).on('line', (command) => {
    void obey(command).catch((error: unknown) => {
      say({ done: command, result: String(error) });
    });
  });
  say({ ready: true });

  async function obey(command: string): Promise<void> {
    if (command === 'visit') {
      visitOpen = true;
      updates.visitOpened();
      say({ done: command });
    }
    if (command === 'close') {
      visitOpen = false;
      say({ done: command });
    }
    if (command === 'check') say({ done: command, state: await updates.check() });
    if (command === 'install') say({ done: command, result: await updates.install(beforeQuit) });
    if (command === 'quit') {
      // As the program does.
      updates.stop();
      app.exit(0);
    }
  }
});
