import { EventEmitter } from 'node:events';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { RequestMessage } from '../../../../src/borders/native.ts';
import { SILENT } from '../../../../src/main/base/log.ts';
import { NativeProcess, type NativeChild } from '../../../../src/main/processes/native-process.ts';

const SNAPSHOT = { service: 'running', failure: null, readers: [] } as const;

/** A process that does what a test tells it; killed, it ends when the test says so. */
class Child extends EventEmitter implements NativeChild {
  readonly pid = 4711;
  readonly asked: RequestMessage[] = [];
  readonly kill = vi.fn(() => true);

  postMessage(message: RequestMessage): void {
    this.asked.push(message);
  }

  say(message: unknown): void {
    this.emit('message', message);
  }

  end(): void {
    this.emit('exit', 1);
  }
}

let children: Child[];
let onEvent: ReturnType<typeof vi.fn<() => void>>;
let onEnded: ReturnType<typeof vi.fn<() => void>>;
let process: NativeProcess<'cards'>;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date', 'performance'] });
  children = [];
  onEvent = vi.fn();
  onEnded = vi.fn();
  const fork = (): Child => {
    const child = new Child();
    children.push(child);
    return child;
  };
  process = new NativeProcess('cards', fork, { onEvent, onEnded }, SILENT);
});
afterEach(() => {
  vi.useRealTimers();
});

const last = (): Child => children.at(-1)!;

describe('a native process', () => {
  it('is started by its first request, once', async () => {
    expect(process.pid).toBeUndefined();
    const asked = process.request('ping', {}, 1_000);
    void process.request('ping', {}, 1_000);
    expect(children).toHaveLength(1);
    expect(last().asked.map(({ method }) => method)).toEqual(['ping', 'ping']);
    last().say({ type: 'value', id: last().asked[0]!.id, value: {} });
    expect(await asked).toEqual({ ok: true, value: {} });
  });

  it('that dies fails what was asked of it and is started again, later each time', async () => {
    process.start();
    const waits = [0, 250, 1_000, 5_000, 5_000];
    for (const [death, wait] of waits.entries()) {
      const asked = process.request('ping', {}, 60_000);
      last().end();
      expect(await asked).toMatchObject({ ok: false, failure: { code: 'PROCESSUS-ARRETE' } });
      expect(onEnded).toHaveBeenCalledTimes(death + 1);
      if (wait > 0) {
        await vi.advanceTimersByTimeAsync(wait - 1);
        expect(children).toHaveLength(death + 1);
      }
      await vi.advanceTimersByTimeAsync(1);
      expect(children).toHaveLength(death + 2);
    }
  });

  it('that lived long enough is started again at once', async () => {
    process.start();
    for (const life of [0, 0, 0, 10_001]) {
      await vi.advanceTimersByTimeAsync(life);
      last().end();
      await vi.advanceTimersByTimeAsync(life > 0 ? 1 : 5_000);
    }
    expect(children).toHaveLength(5);
  });

  it('that does not answer in time is ended', async () => {
    const asked = process.request('ping', {}, 5_000);
    await vi.advanceTimersByTimeAsync(5_000);
    expect(await asked).toMatchObject({ ok: false, failure: { code: 'PROCESSUS-MUET' } });
    expect(last().kill).toHaveBeenCalledOnce();
  });

  it('is not blamed for the silence of the one before', async () => {
    void process.request('ping', {}, 5_000);
    last().end();
    await vi.advanceTimersByTimeAsync(10_000);
    expect(children).toHaveLength(2);
    expect(last().kill).not.toHaveBeenCalled();
  });

  it('that floods is ended, and what it still says is not heard', () => {
    process.start();
    for (let count = 0; count < 300; count++)
      last().say({ type: 'event', name: 'readers', payload: SNAPSHOT });
    expect(last().kill).toHaveBeenCalledOnce();
    const heard = onEvent.mock.calls.length;
    expect(heard).toBeLessThan(300);
    last().say({ type: 'event', name: 'readers', payload: SNAPSHOT });
    expect(onEvent).toHaveBeenCalledTimes(heard);
  });

  it('that talks nonsense is ended, but not for a word of it', () => {
    process.start();
    last().say({ type: 'event', name: 'nothing of ours', payload: null });
    expect(last().kill).not.toHaveBeenCalled();
    for (let count = 0; count < 50; count++) last().say('nonsense');
    expect(last().kill).toHaveBeenCalledOnce();
  });

  it('is not heard once another has taken its place', async () => {
    process.start();
    const first = last();
    first.end();
    await vi.advanceTimersByTimeAsync(1);
    first.say({ type: 'event', name: 'readers', payload: SNAPSHOT });
    expect(onEvent).not.toHaveBeenCalled();
  });

  it('that was stopped stays so', async () => {
    process.start();
    process.stop();
    expect(last().kill).toHaveBeenCalledOnce();
    last().end();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(children).toHaveLength(1);
    expect(await process.request('ping', {}, 1_000)).toMatchObject({
      ok: false,
      failure: { code: 'PROCESSUS-ARRETE' },
    });
  });
});
