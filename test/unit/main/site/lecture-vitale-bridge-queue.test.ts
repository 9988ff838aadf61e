import { expect, test } from 'vitest';
import {
  takeRequest,
  type ComponentRequest,
  type JsonObject,
} from '../../../../src/domain/site/lecture-vitale.ts';
import { success, type Result } from '../../../../src/domain/result.ts';
import { ComponentQueue } from '../../../../src/main/site/lecture-vitale-queue.ts';

/** A component that answers when it is told to, and what was done to it. */
function simulate() {
  const log: string[] = [];
  const open: (() => void)[] = [];
  const queue = new ComponentQueue({
    call: ({ service }: ComponentRequest) =>
      new Promise<Result<JsonObject>>((resolve) => {
        log.push(`call ${service}`);
        open.push(() => {
          resolve(success({ service }));
        });
      }),
    abandon: () => {
      log.push('abandon');
      open.shift()?.();
      return Promise.resolve();
    },
    holdCards: async (work) => {
      log.push('hold');
      try {
        return await work();
      } finally {
        log.push('release');
      }
    },
  });
  return { queue, log, finishOne: () => open.shift()?.() };
}

const request = (service: string): ComponentRequest => takeRequest({ service })!;
const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
const forEver = new AbortController().signal;

test('one at a time, in their order, with the cards held', async () => {
  const { queue, log, finishOne } = simulate();
  const first = queue.ask(request('vitale'), forEver);
  const second = queue.ask(request('serial_number'), forEver);
  await settled();
  expect(log).toEqual(['hold', 'call vitale']);
  finishOne();
  expect(await first).toEqual(success({ service: 'vitale' }));
  await settled();
  finishOne();
  expect(await second).toEqual(success({ service: 'serial_number' }));
  expect(log).toEqual(['hold', 'call vitale', 'release', 'hold', 'call serial_number', 'release']);
});

test('asking for a version keeps nobody from the cards', async () => {
  const { queue, log, finishOne } = simulate();
  const answer = queue.ask(request('version'), forEver);
  await settled();
  finishOne();
  await answer;
  expect(log).toEqual(['call version']);
});

test('a page that goes away ends what runs for it; what waits for it never begins', async () => {
  const { queue, log } = simulate();
  const page = new AbortController();
  const running = queue.ask(request('vitale'), page.signal);
  const waiting = queue.ask(request('vitale'), page.signal);
  await settled();
  page.abort();
  await running;
  expect(await waiting).toMatchObject({ ok: false, failure: { code: 'SRVSVCNAM-ARRETE' } });
  expect(log).toEqual(['hold', 'call vitale', 'abandon', 'release']);
});

test('a page that went away while the cards were still being read starts nothing', async () => {
  const page = new AbortController();
  const queue = new ComponentQueue({
    call: () => Promise.reject(new Error('nobody asked for this')),
    abandon: () => Promise.resolve(),
    holdCards: (work) => {
      page.abort();
      return work();
    },
  });
  expect(await queue.ask(request('vitale'), page.signal)).toMatchObject({
    failure: { code: 'SRVSVCNAM-ARRETE' },
  });
});

test('a page that floods is told so, and the queue goes on afterwards', async () => {
  const { queue, finishOne } = simulate();
  const asked = Array.from({ length: 16 }, () => queue.ask(request('vitale'), forEver));
  expect(await queue.ask(request('diagnostic'), forEver)).toEqual({
    ok: false,
    failure: { code: 'SRVSVCNAM-OCCUPE', detail: { component: 'DiagAM' } },
  });
  for (const answer of asked) {
    await settled();
    finishOne();
    expect((await answer).ok).toBe(true);
  }
  const later = queue.ask(request('vitale'), forEver);
  await settled();
  finishOne();
  expect((await later).ok).toBe(true);
});
