import { EventEmitter } from 'node:events';
import type { WebContents } from 'electron';
import { pino } from 'pino';
import { expect, it } from 'vitest';
import type { WindowState } from '../../../../src/borders/windows/index.ts';
import { linkWindow } from '../../../../src/main/windows/ipc.ts';

const SILENT = pino({ level: 'silent' });

it('the last state is the last that arrives, also when it is told while another is being sent', () => {
  const arrived: WindowState<'about'>[] = [];
  let meanwhile: (() => void) | null = null;
  const contents = Object.assign(new EventEmitter(), {
    ipc: new EventEmitter(),
    isDestroyed: () => false,
    // As the engine does: what waits in promises runs before the message is on its way.
    send: (_channel: string, state: WindowState<'about'>) => {
      const told = meanwhile;
      meanwhile = null;
      told?.();
      arrived.push(state);
    },
  });
  const link = linkWindow('about', contents as unknown as WebContents, {} as never, SILENT);
  const [older, newer] = [{}, {}] as unknown as readonly [WindowState<'about'>, WindowState<'about'>];
  meanwhile = () => {
    link.send(newer);
  };
  link.send(older);
  expect(arrived.at(-1)).toBe(newer);
  expect(arrived).toEqual([older, newer]);
  link.send(older);
  expect(arrived.at(-1)).toBe(older);
  contents.emit('dom-ready');
  expect(arrived).toHaveLength(4);
});
