/** The program's own updates in a bare Electron program, obeying one command a line; run by feed.test.ts. */
import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { app } from 'electron';
import { Updates } from '../../../src/main/updates/updates.ts';
import type { Logger } from '../../../src/main/base/log.ts';
import type { ProbeSettings } from './probe.ts';

const settings = JSON.parse(process.env.UPDATES_PROBE ?? '{}') as ProbeSettings;
const authority = new X509Certificate(readFileSync(settings.caFile));
let visitOpen = false;

const say = (line: object): void => void process.stdout.write(`${JSON.stringify(line)}\n`);
const silent = { info: () => undefined, warn: () => undefined, error: () => undefined } as unknown as Logger;

app.setPath('userData', settings.userData);
app.on('window-all-closed', () => undefined);
void app.whenReady().then(() => {
  const updates = new Updates({
    feed: () => settings.feed,
    publicKey: settings.publicKey,
    authorities: () => [authority],
    visitOpen: () => visitOpen,
    privateFolder: () => settings.userData,
    onChange: (state) => {
      say({ state });
    },
    log: silent,
  });
  createInterface({ input: process.stdin }).on('line', (command) => {
    void obey(command);
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
    if (command === 'install') say({ done: command, result: await updates.install(() => Promise.resolve()) });
    if (command === 'quit') {
      // As the program does.
      updates.stop();
      app.exit(0);
    }
  }
});
