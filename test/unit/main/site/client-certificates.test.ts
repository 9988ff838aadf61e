import { EventEmitter } from 'node:events';
import type { WebContents } from 'electron';
import { expect, it, vi } from 'vitest';

const electron = vi.hoisted(() => ({ app: null as unknown as EventEmitter }));
vi.mock('electron', () => ({
  get app() {
    return electron.app;
  },
}));

const { installClientCertificates } = await import('../../../../src/main/site/client-certificates.ts');

it('a page that no visit has is answered at once, without a certificate', () => {
  electron.app = Object.assign(new EventEmitter(), { setClientCertRequestPasswordHandler: vi.fn() });
  installClientCertificates(
    () => null,
    () => Promise.resolve(''),
  );
  const event = { preventDefault: vi.fn() };
  const answer = vi.fn();
  const contents = new EventEmitter() as unknown as WebContents;
  electron.app.emit('select-client-certificate', event, contents, 'https://ailleurs.fr', [{}], answer);
  // The engine would take the first of its list by itself, or wait for ever.
  expect(event.preventDefault).toHaveBeenCalledOnce();
  expect(answer.mock.calls).toEqual([[]]);
});
