import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { openLog } from '../../../../src/main/base/log.ts';

let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'dmp-log-'));
});
afterEach(async () => {
  await rm(directory, { recursive: true, force: true });
});

/** The lines of the log once `expected` of them are there. */
async function linesOf(expected: number): Promise<readonly Record<string, unknown>[]> {
  for (;;) {
    const text = await readFile(join(directory, 'dmp-direct.log'), 'utf8').catch(() => '');
    const lines = text.split('\n').filter((line) => line !== '');
    if (lines.length >= expected) return lines.map((line) => JSON.parse(line) as Record<string, unknown>);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

it('shows a card’s answer under its own key, and hides what only looks like one', async () => {
  const log = openLog(directory);
  log.info({ kind: 'vitale-2', atr: '3B751300004309EA9000', failure: null }, 'card read');
  log.info({ kind: 'unknown', reader: '3B751300004309EA9000' }, 'a reader named like an answer');
  log.info({ kind: 'unknown', atr: '3B001000101223272' }, 'no answer under the key of one');
  log.info({ text: '1\n88\n10\n2B\n172\n952', nom: 'MARTIN' }, 'a number over several lines');
  const [read, named, wrong, number] = await linesOf(4);
  expect(read).toMatchObject({ atr: '3B751300004309EA9000', msg: 'card read' });
  expect(named).toMatchObject({ reader: '[série]' });
  expect(JSON.stringify(wrong)).not.toContain('1000101223272');
  expect(number).toMatchObject({ text: '[INS]', nom: '[nom]' });
});

it('writes what waits when it is asked to: a crash is told, and so is an end in the first moments', async () => {
  const log = openLog(directory);
  log.fatal({ nom: 'MARTIN' }, 'crashed');
  await log.flush();
  const text = await readFile(join(directory, 'dmp-direct.log'), 'utf8');
  expect(text).toContain('"level":60,');
  expect(text).toContain('"nom":"[nom]","msg":"crashed"');
});

it('keeps the order of what was said before and after the file is open, and when it was', async () => {
  const log = openLog(directory);
  vi.useFakeTimers({ toFake: ['Date'], now: new Date('2026-11-30T08:12:34.567Z') });
  log.info({}, 'first');
  vi.useRealTimers();
  const flushed = log.flush();
  log.info({}, 'second');
  await flushed;
  log.info({}, 'third');
  const lines = await linesOf(3);
  expect(lines.map(({ msg }) => msg)).toEqual(['first', 'second', 'third']);
  expect(lines[0]).toEqual({ level: 30, time: '2026-11-30T08:12:34.567Z', msg: 'first' });
});

it('says nothing where it cannot be written, and whoever waits for it goes on', async () => {
  await writeFile(join(directory, 'logs'), 'a file in the folder’s place');
  const log = openLog(join(directory, 'logs'));
  log.info({}, 'lost');
  await log.flush();
  log.info({}, 'lost too');
  await log.flush();
});

it('keeps three files of a megabyte', async () => {
  const file = join(directory, 'dmp-direct.log');
  await writeFile(`${file}.1`, 'older');
  await writeFile(file, 'x'.repeat(1_000_000));
  openLog(directory).info({}, 'new');
  // It begins anew once the former ones have made room.
  for (;;) {
    const text = await readFile(file, 'utf8').catch(() => '');
    if (text.includes('"msg":"new"') && !text.startsWith('x')) break;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  expect(await readFile(`${file}.2`, 'utf8')).toBe('older');
  expect((await readFile(`${file}.1`, 'utf8')).length).toBe(1_000_000);
});
