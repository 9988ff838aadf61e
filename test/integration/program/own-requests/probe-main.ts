/** The requests that the program makes by itself, in a bare Electron program; run by own-requests.test.ts. */
import { setTimeout as delay } from 'node:timers/promises';
import { app, session } from 'electron';
import { askQuietly } from '../../../../src/main/site/quiet-request.ts';
import type { OwnRequest, ProbeReport } from './probe.ts';

/** Longer than any failure that is not silence; silence costs it once for each row of the table. */
const DEADLINE_MS = 600;
/** What comes late comes with the end of a connection, within a few turns of the loop. */
const LATE_MS = 150;

const requests = JSON.parse(process.env.OWN_REQUESTS ?? '[]') as readonly OwnRequest[];
const late: string[] = [];
process.on('uncaughtException', (error) => late.push(String(error)));
process.on('unhandledRejection', (error) => late.push(String(error)));

async function ask({ address, proxy, password, method }: OwnRequest, index: number): Promise<boolean> {
  const own = session.fromPartition(`own-request-${String(index)}`);
  await own.setProxy(
    proxy === null ? { mode: 'direct' } : { proxyRules: proxy, proxyBypassRules: '<-loopback>' },
  );
  const answered = await askQuietly(own, {
    address,
    method,
    credentials: 'omit',
    proxies: {
      forRequest: () => (_info, answer) => {
        if (password === null) answer();
        else answer(...password);
      },
    },
    deadlineMs: DEADLINE_MS,
  });
  await delay(LATE_MS);
  await own.closeAllConnections();
  return answered;
}

void app.whenReady().then(async () => {
  const answered: boolean[] = [];
  for (const [index, request] of requests.entries()) answered.push(await ask(request, index));
  await delay(LATE_MS);
  const report: ProbeReport = { answered, late };
  process.stdout.write(`${JSON.stringify(report)}\n`, () => {
    app.exit(0);
  });
});
