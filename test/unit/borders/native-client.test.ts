import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { NativeClient } from '../../../src/borders/native-client.ts';
import type { RequestMessage } from '../../../src/borders/native.ts';
import { failure } from '../../../src/domain/failures/index.ts';

const SNAPSHOT = { service: 'running', failure: null, readers: [] } as const;
const GONE = { ok: false, failure: { code: 'PROCESSUS-ARRETE', detail: { role: 'cards' } } };

let sent: RequestMessage[];
const send = (message: RequestMessage): void => {
  sent.push(message);
};
const idOf = (place: number): number => sent[place]!.id;

beforeEach(() => {
  sent = [];
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe('a request', () => {
  it('is sent with a number of its own and answered by that number, in any order', async () => {
    const client = new NativeClient('cards');
    const first = client.request('ping', {}, send, null);
    const second = client.request('readVitale', { reader: 'A', insertion: 3 }, send, null);
    expect(sent).toEqual([
      { type: 'request', id: idOf(0), method: 'ping', params: {} },
      { type: 'request', id: idOf(1), method: 'readVitale', params: { reader: 'A', insertion: 3 } },
    ]);
    const refused = failure('VITALE-CHANGEE');
    expect(client.receive({ type: 'failure', id: idOf(1), failure: refused })).toBe(true);
    expect(client.receive({ type: 'value', id: idOf(0), value: {} })).toBe(true);
    expect(await first).toEqual({ ok: true, value: {} });
    expect(await second).toEqual({ ok: false, failure: refused });
  });

  it('is answered by what the contract of its own method lets through, and by nothing else', async () => {
    const client = new NativeClient('cards');
    const asked = client.request('readVitale', { reader: 'A', insertion: 3 }, send, null);
    // Right for `ping`, and not for this.
    expect(client.receive({ type: 'value', id: idOf(0), value: {} })).toBe(true);
    expect(await asked).toMatchObject({ ok: false, failure: { code: 'PROCESSUS-REPONSE' } });
  });

  it('fails once when its deadline passes, and an answer that comes then is nobody’s', async () => {
    const onPassed = vi.fn();
    const client = new NativeClient('cards');
    const asked = client.request('ping', {}, send, { milliseconds: 5_000, onPassed });
    await vi.advanceTimersByTimeAsync(4_999);
    expect(onPassed).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(1);
    expect(await asked).toMatchObject({ ok: false, failure: { code: 'PROCESSUS-MUET' } });
    expect(onPassed).toHaveBeenCalledOnce();
    expect(client.receive({ type: 'value', id: idOf(0), value: {} })).toBe(false);
  });

  it('has no deadline left once it is answered', async () => {
    const onPassed = vi.fn();
    const client = new NativeClient('cards');
    void client.request('ping', {}, send, { milliseconds: 5_000, onPassed });
    client.receive({ type: 'value', id: idOf(0), value: {} });
    expect(vi.getTimerCount()).toBe(0);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(onPassed).not.toHaveBeenCalled();
  });

  it('fails when the process is gone, and the next one is not taken for it', async () => {
    const client = new NativeClient('cards');
    const asked = client.request('ping', {}, send, { milliseconds: 5_000, onPassed: vi.fn() });
    client.end();
    expect(await asked).toEqual(GONE);
    const again = client.request('ping', {}, send, null);
    expect(client.receive({ type: 'value', id: idOf(0), value: {} })).toBe(false);
    expect(client.receive({ type: 'value', id: idOf(1), value: {} })).toBe(true);
    expect(await again).toEqual({ ok: true, value: {} });
  });
});

describe('what the process says by itself', () => {
  it('is heard when it is an event of the role', () => {
    const heard = vi.fn();
    const client = new NativeClient('cards', heard);
    expect(client.receive({ type: 'event', name: 'readers', payload: SNAPSHOT })).toBe(true);
    expect(heard).toHaveBeenCalledExactlyOnceWith('readers', SNAPSHOT);
  });

  it.each([
    ['no message at all', undefined],
    ['a request, which only we make', { type: 'request', id: 0, method: 'ping', params: {} }],
    ['an answer to nothing', { type: 'value', id: 7, value: {} }],
    ['a failure that no catalogue has', { type: 'failure', id: 0, failure: { code: 'NOT-OURS' } }],
    ['an event of another role', { type: 'event', name: 'toString', payload: SNAPSHOT }],
    [
      'an event with more than its contract',
      { type: 'event', name: 'readers', payload: { ...SNAPSHOT, x: 1 } },
    ],
  ])('is strange when it is %s', (_what, message) => {
    const heard = vi.fn();
    const client = new NativeClient('cards', heard);
    void client.request('ping', {}, send, null);
    expect(client.receive(message)).toBe(false);
    expect(heard).not.toHaveBeenCalled();
  });
});
