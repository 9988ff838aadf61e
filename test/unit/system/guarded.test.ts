import { EventEmitter } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { beforeEach, describe, expect, it } from 'vitest';
import { guarded, hear, noteFault, noteFaults, onAbort } from '../../../src/system/guarded.ts';

const noted: string[] = [];
beforeEach(() => {
  noted.length = 0;
  noteFaults((error) => noted.push(String(error)));
});

const late = (): unknown => Promise.reject(new Error('late'));
const fail = (): never => {
  throw new Error('ours');
};

describe('a listener', () => {
  it('that throws is noted, and the others hear all the same', () => {
    const speaker = new EventEmitter();
    const heard: unknown[] = [];
    hear(speaker).on('word', fail);
    hear(speaker).on('word', (word) => heard.push(word));
    expect(speaker.emit('word', 'one')).toBe(true);
    expect(heard).toEqual(['one']);
    expect(noted).toEqual(['Error: ours']);
  });

  it('that throws is noted whichever way it listens', () => {
    const speaker = new EventEmitter();
    hear(speaker).once('word', fail);
    hear(speaker).prependListener('word', fail);
    speaker.emit('word');
    speaker.emit('word');
    expect(noted).toHaveLength(3);
  });

  it('whose promise is rejected is noted', async () => {
    const speaker = new EventEmitter();
    hear(speaker).on('word', late);
    speaker.emit('word');
    await delay(0);
    expect(noted).toEqual(['Error: late']);
  });

  it('can be taken away again', () => {
    const speaker = new EventEmitter();
    hear(speaker).on('word', fail);
    hear(speaker).off('word', fail);
    expect(speaker.emit('word')).toBe(false);
  });

  it('of a signal is noted, unless it has been taken away', () => {
    const given = new AbortController();
    onAbort(given.signal, fail);
    onAbort(given.signal, fail)();
    given.abort();
    expect(noted).toEqual(['Error: ours']);
  });
});

describe('a guarded answer', () => {
  it('is what the work gives', () => {
    expect(
      guarded(
        (one: number) => one + 1,
        (one) => one,
      )(2),
    ).toBe(3);
    expect(noted).toEqual([]);
  });

  it('is what stands in its place when the work fails, now or later', async () => {
    const answered: number[] = [];
    const answer = guarded(
      (_one: number): number => fail(),
      (one) => answered.push(one),
    );
    answer(7);
    expect(answered).toEqual([7]);
    expect(
      await guarded(
        () => Promise.reject<string>(new Error('late')),
        () => 'refused',
      )(),
    ).toBe('refused');
    expect(noted).toEqual(['Error: ours', 'Error: late']);
  });

  it('fails nobody when what stands in its place fails too', () => {
    expect(guarded(fail, fail)()).toBeUndefined();
    expect(noted).toEqual(['Error: ours', 'Error: ours']);
  });
});

it('whoever notes a fault may fail, or cause another one, and nothing comes of it', () => {
  let times = 0;
  noteFaults((error) => {
    times += 1;
    noteFault(error);
    fail();
  });
  noteFault(new Error('first'));
  expect(times).toBe(1);
  noteFault(new Error('second'));
  expect(times).toBe(2);
});
