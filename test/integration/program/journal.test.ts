/** The helpdesk's events on their way out: real sockets of the forms that systemd, syslog and a server listen on. */
import { spawn } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { appendFile, mkdtemp, readFile, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { JournalLevel } from '../../../src/domain/settings/journal-levels.ts';
import { RotatingFile } from '../../../src/main/base/rotating-file.ts';
import { Journal } from '../../../src/main/journal/journal.ts';
import { openSystemLog } from '../../../src/main/journal/system-log.ts';

let folder: string;
let opened: (() => unknown)[];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'dmp-journal-'));
  opened = [() => rm(folder, { recursive: true })];
});

afterEach(async () => {
  for (const close of opened.reverse()) await close();
});

/** A socket of datagrams with a name, which Node cannot make: Debian's perl does. */
const LISTENER =
  'use IO::Socket::UNIX; $| = 1; my $s = IO::Socket::UNIX->new(Type => SOCK_DGRAM, Local => $ARGV[0]) or die; ' +
  'print "up\n"; sleep 60 if $ARGV[1]; while (1) { $s->recv(my $b, 65536); print unpack("H*", $b), "\n"; }';

async function listen(path: string, deaf = false): Promise<readonly string[]> {
  const child = spawn('perl', ['-e', LISTENER, path, ...(deaf ? ['deaf'] : [])], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  opened.push(() => child.kill());
  const heard: string[] = [];
  const lines = createInterface({ input: child.stdout });
  await new Promise((resolve) => lines.once('line', resolve));
  lines.on('line', (line) => heard.push(Buffer.from(line, 'hex').toString('utf8')));
  return heard;
}

const TOLD = { number: 311, level: 'warning', text: 'Connexion arrêtée\u00a0: SITE-INJOIGNABLE' } as const;

describe.skipIf(process.platform !== 'linux')('the system’s log on Linux', () => {
  const sockets = (): { journal: string; syslog: string } => ({
    journal: join(folder, 'journal'),
    syslog: join(folder, 'log'),
  });

  it('is systemd’s journal, in its own form', async () => {
    const heard = await listen(sockets().journal);
    const log = await openSystemLog('linux', sockets());
    expect(await log?.write(TOLD)).toBe(true);
    await vi.waitFor(() => {
      expect(heard).toHaveLength(1);
    });
    expect(heard[0]?.split('\n')).toEqual([
      'MESSAGE=DMP-311 Connexion arrêtée\u00a0: SITE-INJOIGNABLE',
      'PRIORITY=4',
      'SYSLOG_FACILITY=1',
      'SYSLOG_IDENTIFIER=dmp-direct',
      'DMP_DIRECT_EVENT=311',
      '',
    ]);
    log?.stop();
  });

  it('is syslog where systemd’s is not there', async () => {
    const heard = await listen(sockets().syslog);
    const log = await openSystemLog('linux', sockets());
    expect(await log?.write(TOLD)).toBe(true);
    await vi.waitFor(() => {
      expect(heard).toEqual([
        `<12>dmp-direct[${String(process.pid)}]: DMP-311 Connexion arrêtée\u00a0: SITE-INJOIGNABLE`,
      ]);
    });
    log?.stop();
  });

  it('that is nowhere, or does not read, keeps nobody waiting', async () => {
    const log = await openSystemLog('linux', sockets());
    expect(await log?.write(TOLD)).toBe(false);
    await listen(sockets().journal, true);
    const taken: unknown[] = [];
    for (let index = 0; index < 2_000; index++) taken.push(await log?.write(TOLD));
    expect(taken).toContain(true);
    expect(taken.at(-1)).toBe(false);
    log?.stop();
    expect(await log?.write(TOLD)).toBe(false);
  });
});

it('on macOS there is no such log', async () => {
  expect(await openSystemLog('darwin')).toBeNull();
});

describe('a file of lines', () => {
  it('turns while the program runs, at every megabyte, and loses nothing of what it keeps', async () => {
    const path = join(folder, 'logs', 'lines.log');
    const file = new RotatingFile(path, (line) => line);
    const width = 1_000;
    for (let index = 0; index < 4_200; index++) {
      file.write(`${String(index).padStart(width - 1, '0')}\n`);
      if (index % 20 === 0) await file.flush();
    }
    await file.flush();
    await vi.waitFor(async () => {
      expect((await readFile(path, 'utf8')).endsWith('4199\n')).toBe(true);
    });
    const kept = await Promise.all([`${path}.2`, `${path}.1`, path].map((each) => readFile(each, 'utf8')));
    for (const text of kept) expect(text.length).toBeLessThan(1_200_000);
    const numbers = kept.join('').trimEnd().split('\n').map(Number);
    expect(numbers.length).toBeGreaterThan(2_000);
    expect(numbers).toEqual(numbers.map((_each, index) => (numbers[0] ?? 0) + index));
  });

  it('is appended to at the next start, and turned there when it is full', async () => {
    const path = join(folder, 'lines.log');
    for (const line of ['one\n', 'two\n']) {
      const file = new RotatingFile(path, (line) => line);
      file.write(line);
      await file.flush();
    }
    expect(await readFile(path, 'utf8')).toBe('one\ntwo\n');
    await appendFile(path, `${'x'.repeat(1_000_000)}\n`);
    const file = new RotatingFile(path, (line) => line);
    file.write('three\n');
    await file.flush();
    expect(await readFile(path, 'utf8')).toBe('three\n');
    expect((await readFile(`${path}.1`, 'utf8')).startsWith('one\ntwo\n')).toBe(true);
  });

  it('that cannot be written is given up, and nobody waits for it', async () => {
    const path = join(folder, 'full.log');
    await symlink('/dev/full', path);
    const file = new RotatingFile(path, (line) => line);
    file.write('one\n');
    await file.flush();
    file.write('two\n');
    await file.flush();
  });
});

describe('the journal', () => {
  async function journal(
    level: JournalLevel,
    { syslog, demonstration = false }: { syslog: string | null; demonstration?: boolean },
  ) {
    const file = new RotatingFile(join(folder, 'evenements.log'), (line) => line);
    const settings = { current: { journal: { level, system: false, syslog } } } as never;
    const made = new Journal({ settings, file, demonstration, log: { warn: () => undefined } });
    const lines = async (): Promise<readonly string[]> => {
      await file.flush();
      return (await readFile(join(folder, 'evenements.log'), 'utf8'))
        .split('\n')
        .filter((each) => each !== '');
    };
    return { made, lines };
  }

  async function server(): Promise<{ address: string; heard: string[] }> {
    const socket = createSocket('udp4');
    const heard: string[] = [];
    socket.on('message', (bytes) => heard.push(bytes.toString('utf8')));
    await new Promise<void>((resolve) => {
      socket.bind(0, '127.0.0.1', resolve);
    });
    opened.push(() => socket.close());
    return { address: `127.0.0.1:${String(socket.address().port)}`, heard };
  }

  it('tells down to its level, in its file and to the server of the settings', async () => {
    const { address, heard } = await server();
    const { made, lines } = await journal('warning', { syslog: address });
    made.tell('recordOpened', { from: 'card' });
    made.tell('signInFailed', { code: 'SITE-INJOIGNABLE' });
    made.tell('crashed', {});
    expect((await lines()).map((line) => line.slice(25))).toEqual([
      'WARNING DMP-311 Connexion arrêtée\u00a0: SITE-INJOIGNABLE',
      'ERROR   DMP-103 Arrêt brutal sur une erreur du programme',
    ]);
    // The last ones have left before it ends.
    await made.stop();
    await vi.waitFor(() => {
      expect(heard.map((line) => /DMP-\d+/.exec(line)?.[0])).toEqual(['DMP-311', 'DMP-103']);
    });
    expect(heard[0]).toMatch(/^<12>1 \S+ \S+ dmp-direct \d+ DMP-311 - \ufeffDMP-311 Connexion/);
  });

  it('of a demonstration stays at home, and one that is off says nothing', async () => {
    const { address, heard } = await server();
    const played = await journal('detail', { syslog: address, demonstration: true });
    played.made.tell('left', {});
    expect(await played.lines()).toHaveLength(1);
    const off = await journal('off', { syslog: address });
    off.made.tell('crashed', {});
    expect(await off.lines()).toHaveLength(1);
    await Promise.all([played.made.stop(), off.made.stop()]);
    expect(heard).toEqual([]);
  });

  it('of a server that is not there costs nothing', async () => {
    const { made, lines } = await journal('info', { syslog: 'absent.invalid:514' });
    made.tell('ended', {});
    await made.stop();
    expect(await lines()).toHaveLength(1);
  });
});
