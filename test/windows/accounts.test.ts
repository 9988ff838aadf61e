/** The accounts that are nobody's, as services: SYSTEM and its likes, and a user whose profile is not there. */
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { LOCAL_SERVICE, LOST_PROFILE, SYSTEM, BARE, type WindowsAccount } from '../lab/windows/accounts.ts';
import type { Report } from '../../src/domain/diagnosis/report.ts';
import type { AccountFacts } from './harness/account-probe.ts';
import { PROBE, SERVICE } from './place.ts';

const NAME = 'DmpDirectEssai';
const sc = (...args: string[]): string =>
  execFileSync('C:\\Windows\\System32\\sc.exe', args, { encoding: 'latin1' });

let folder = '';
beforeAll(async () => {
  // Of the machine: what an account names need not be there.
  folder = await mkdtemp(join(tmpdir(), 'comptes '));
});
afterAll(() => rm(folder, { recursive: true, force: true, maxRetries: 5 }));
afterEach(() => void sc('delete', NAME));

/** Starts a program as a service, in an account's environment. */
function start({ environment }: WindowsAccount, ...command: string[]): string {
  const file = join(folder, 'environment');
  const output = join(folder, 'output');
  // What the Windows Node under Wine needs, and no account of Windows has.
  const all = { ...environment, NODE_SKIP_PLATFORM_CHECK: '1' };
  writeFileSync(
    file,
    Object.entries(all)
      .map(([name, value]) => `${name}=${value}\n`)
      .join(''),
  );
  const words = [SERVICE, file, output, process.execPath, ...command];
  sc('create', NAME, 'binPath=', words.map((word) => `"${word}"`).join(' '), 'start=', 'demand');
  sc('start', NAME);
  return output;
}

async function ask(account: WindowsAccount): Promise<AccountFacts> {
  const file = join(folder, 'facts.json');
  await rm(file, { force: true });
  const output = start(account, PROBE, file);
  const told = (): AccountFacts | null => {
    try {
      return JSON.parse(readFileSync(file, 'utf8')) as AccountFacts;
    } catch {
      return null;
    }
  };
  for (let facts = told(); ; facts = told()) {
    if (facts !== null) return facts;
    if (sc('query', NAME).includes('STOPPED') && told() === null)
      throw new Error(readFileSync(output, 'utf8'));
    await delay(200);
  }
}

describe.each([
  ['SYSTEM', SYSTEM],
  ['LocalService', LOCAL_SERVICE],
  ['a user whose profile is lost', LOST_PROFILE],
  ['a task without the user’s variables', BARE],
])('%s', (_name, account) => {
  it('starts as a service: everything is found out, nothing throws', async () => {
    const facts = await ask(account);
    // Wine has one session for all of its programs, services too (1); Windows keeps 0 for services: display.test.ts.
    expect(facts.windowsSession).toEqual(expect.any(Number));
    expect(facts.hasDisplay).toBe(facts.windowsSession !== 0);
    expect(facts.remote).toBeNull();
    const { USERPROFILE: home, APPDATA: roaming } = account.environment;
    if (home !== undefined) expect(facts.home).toBe(home);
    if (roaming !== undefined) expect(facts.userFile).toBe(`${roaming}\\DMPDirect\\settings.json`);
    // Nobody's policy, and no fault of it.
    expect(facts.policy).toMatchObject({
      ok: true,
      value: { policy: { defaults: {}, locked: {} }, problems: [] },
    });
    expect(facts.holdsItsPlace).toBe(true);
    expect(facts.logged).toContain('le système');
    if (home !== undefined) expect(facts.logged).not.toContain(home.replaceAll('\\', '\\\\'));
    const { code, report, said } = facts.diagnosis;
    // Nothing is prepared there for the DMP: something is to be corrected, and everything was looked at.
    expect([code, said]).toEqual([1, expect.any(Array)]);
    const { sections } = JSON.parse(report) as Pick<Report, 'sections'>;
    const codes = sections.flatMap(({ checks }) => checks.map(({ code: each }) => each));
    // What a probe says that has thrown (src/main/diagnosis/run.ts).
    expect(report).not.toContain('une erreur de DMP Direct');
    expect(codes).toContain('PCSC-OK');
    expect(report).not.toContain('[utilisateur]');
    // It has changed nothing: what the account names is not made.
    if (account === LOST_PROFILE) expect(existsSync('C:\\Users\\TEMP')).toBe(false);
  });
});

it('a service that is stopped ends the program that it has started', async () => {
  const beat = join(folder, 'beat');
  start(
    SYSTEM,
    '-e',
    `setInterval(() => fs.appendFileSync(${JSON.stringify(beat.replaceAll('\\', '/'))}, "."), 100)`.replaceAll(
      '"',
      "'",
    ),
  );
  while (!existsSync(beat)) await delay(50);
  sc('stop', NAME);
  // Ended when ten beats' time brings none; else the test's own patience ends it.
  for (let before = ''; before !== readFileSync(beat, 'utf8');) {
    before = readFileSync(beat, 'utf8');
    await delay(1_000);
  }
});
