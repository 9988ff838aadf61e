import { PassThrough } from 'node:stream';
import { expect, it } from 'vitest';
import { readFirstLine, readLines } from '../../../../src/main/calls/read-line.ts';

it('a stream that had broken before anybody listened is told at once, not waited for', async () => {
  const stream = new PassThrough();
  stream.on('error', () => undefined);
  stream.destroy(new Error('reset'));
  await new Promise((resolve) => stream.once('close', resolve));
  expect(await readFirstLine(stream, 10)).toBeNull();
});

it.each([
  ['before a word', [], []],
  ['in its first line', ['ab'], []],
  ['behind its first line', ['ab\n', 'c'], []],
] as const)('a stream that breaks %s has said nothing', async (_when, pieces, lines) => {
  const stream = new PassThrough();
  stream.on('error', () => undefined);
  const read = readLines(stream, 2, 10);
  for (const piece of pieces) stream.write(piece);
  await new Promise((resolve) => setImmediate(resolve));
  stream.destroy(new Error('reset'));
  stream.emit('error', new Error('and again'));
  expect(await read).toEqual(lines);
});
