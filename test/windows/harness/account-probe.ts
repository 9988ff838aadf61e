/**
 * What the program's own code makes of the account that it runs as: `node account-probe.mjs FILE` writes it there. Started
 * as a service, with that account's environment, by accounts.test.ts.
 */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { remoteSession } from '../../../src/domain/readers/remote-session.ts';
import { openLog } from '../../../src/main/base/log.ts';
import { Holder } from '../../../src/main/calls/holder.ts';
import { sessionAddress } from '../../../src/main/calls/holder-address.ts';
import { diagnoseInNode } from '../../../src/main/diagnosis/node-command.ts';
import { usualSettingsFiles } from '../../../src/main/diagnosis/settings.ts';
import { loadPolicy } from '../../../src/main/settings/policy-source.ts';
import { hasDisplay } from '../../../src/main/start/display.ts';
import { thisSession } from '../../../src/main/start/this-session.ts';
import { accountName, homeFolder } from '../../../src/system/account.ts';
import { windowsSessionOf } from '../../../src/system/windows-session.ts';
import { NATIVE } from '../place.ts';

export interface AccountFacts {
  readonly environment: NodeJS.ProcessEnv;
  readonly windowsSession: number | null;
  readonly session: string;
  readonly hasDisplay: boolean;
  readonly remote: unknown;
  readonly account: string | null;
  readonly home: string;
  readonly userFile: string;
  readonly policy: unknown;
  readonly logged: string;
  readonly holdsItsPlace: boolean;
  readonly diagnosis: { readonly code: number; readonly report: string; readonly said: readonly string[] };
}

const [file = ''] = process.argv.slice(2);

async function facts(): Promise<AccountFacts> {
  const session = await thisSession();
  const { userFile, policy } = usualSettingsFiles(null);
  const holder = await Holder.claim(sessionAddress(userFile, session));
  await holder?.stop();
  return {
    environment: process.env,
    windowsSession: windowsSessionOf(process.pid),
    session,
    hasDisplay: hasDisplay(session),
    remote: remoteSession(process.env),
    account: accountName(),
    home: homeFolder(),
    userFile,
    policy: await loadPolicy(policy, {}),
    logged: await logged(),
    holdsItsPlace: holder !== null,
    diagnosis: await diagnosis(),
  };
}

/** In a folder of the test's own: that of a lost profile is not there. */
async function logged(): Promise<string> {
  const folder = await mkdtemp(join(dirname(file), 'journal '));
  const log = openLog(folder);
  log.info({ place: homeFolder() }, 'le système');
  await log.flush();
  const text = await readFile(join(folder, 'dmp-direct.log'), 'utf8');
  await rm(folder, { recursive: true });
  return text;
}

async function diagnosis(): Promise<AccountFacts['diagnosis']> {
  let report = '';
  const said: string[] = [];
  const code = await diagnoseInNode(['--json'], {
    version: 'essai',
    nativeEntry: NATIVE,
    write: (text) => (report += text),
    say: (line) => said.push(line),
  });
  return { code, report, said };
}

await writeFile(file, JSON.stringify(await facts()));
process.exit(0);
