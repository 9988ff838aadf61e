import { describe, expect, it } from 'vitest';
import { Disposal } from '../../../../src/main/base/disposal.ts';

function disposal() {
  const noted: unknown[] = [];
  const store = new Disposal({ warn: (about) => noted.push(about) });
  return { store, noted };
}

describe('what was opened', () => {
  it('is closed in reverse order, each before the next', async () => {
    const { store } = disposal();
    const done: string[] = [];
    for (const name of ['first', 'second', 'third'])
      store.add(name, async () => {
        done.push(`${name} begins`);
        await Promise.resolve();
        done.push(`${name} ends`);
      });
    await store.dispose();
    expect(done).toEqual([
      'third begins',
      'third ends',
      'second begins',
      'second ends',
      'first begins',
      'first ends',
    ]);
  });

  it('is closed once, and both who ask wait for the same end', async () => {
    const { store } = disposal();
    let times = 0;
    store.own('counted', {
      stop: () => {
        times++;
      },
    });
    await Promise.all([store.dispose(), store.dispose()]);
    expect(times).toBe(1);
  });

  it('is closed although what came after it cannot be', async () => {
    const { store, noted } = disposal();
    let closed = false;
    store.add('before', () => void (closed = true));
    store.add('broken', () => Promise.reject(new Error('stuck')));
    store.add('throwing', () => {
      throw new Error('worse');
    });
    await store.dispose();
    expect(closed).toBe(true);
    expect(noted).toEqual([
      { name: 'throwing', error: 'Error: worse' },
      { name: 'broken', error: 'Error: stuck' },
    ]);
  });

  it('is closed at once when it comes after the end has begun', async () => {
    const { store } = disposal();
    expect(store.begun).toBe(false);
    const end = store.dispose();
    expect(store.begun).toBe(true);
    let closed = false;
    store.add('late', () => void (closed = true));
    expect(closed).toBe(true);
    await end;
  });
});
