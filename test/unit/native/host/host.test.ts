import { EventEmitter } from 'node:events';
import { PassThrough } from 'node:stream';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { failure } from '../../../../src/domain/failures/index.ts';
import { failed, success } from '../../../../src/domain/result.ts';
import { nativeMessageSchema, type NativeMessage } from '../../../../src/borders/native.ts';
import { createFrameReader, encodeFrame } from '../../../../src/system/framing.ts';
import {
  parentPortAdapter,
  serve,
  streamAdapter,
  type Handlers,
  type NativePort,
} from '../../../../src/native/host/host.ts';

const READING = {
  source: 'pcsc',
  card: 'vitale-2',
  beneficiaries: [],
  validFrom: null,
  test: null,
} as const;
const PARAMS = { reader: 'A', insertion: 1 };

function connect(readVitale: Handlers<'cards'>['readVitale']) {
  const sent: NativeMessage[] = [];
  let listen: (message: unknown) => void = () => undefined;
  const port: NativePort = {
    send: (message) => {
      sent.push(message);
    },
    onMessage: (listener) => {
      listen = listener;
    },
  };
  const server = serve('cards', { readVitale, ping: () => Promise.resolve(success({})) }, port);
  const say = async (message: unknown): Promise<void> => {
    listen(message);
    await new Promise((resolve) => setImmediate(resolve));
  };
  return { sent, server, say };
}

const request = (fields: object = {}) => ({
  type: 'request',
  id: 5,
  method: 'readVitale',
  params: PARAMS,
  ...fields,
});
const misunderstood = { type: 'failure', id: 5, failure: failure('PROCESSUS-REPONSE', { role: 'cards' }) };

describe('the server side of the contract', () => {
  it('hands the parameters on and the value back', async () => {
    const asked: unknown[] = [];
    const { sent, say } = connect((params) => {
      asked.push(params);
      return Promise.resolve(success(READING));
    });
    await say(request());
    expect(asked).toEqual([PARAMS]);
    expect(sent).toEqual([{ type: 'value', id: 5, value: READING }]);
  });

  it('hands a failure back', async () => {
    const { sent, say } = connect(() => Promise.resolve(failed(failure('VITALE-ILLISIBLE', { sw: '6A82' }))));
    await say(request());
    expect(sent).toEqual([{ type: 'failure', id: 5, failure: failure('VITALE-ILLISIBLE', { sw: '6A82' }) }]);
  });

  it.each([
    ['an unknown method', request({ method: 'writeVitale' })],
    ['a method of every object', request({ method: 'constructor' })],
    ['a bad parameter', request({ params: { reader: 'A', insertion: 0 } })],
    ['one parameter too many', request({ params: { ...PARAMS, other: 1 } })],
    ['no parameters', request({ params: undefined })],
    ['an unknown type', request({ type: 'order' })],
    ['an unknown field', request({ other: 1 })],
  ])('refuses %s', async (_what, message) => {
    const { sent, say } = connect(() => Promise.resolve(success(READING)));
    await say(message);
    expect(sent).toEqual([misunderstood]);
  });

  it.each([
    [
      'throws',
      () => {
        throw new Error('MARTIN Claire');
      },
    ],
    ['rejects', () => Promise.reject(new Error('MARTIN Claire'))],
  ])('survives a handler that %s, and repeats none of its words', async (_how, readVitale) => {
    const { sent, say } = connect(readVitale);
    await say(request());
    expect(sent).toEqual([misunderstood]);
  });

  it('says nothing to nobody', async () => {
    const { sent, say } = connect(() => Promise.resolve(success(READING)));
    for (const message of [undefined, null, 'request', { type: 'request' }, { id: -1 }, { id: 1.5 }, []]) {
      await say(message);
    }
    expect(sent).toEqual([]);
  });

  it('answers at most once whatever comes, and only with messages of the contract', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(
          fc.anything(),
          fc.record({
            type: fc.constantFrom('request', 'x'),
            id: fc.oneof(fc.nat(), fc.anything()),
            method: fc.string(),
            params: fc.anything(),
          }),
        ),
        async (message) => {
          const { sent, say } = connect(() => Promise.resolve(success(READING)));
          await say(message);
          expect(sent.length).toBeLessThanOrEqual(1);
          for (const each of sent) nativeMessageSchema.parse(each);
        },
      ),
    );
  });

  it('sends events', () => {
    const { sent, server } = connect(() => Promise.resolve(success(READING)));
    const payload = { service: 'running', failure: null, readers: [] } as const;
    server.emit('readers', payload);
    expect(sent).toEqual([{ type: 'event', name: 'readers', payload: { ...payload, readers: [] } }]);
  });
});

describe('the port of a utility process', () => {
  it('unwraps what comes and posts what goes', () => {
    const posted: unknown[] = [];
    const parentPort = Object.assign(new EventEmitter(), {
      postMessage: (message: unknown) => posted.push(message),
    });
    const port = parentPortAdapter({
      postMessage: parentPort.postMessage,
      on: (event, listener) => parentPort.on(event, listener),
    });
    const received: unknown[] = [];
    port.onMessage((message) => received.push(message));
    parentPort.emit('message', { data: { a: 1 } });
    port.send({ type: 'event', name: 'readers', payload: null });
    expect(received).toEqual([{ a: 1 }]);
    expect(posted).toEqual([{ type: 'event', name: 'readers', payload: null }]);
  });
});

describe('the port on two streams', () => {
  function streams() {
    const input = new PassThrough();
    const output = new PassThrough();
    const ends: number[] = [];
    const port = streamAdapter(input, output, () => ends.push(1));
    const received: unknown[] = [];
    port.onMessage((message) => received.push(message));
    const written: unknown[] = [];
    const frames = createFrameReader((message) => written.push(message));
    output.on('data', (bytes: Uint8Array) => frames.push(bytes));
    const settle = () => new Promise((resolve) => setTimeout(resolve, 5));
    return { input, port, received, written, ends, settle };
  }

  it('frames both ways', async () => {
    const { input, port, received, written, settle } = streams();
    input.write(encodeFrame({ a: 1 }));
    port.send({ type: 'event', name: 'readers', payload: 'é' });
    await settle();
    expect(received).toEqual([{ a: 1 }]);
    expect(written).toEqual([{ type: 'event', name: 'readers', payload: 'é' }]);
  });

  it('ends once with the other side', async () => {
    const { input, ends, settle } = streams();
    input.end();
    await settle();
    input.destroy();
    await settle();
    expect(ends).toEqual([1]);
  });

  it('ends when what comes cannot be frames', async () => {
    const { input, ends, received, settle } = streams();
    input.write('GET / HTTP/1.1\r\n\r\n');
    await settle();
    expect(ends).toEqual([1]);
    expect(received).toEqual([]);
  });
});
