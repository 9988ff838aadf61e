import { EventEmitter } from 'node:events';
import { expect, it, vi } from 'vitest';
import { Arrivals } from '../../../../src/main/calls/call-links.ts';

const app = vi.hoisted(() => ({ speaker: null as EventEmitter | null }));
vi.mock('electron', () => ({
  get app() {
    return app.speaker;
  },
}));

const LINK = 'dmp-direct://ouvrir?page=TableauDeBord';

/** As Electron tells of a second process: its command line, its folder, and what it gave with its question. */
const secondStart = (data: unknown): void => {
  app.speaker?.emit('second-instance', {}, [], '/', data);
};

it('keeps who comes while the program is being made, in their order, and takes links for what they are', () => {
  app.speaker = new EventEmitter();
  const arrivals = new Arrivals();
  secondStart({ link: LINK });
  secondStart({ link: null });
  secondStart({ link: 'https://exemple.fr/' });
  const preventDefault = vi.fn();
  app.speaker.emit('open-url', { preventDefault }, LINK);
  expect(preventDefault).toHaveBeenCalledOnce();
  const came: (string | null)[] = [];
  arrivals.listen((link) => came.push(link));
  expect(came).toEqual([LINK, null, null, LINK]);
  secondStart(undefined);
  secondStart({ link: LINK });
  expect(came.slice(4)).toEqual([null, LINK]);
});
