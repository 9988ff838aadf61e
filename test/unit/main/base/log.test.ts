import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
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
  const log = await openLog(directory);
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
