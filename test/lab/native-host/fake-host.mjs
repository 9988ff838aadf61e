/**
 * A native-messaging host with every fault that the real ones might show. It reads what to do from `behaviour.json`
 * beside its program and writes a line into `runs.jsonl` for every time it was started. Plain JavaScript: Node runs
 * it as it is, in the place of the vendor's program.
 */
import { spawn } from 'node:child_process';
import { appendFileSync, readFileSync, writeSync } from 'node:fs';

const STDOUT = 1;
const MIB = 1024 * 1024;

/** @type {import('./index.ts').Behaviour} */
const behaviour = JSON.parse(readFileSync('behaviour.json', 'utf8'));

/** @param {Record<string, unknown>} run */
const note = (run) => appendFileSync('runs.jsonl', `${JSON.stringify(run)}\n`);

/**
 * @param {Uint8Array} body
 * @param {number} [length] what the prefix says
 */
function send(body, length = body.length) {
  const prefix = Buffer.alloc(4);
  prefix.writeUInt32LE(length);
  writeSync(STDOUT, prefix);
  let sent = 0;
  while (sent < body.length) sent += writeSync(STDOUT, body, sent);
}

/** @param {unknown} message */
const json = (message) => Buffer.from(JSON.stringify(message), 'utf8');

/** @param {Record<string, unknown>} request */
function ordinaryAnswer(request) {
  if (behaviour.answer !== undefined) return behaviour.answer;
  const answers = {
    vitale: { service: 'vitale', type: 'reponse', flux: 'U29udGVudSBvcGFxdWU=', accents: 'élève ☤' },
    version: { service: 'version', type: 'reponse', version: '5.12.0' },
    serial_number: { service: 'serial_number', type: 'reponse', serial_number: '0000000042' },
  };
  const service = String(request['service']);
  return Object.hasOwn(answers, service)
    ? answers[/** @type {keyof typeof answers} */ (service)]
    : { service, type: 'reponse', etat: 'OK' };
}

const stayForEver = () => setInterval(() => undefined, 60_000);

/** A child that outlives its parent and holds the parent's output open. */
function leakChild() {
  const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 60000)'], {
    stdio: ['ignore', 'inherit', 'ignore'],
  });
  child.unref();
  return child.pid;
}

/** @type {Record<import('./index.ts').Fault, (request: Record<string, unknown>) => void>} */
const ACTIONS = {
  none: (request) => send(json(ordinaryAnswer(request))),
  slow: (request) => setTimeout(() => send(json(ordinaryAnswer(request))), behaviour.delayMs ?? 1_000),
  silent: stayForEver,
  'not-json': () => send(Buffer.from('<html>erreur</html>')),
  'not-utf8': () => send(Buffer.from('{"nom":"\xe9l\xe8ve"}', 'latin1')),
  'not-object': () => send(json(['une', 'liste'])),
  empty: () => send(Buffer.alloc(0)),
  'too-large': () => send(Buffer.alloc(MIB + 1, 0x20)),
  'huge-claim': () => send(Buffer.from('{}'), 0xffffffff),
  'just-fits': () => send(json({ remplissage: 'x'.repeat(MIB - '{"remplissage":""}'.length) })),
  dies: () => process.exit(3),
  crashes: () => process.kill(process.pid, 'SIGSEGV'),
  'length-too-long': (request) => {
    const body = json(ordinaryAnswer(request));
    send(body, body.length + 10);
    process.exit(0);
  },
  'length-too-short': (request) => {
    const body = json(ordinaryAnswer(request));
    send(body, body.length - 10);
  },
  'no-framing': () => writeSync(STDOUT, '{"service":"vitale"}\n'),
  'byte-by-byte': (request) => {
    const body = json(ordinaryAnswer(request));
    const prefix = Buffer.alloc(4);
    prefix.writeUInt32LE(body.length);
    const bytes = Buffer.concat([prefix, body]);
    let sent = 0;
    const timer = setInterval(() => {
      writeSync(STDOUT, bytes, sent++, 1);
      if (sent === bytes.length) clearInterval(timer);
    }, 2);
  },
  twice: (request) => {
    send(json(ordinaryAnswer(request)));
    send(json({ service: 'vitale', flux: 'une seconde réponse' }));
  },
  stubborn: (request) => {
    stayForEver();
    process.on('SIGTERM', () => undefined);
    send(json(ordinaryAnswer(request)));
  },
  'leaks-child': (request) => {
    note({ leaked: leakChild() });
    send(json(ordinaryAnswer(request)));
    process.exit(0);
  },
  'leaks-child-and-dies': () => {
    note({ leaked: leakChild() });
    process.exit(4);
  },
  'refuses-origin': () => process.exit(1),
  deaf: stayForEver,
};

/** Reads one message, then leaves when the input ends, as the vendor's programs do. */
function serve() {
  let pending = Buffer.alloc(0);
  process.stdin.on('data', (bytes) => {
    pending = Buffer.concat([pending, bytes]);
    if (pending.length < 4 || pending.length < 4 + pending.readUInt32LE()) return;
    const request = JSON.parse(pending.subarray(4, 4 + pending.readUInt32LE()).toString('utf8'));
    process.stdin.removeAllListeners('data').resume();
    note({ pid: process.pid, args: process.argv.slice(2), cwd: process.cwd(), request });
    ACTIONS[behaviour.fault](request);
  });
}

if (behaviour.fault === 'deaf') {
  note({ pid: process.pid, args: process.argv.slice(2), cwd: process.cwd() });
  stayForEver();
} else serve();
