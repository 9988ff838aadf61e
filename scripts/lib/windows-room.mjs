/**
 * The room where Windows programs run: started as root in namespaces of its own (mounts, network, processes), so that
 * nothing of it is left and several run side by side. Over the cached tree lies a layer that goes with the room. A PC/SC
 * service with four virtual readers runs in it; the tests order it over HTTP, since they are Windows programs.
 *
 *   node windows-room.mjs '{"tree": …, "place": …, "scratch": …, "runs": [{"name": …, "files": […], "env": {…}}]}'
 *
 * Prints one line per run when it has ended; what the tests told is in `<place>/results/<name>.json`.
 */
import { execFileSync, spawn } from 'node:child_process';
import { createWriteStream, existsSync, openSync, readFileSync } from 'node:fs';
import { copyFile, mkdir, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

/** Where tests send their orders. The room has a network of its own: the number cannot clash. */
const ORDERS_PORT = 7_799;
/** Of Debian's own configuration, then ours. */
const READER_PORTS = [35_963, 35_964, 35_965, 35_966];
const DRIVER = '/usr/lib/pcsc/drivers/serial/libifdvpcd.so';
const RUN_MS = 8 * 60_000;
const SERVICE_MS = 20_000;
const PROGRAM = 'C:\\Program Files\\DMPDirect';

/** @type {{ tree: string, place: string, scratch: string, runs: { name: string, files: string[], env?: Record<string, string> }[] }} */
const { tree, place, scratch, runs } = JSON.parse(process.argv[2] ?? '{}');
const root = join(scratch, 'root');
const drive = join(root, 'opt/drive/drive_c');

/** @param {string[]} command */
const order = (...command) =>
  execFileSync(command[0] ?? '', command.slice(1), { stdio: ['ignore', 'ignore', 'pipe'] });

async function furnish() {
  order('mount', '-t', 'tmpfs', 'tmpfs', scratch);
  for (const folder of ['upper', 'work', 'root']) await mkdir(join(scratch, folder));
  const layers = `lowerdir=${tree},upperdir=${join(scratch, 'upper')},workdir=${join(scratch, 'work')}`;
  order('mount', '-t', 'overlay', 'overlay', '-o', layers, root);
  order('mount', '-t', 'proc', 'proc', join(root, 'proc'));
  order('mount', '--rbind', '/dev', join(root, 'dev'));
  for (const folder of ['run', 'tmp']) order('mount', '-t', 'tmpfs', 'tmpfs', join(root, folder));
  const program = join(drive, 'Program Files/DMPDirect');
  await mkdir(program);
  order('mount', '--bind', place, program);
  order('ip', 'link', 'set', 'lo', 'up');
  // Beside Wine's own: which of the two a program gets is said by WINEDLLOVERRIDES.
  await copyFile(join(place, 'dll/winscard/winscard.dll'), join(drive, 'windows/system32/winscard.dll'));
}

/** Two more readers; the driver keeps its slots in globals, so the second pair needs a file of its own. */
async function addReaders() {
  const driver = DRIVER.replace('.so', '-2.so');
  await copyFile(join(root, DRIVER), join(root, driver));
  const lines = [
    // Wine 10 counts the letters of a list wrongly where a name has accents: those are the stand-in's to play.
    'FRIENDLYNAME "Virtual PCD 2"',
    'DEVICENAME /dev/null:0x8C7D',
    `LIBPATH ${driver}`,
    'CHANNELID 0x8C7D',
  ];
  await writeFile(join(root, 'etc/reader.conf.d/second'), `${lines.join('\n')}\n`);
}

/** @type {import('node:child_process').ChildProcess | null} */
let service = null;

async function startService() {
  if (service !== null) return;
  const log = openSync(join(place, 'results/pcscd.log'), 'a');
  const command = ['/usr/sbin/pcscd', '--foreground', '--disable-polkit'];
  const child = spawn('chroot', [root, ...command], { stdio: ['ignore', log, log] });
  service = child;
  child.once('exit', () => {
    if (service === child) service = null;
  });
  const deadline = Date.now() + SERVICE_MS;
  while (!READER_PORTS.every(listens) || !existsSync(join(root, 'run/pcscd/pcscd.comm'))) {
    if (Date.now() > deadline || child.exitCode !== null) throw new Error('pcscd did not start');
    await pause(20);
  }
}

/** Looked up, never tried: a connection is a card. 0A is TCP_LISTEN. @param {number} port */
function listens(port) {
  const name = port.toString(16).toUpperCase().padStart(4, '0');
  return ['tcp', 'tcp6'].some((table) => {
    const lines = readFileSync(`/proc/net/${table}`, 'latin1').split('\n');
    return lines.some((line) => new RegExp(`^ *\\d+: [0-9A-F]+:${name} \\S+ 0A `).test(line));
  });
}

/** @param {NodeJS.Signals} signal SIGKILL leaves its socket behind, as a crash does */
async function endService(signal) {
  const child = service;
  if (child === null) return;
  const gone = new Promise((resolve) => child.once('exit', resolve));
  child.kill(signal);
  await gone;
  if (signal === 'SIGKILL')
    order('rm', '-f', join(root, 'run/pcscd/pcscd.comm'), join(root, 'run/pcscd/pcscd.pid'));
}

const ORDERS = new Map([
  ['/service/start', startService],
  ['/service/stop', () => endService('SIGTERM')],
  ['/service/kill', () => endService('SIGKILL')],
]);

function takeOrders() {
  const server = createServer((request, response) => {
    const obey = ORDERS.get(request.url ?? '') ?? (() => Promise.reject(new Error('no such order')));
    obey().then(
      () => response.end('done'),
      (error) => response.writeHead(500).end(String(error)),
    );
  });
  return new Promise((resolve) => server.listen(ORDERS_PORT, '127.0.0.1', () => resolve(undefined)));
}

/** @param {string} path relative to the program's folder */
const windows = (path) => `${PROGRAM}\\${path.replaceAll('/', '\\')}`;

/**
 * stdin is closed and stdout a file: with pipes the outermost Windows Node ends with EBADF.
 * @param {typeof runs[number]} one
 */
async function play({ name, files, env = {} }) {
  const variables = {
    PATH: '/usr/bin:/bin:/usr/sbin:/sbin',
    HOME: '/root',
    LANG: 'C.UTF-8',
    WINEPREFIX: '/opt/drive',
    WINEDEBUG: '-all',
    WINEDLLOVERRIDES: 'winscard=b',
    NODE_SKIP_PLATFORM_CHECK: '1',
    NO_COLOR: '1',
    ...env,
  };
  const out = openSync(join(place, `results/${name}.txt`), 'w');
  const child = spawn(
    'chroot',
    [
      root,
      'env',
      '-i',
      ...Object.entries(variables).map(([key, value]) => `${key}=${value}`),
      'wine',
      'Z:\\opt\\node\\node.exe',
      windows('tests/main.mjs'),
      windows(`results/${name}.json`),
      ...files.map((file) => windows(`tests/${file}.mjs`)),
    ],
    { stdio: ['ignore', out, out] },
  );
  const timer = setTimeout(() => child.kill('SIGKILL'), RUN_MS);
  const status = await new Promise((resolve) => child.once('exit', resolve));
  clearTimeout(timer);
  process.stdout.write(`${name} ended (${status})\n`);
}

createWriteStream(join(place, 'results/pcscd.log')).end();
await furnish();
await addReaders();
await startService();
await takeOrders();
for (const one of runs) await play(one);
process.exit(0);
