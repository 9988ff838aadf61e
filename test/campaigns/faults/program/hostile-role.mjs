/**
 * What may take the place of a native process: started by `processes.ts` as the program's own helper, it says what no
 * helper of ours would. `--as=KIND` chooses; `--role=` is what it was started for.
 */
const option = (name) =>
  process.argv.find((argument) => argument.startsWith(`--${name}=`))?.slice(name.length + 3);
const port = process.parentPort;
const role = option('role');

/** A reader with a Vitale in it, as the contract has it. */
const SNAPSHOT = {
  service: 'running',
  failure: null,
  readers: [
    {
      name: 'Lecteur hostile',
      card: { kind: 'vitale-2', atr: '3B751300004309EA9000', insertion: 1, seenInserted: true },
    },
  ],
};
const readers = (payload) => port.postMessage({ type: 'event', name: 'readers', payload });

const GARBAGE = [
  null,
  undefined,
  0,
  'x'.repeat(2_000_000),
  [],
  {},
  { type: 'event' },
  { type: 'event', name: '__proto__', payload: {} },
  { type: 'event', name: 'readers', payload: { readers: 'tous' } },
  { type: 'value', id: -1, value: null },
  { type: 'value', id: 1e308, value: null },
  { type: 'failure', id: 0, failure: { code: 'INCONNU' } },
  { type: 'failure', id: 0, failure: { code: 'VITALE-ABSENTE', detail: { x: 5 } } },
  new Map([[1, 2]]),
  new Uint8Array(1_000_000),
];

const BEHAVIOURS = {
  /** Valid messages without end. */
  'floods-events': () => setInterval(() => Array.from({ length: 2_000 }, () => readers(SNAPSHOT)), 1),
  /** Messages outside the contract without end. */
  'floods-garbage': () =>
    setInterval(() => Array.from({ length: 2_000 }, () => port.postMessage({ type: 'rien' })), 1),
  /** A handful of everything that is no message. */
  garbage: () => GARBAGE.forEach((message) => port.postMessage(message)),
  /** Nothing at all: it has never heard of a contract. */
  mute: () => setInterval(() => undefined, 60_000),
  /** Ends as soon as it has begun. */
  dies: () => process.exit(3),
  /** Turns for ever, deaf to every message. */
  loops: () => {
    if (role === 'cards') readers(SNAPSHOT);
    setTimeout(() => {
      for (;;);
    }, 50);
  },
  /** Answers everything that it is asked with what is no answer. */
  'wrong-answers': () => {
    if (role === 'cards') readers(SNAPSHOT);
    port.on('message', ({ data }) => {
      port.postMessage({ type: 'value', id: data.id, value: { beneficiaries: 'tous', name: 'MARTIN' } });
    });
  },
  /** Answers what it is asked with the answer to something else. */
  'crossed-answers': () => {
    if (role === 'cards') readers(SNAPSHOT);
    port.on('message', ({ data }) => {
      port.postMessage({ type: 'value', id: data.id + 1, value: {} });
      port.postMessage({ type: 'failure', id: data.id, failure: { code: 'VITALE-ILLISIBLE' } });
    });
  },
};

port.start?.();
BEHAVIOURS[option('as')]();
