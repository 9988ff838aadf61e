import { expect, it } from 'vitest';
import { roomsOf } from '../../../scripts/lib/rooms.mjs';

const file = (source: string, ...targets: string[]) => ({ source, targets });

it('counts rooms, arrows between them and floors, each pair once', () => {
  const counted = roomsOf(
    [
      file('src/a/one.ts', 'src/b/one.ts', 'src/b/two.ts', 'src/a/two.ts', 'node:path'),
      file('src/a/two.ts'),
      file('src/b/one.ts', 'src/result.ts'),
      file('src/b/two.ts'),
      file('src/result.ts'),
      file('test/x.ts', 'src/a/one.ts'),
    ],
    'src',
  );
  expect(counted).toEqual({
    rooms: ['a', 'b', 'result.ts'],
    flat: 1,
    arrows: [
      ['a', 'b'],
      ['b', 'result.ts'],
    ],
    mutual: [],
    floors: 3,
  });
});

it('names rooms that import each other, and gives a circle no floors', () => {
  const counted = roomsOf([file('src/a/x.ts', 'src/b/x.ts'), file('src/b/x.ts', 'src/a/y.ts')], 'src');
  expect(counted.mutual).toEqual([['a', 'b']]);
  expect(counted.floors).toBeNull();
});

it('looks at the rooms of the asked folder only', () => {
  const modules = [file('src/main/a/x.ts', 'src/main/b/x.ts', 'src/domain/c.ts'), file('src/main/b/x.ts')];
  expect(roomsOf(modules, 'src/main')).toMatchObject({ rooms: ['a', 'b'], arrows: [['a', 'b']], floors: 2 });
});
