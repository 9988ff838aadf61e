import { expect, it } from 'vitest';
import type { Inspector } from '../../../../src/main/visit/inspector.ts';
import { PageLimits } from '../../../../src/main/visit/page-limits.ts';

/** The engine's side: which scripts it would run in the next page, by their numbers. */
class FakeInspector {
  readonly scripts = new Map<string, string>();
  readonly now: string[] = [];
  #count = 0;

  send(method: string, params: Readonly<Record<string, string>>): Promise<unknown> {
    if (method !== 'Page.addScriptToEvaluateOnNewDocument') return Promise.resolve({});
    const identifier = String(++this.#count);
    this.scripts.set(identifier, params.source ?? '');
    return Promise.resolve({ identifier });
  }

  tell(method: string, params: Readonly<Record<string, string>> = {}): void {
    if (method === 'Page.removeScriptToEvaluateOnNewDocument') this.scripts.delete(params.identifier ?? '');
    if (method === 'Runtime.evaluate') this.now.push(params.expression ?? '');
  }
}

it('takes from a page what is not allowed, once, and gives it back to the next page', async () => {
  const inspector = new FakeInspector();
  const limits = new PageLimits(inspector as unknown as Inspector, { print: true, copy: true });
  expect([inspector.scripts.size, inspector.now]).toEqual([0, []]);
  limits.set({ print: false, copy: true });
  limits.set({ print: false, copy: false });
  await Promise.resolve();
  expect([...inspector.scripts.values()]).toEqual(inspector.now);
  expect(inspector.now).toHaveLength(2);
  limits.set({ print: true, copy: false });
  await new Promise(setImmediate);
  expect([...inspector.scripts.values()]).toEqual([inspector.now[1]]);
});

it('does without an engine that does not answer', () => {
  const gone = {
    send: () => {
      throw new Error('the page is gone');
    },
    tell: () => undefined,
  };
  expect(() => new PageLimits(gone as unknown as Inspector, { print: false, copy: false })).not.toThrow();
});
