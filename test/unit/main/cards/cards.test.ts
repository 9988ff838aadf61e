import { EventEmitter } from 'node:events';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { RequestMessage } from '../../../../src/borders/native.ts';

/** A process that says what it is asked, and answers only when it is told to. */
class Child extends EventEmitter {
  readonly pid = 1;
  readonly asked: RequestMessage[] = [];
  killed = 0;
  postMessage(message: RequestMessage): void {
    this.asked.push(message);
  }
  kill(): boolean {
    this.killed += 1;
    this.emit('exit', 1);
    return true;
  }
}
const electron = vi.hoisted((): { fork: () => unknown } => ({ fork: () => null }));
vi.mock('electron', () => ({ utilityProcess: { fork: () => electron.fork() } }));

const { Cards } = await import('../../../../src/main/cards/cards.ts');

let children: Child[];
let cards: InstanceType<typeof Cards>;

beforeEach(() => {
  vi.useFakeTimers();
  children = [];
  electron.fork = () => {
    const child = new Child();
    children.push(child);
    return child;
  };
  const log = { info: () => undefined, warn: () => undefined } as never;
  cards = new Cards({ nativeEntry: '', nativeArguments: [] }, { onChange: () => undefined }, log);
  cards.start();
});

afterEach(() => {
  cards.stop();
  vi.useRealTimers();
});

const answer = async (child: Child | undefined): Promise<void> => {
  child?.emit('message', { type: 'value', id: child.asked.at(-1)?.id, value: {} });
  await vi.advanceTimersByTimeAsync(0);
};

it('asks its process nothing while nobody looks, and has no timer', async () => {
  await vi.advanceTimersByTimeAsync(24 * 60 * 60_000);
  expect(children).toHaveLength(1);
  expect(children[0]?.asked).toEqual([]);
  expect(vi.getTimerCount()).toBe(0);
});

it('asks whether its process turns when somebody comes, once at a time', async () => {
  cards.askWhetherItTurns();
  cards.askWhetherItTurns();
  expect(children[0]?.asked.map(({ method }) => method)).toEqual(['ping']);
  await answer(children[0]);
  expect(vi.getTimerCount()).toBe(0);
  cards.askWhetherItTurns();
  expect(children[0]?.asked).toHaveLength(2);
  await answer(children[0]);
  expect(children[0]?.killed).toBe(0);
});

it('has another process in the place of one that does not answer in time', async () => {
  cards.askWhetherItTurns();
  await vi.advanceTimersByTimeAsync(5_000);
  // The first restart is at once, in the next turn.
  await vi.advanceTimersByTimeAsync(1);
  expect(children[0]?.killed).toBe(1);
  expect(children).toHaveLength(2);
  cards.askWhetherItTurns();
  expect(children[1]?.asked.map(({ method }) => method)).toEqual(['ping']);
});
