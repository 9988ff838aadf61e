/**
 * Debian's Chromium as a practitioner starts it today, with the practitioner's certificate in its database and a
 * policy that presents it without asking: what is compared is kinder to Chromium than a workstation is (no PIN).
 * Its system-wide policy directory is replaced in a mount namespace of its own; the machine's is not touched.
 */
import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { access, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import type { LabPki } from '../../lab/pki/index.ts';
import { processTree, survivors } from './processes.ts';
import { monotonic } from './program.ts';

const run = promisify(execFile);
const PATIENCE_MS = 60_000;

/** As /work's machines need them: no sandbox for root, and no calls to services that cannot be reached. */
const SWITCHES = [
  '--no-first-run',
  '--no-default-browser-check',
  '--disable-gpu',
  '--disable-quic',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--password-store=basic',
  '--remote-debugging-pipe',
];

export interface ChromiumHome {
  readonly home: string;
  /** Replaces /etc/chromium. */
  readonly settings: string;
  readonly profile: string;
}

/** Whether there is a Chromium to compare with. */
export async function chromiumIsThere(): Promise<boolean> {
  return access('/usr/bin/chromium').then(
    () => true,
    () => false,
  );
}

/** Makes a home whose certificate database trusts the simulated site and holds the practitioner's certificate. */
export async function makeChromiumHome(directory: string, pki: LabPki): Promise<ChromiumHome> {
  const made = {
    home: join(directory, 'home'),
    settings: join(directory, 'settings'),
    profile: join(directory, 'profile'),
  };
  const database = join(made.home, '.pki', 'nssdb');
  await mkdir(database, { recursive: true });
  await mkdir(join(made.settings, 'policies', 'managed'), { recursive: true });
  const url = `sql:${database}`;
  await run('certutil', ['-N', '-d', url, '--empty-password']);
  await run('certutil', ['-A', '-d', url, '-n', 'Lab', '-t', 'C,,', '-i', pki.serverAuthorityFile]);
  const card = pki.cards.cps.authentication;
  if (card === undefined) throw new Error('the lab has no CPS');
  const [certificate, key, p12] = ['card.pem', 'card.key', 'card.p12'].map((name) =>
    join(directory, name),
  ) as [string, string, string];
  await writeFile(certificate, card.certificatePem);
  await writeFile(key, card.privateKeyPem, { mode: 0o600 });
  await run('openssl', [
    'pkcs12',
    '-export',
    '-in',
    certificate,
    '-inkey',
    key,
    '-out',
    p12,
    '-passout',
    'pass:x',
  ]);
  await run('pk12util', ['-i', p12, '-d', url, '-W', 'x', '-K', '']);
  await writeFile(
    join(made.settings, 'policies', 'managed', 'bench.json'),
    JSON.stringify({
      AutoSelectCertificateForUrls: [JSON.stringify({ pattern: 'https://[*.]localhost', filter: {} })],
    }),
  );
  return made;
}

export class Chromium {
  readonly startedAt: number;
  readonly #child: ChildProcess;
  readonly #input: Writable;
  readonly #waiting = new Map<number, (result: CdpResult) => void>();
  #lastId = 0;
  #session: string | null = null;

  constructor({ home, settings, profile }: ChromiumHome, url: string) {
    const isRoot = process.getuid?.() === 0;
    const namespace = isRoot ? ['--mount'] : ['--user', '--map-root-user', '--mount'];
    this.startedAt = monotonic();
    this.#child = spawn(
      'unshare',
      [
        ...namespace,
        'sh',
        '-c',
        'mount --bind "$0" /etc/chromium && exec chromium "$@"',
        settings,
        ...SWITCHES,
        '--no-sandbox',
        `--user-data-dir=${profile}`,
        url,
      ],
      {
        env: { ...process.env, HOME: home, XDG_CONFIG_HOME: join(home, '.config') },
        stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'],
      },
    );
    this.#input = this.#child.stdio[3] as Writable;
    this.#input.on('error', () => undefined);
    this.#listen(this.#child.stdio[4] as Readable);
  }

  /** Waits for the first content of a page whose address holds `path`; gives the moment it was painted. */
  async paint(path: string): Promise<number> {
    const deadline = Date.now() + PATIENCE_MS;
    for (;;) {
      const age = await this.evaluate<number | null>(
        `(() => {
          if (!location.href.includes(${JSON.stringify(path)})) return null;
          const [paint] = performance.getEntriesByName('first-contentful-paint');
          return paint === undefined ? null : performance.now() - paint.startTime;
        })()`,
      ).catch(() => null);
      if (age !== null) return monotonic() - age;
      if (Date.now() > deadline) throw new Error(`Chromium shows no page with ${path}`);
      await delay(10);
    }
  }

  /** Opens an address in a new tab, which is spoken to from then on; gives the moment before. */
  async openTab(url: string): Promise<number> {
    const at = monotonic();
    const { result } = await this.#call('Target.createTarget', { url }, null);
    this.#session = await this.#attachTo((result as { targetId: string }).targetId);
    return at;
  }

  async closeTab(): Promise<void> {
    await this.#call('Page.close', {}, this.#session).catch(() => undefined);
  }

  async evaluate<T>(expression: string): Promise<T> {
    this.#session ??= await this.#attach();
    const answer = await this.#call('Runtime.evaluate', { expression, returnByValue: true }, this.#session);
    return (answer.result as { result: { value: T } } | undefined)?.result.value as T;
  }

  /** Types a text as a robot does: one key every `everyMs`, then Enter. */
  async type(text: string, everyMs: number): Promise<void> {
    for (const character of text) {
      await this.#call('Input.dispatchKeyEvent', { type: 'keyDown', text: character }, this.#session);
      await this.#call('Input.dispatchKeyEvent', { type: 'keyUp' }, this.#session);
      await delay(everyMs);
    }
    const enter = { key: 'Enter', code: 'Enter', windowsVirtualKeyCode: 13, text: '\r' };
    await this.#call('Input.dispatchKeyEvent', { type: 'keyDown', ...enter }, this.#session);
  }

  async quit(): Promise<void> {
    const tree = await processTree(this.#child.pid ?? 0);
    void this.#call('Browser.close', {}, null).catch(() => undefined);
    for (const pid of await survivors(tree, 5_000)) {
      try {
        process.kill(pid, 'SIGKILL');
      } catch {
        // It has ended by itself.
      }
    }
  }

  async #attach(): Promise<string> {
    const { result } = await this.#call('Target.getTargets', {}, null);
    const targets = (result as { targetInfos: { type: string; targetId: string }[] }).targetInfos;
    const page = targets.find(({ type }) => type === 'page');
    if (page === undefined) throw new Error('Chromium has no page yet');
    return this.#attachTo(page.targetId);
  }

  async #attachTo(targetId: string): Promise<string> {
    const attached = await this.#call('Target.attachToTarget', { targetId, flatten: true }, null);
    return (attached.result as { sessionId: string }).sessionId;
  }

  #call(method: string, params: object, session: string | null): Promise<CdpResult> {
    const id = (this.#lastId += 1);
    const answered = new Promise<CdpResult>((resolve) => this.#waiting.set(id, resolve));
    const message = { id, method, params, ...(session === null ? {} : { sessionId: session }) };
    this.#input.write(`${JSON.stringify(message)}\0`);
    return answered;
  }

  #listen(output: Readable): void {
    let pending = '';
    output.setEncoding('utf8').on('data', (text: string) => {
      const messages = (pending + text).split('\0');
      pending = messages.pop() ?? '';
      for (const message of messages) {
        const answer = JSON.parse(message) as CdpResult & { id?: number };
        if (answer.id === undefined) continue;
        this.#waiting.get(answer.id)?.(answer);
        this.#waiting.delete(answer.id);
      }
    });
  }
}

interface CdpResult {
  readonly result?: unknown;
}
