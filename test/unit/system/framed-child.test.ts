/** With real child processes: what is guarded is how they end. */
import { afterEach, expect, it } from 'vitest';
import { startFramed, type FramedChild } from '../../../src/system/framed-child.ts';

/** A child that answers each frame with itself, and says on its errors' stream what nobody is to hear. */
const ECHO = `
  process.stderr.write('x'.repeat(1 << 20));
  process.stdin.on('data', (bytes) => process.stdout.write(bytes));
  process.stdin.on('end', () => process.exit(0));
`;

interface Told {
  readonly child: FramedChild;
  readonly heard: unknown[];
  /** How often its end was told. */
  ends(): number;
  readonly ended: Promise<void>;
}

let last: FramedChild | null = null;
afterEach(() => {
  last?.kill();
});

function start(program: string, source: string, isFine: (message: unknown) => boolean = () => true): Told {
  const heard: unknown[] = [];
  let ends = 0;
  let tell = (): void => undefined;
  const ended = new Promise<void>((resolve) => (tell = resolve));
  const child = startFramed([program, '-e', source], process.env, {
    onMessage: (message) => {
      heard.push(message);
      return isFine(message);
    },
    onEnd: () => {
      ends += 1;
      tell();
    },
  });
  last = child;
  return { child, heard, ends: () => ends, ended };
}

it('carries messages both ways, and lets the child end by itself', async () => {
  const { child, heard, ended } = start(process.execPath, ECHO, (message) => {
    if (message === 'last') child.leave();
    return true;
  });
  child.send({ asked: 'é' });
  child.send('last');
  await ended;
  expect(heard).toEqual([{ asked: 'é' }, 'last']);
});

it('ends a child that says what it should not', async () => {
  const { child, ended, ends } = start(process.execPath, ECHO, () => false);
  child.send('anything');
  await ended;
  expect(ends()).toBe(1);
});

it('ends a child whose stream is no frames', async () => {
  const { heard, ended } = start(
    process.execPath,
    "process.stdout.write('ÿÿÿÿ not a frame'); setInterval(() => 0, 1000)",
  );
  await ended;
  expect(heard).toEqual([]);
});

it('tells the end of a program that is not there, once, and takes what is said to it', async () => {
  const { child, ended, ends } = start('/nowhere/no-such-program', '');
  child.send('anything');
  await ended;
  await new Promise((resolve) => setImmediate(resolve));
  expect(ends()).toBe(1);
});

it('hears nothing more of a child that floods, from its first wrong word on', async () => {
  const { heard, ended } = start(
    process.execPath,
    'process.stdout.write(Buffer.alloc(1 << 20)); setInterval(() => 0, 1000)',
    () => false,
  );
  await ended;
  expect(heard).toEqual([undefined]);
});

it('tells the end of a child that was ended while another one holds its output', async () => {
  const { child, heard, ended } = start(
    process.execPath,
    `
      const { spawn } = require('child_process');
      spawn(process.execPath, ['-e', 'setTimeout(() => 0, 20000)'], { stdio: ['ignore', 'inherit', 'ignore'], detached: true }).unref();
      process.stdout.write(Buffer.from([2, 0, 0, 0, 0x7b, 0x7d]));
      setInterval(() => 0, 1000);
    `,
  );
  await expect.poll(() => heard, { timeout: 20_000 }).toEqual([{}]);
  child.kill();
  await ended;
}, 15_000);
