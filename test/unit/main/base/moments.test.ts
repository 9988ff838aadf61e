import { expect, it } from 'vitest';
import { Moments, type Moment } from '../../../../src/main/base/moments.ts';

it('tells everybody what has happened, and nothing more once the program ends', () => {
  const moments = new Moments();
  const heard: Moment[] = [];
  moments.on((moment) => heard.push(moment));
  moments.on((moment) => heard.push(moment));
  moments.tell('cards');
  moments.stop();
  moments.tell('record');
  expect(heard).toEqual(['cards', 'cards']);
});
