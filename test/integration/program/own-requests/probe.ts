/** A bare Electron program around the product's own requests, and what became of each. */
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { withDisplay } from '../../../../scripts/lib/display.mjs';
import { electronEnvironment, electronPath, electronSwitches } from '../../../../scripts/lib/launch.mjs';
import { bundleMain } from '../../bundled-main.ts';

export interface OwnRequest {
  readonly address: string;
  readonly method: 'GET' | 'HEAD';
  /** `host:port`, or null for none. */
  readonly proxy: string | null;
  /** What is known of the proxy. */
  readonly password: readonly [user: string, password: string] | null;
}

export interface ProbeReport {
  /** In the requests' order. */
  readonly answered: readonly boolean[];
  /** Errors that nobody listened to: the program would have ended. */
  readonly late: readonly string[];
}

const run = promisify(execFile);

/** Makes each request, one after the other, in one program. */
export async function makeRequests(requests: readonly OwnRequest[]): Promise<ProbeReport> {
  const folder = await mkdtemp(join(tmpdir(), 'dmp-direct-own-requests-'));
  try {
    await bundleMain(join(import.meta.dirname, 'probe-main.ts'), folder);
    await writeFile(
      join(folder, 'package.json'),
      JSON.stringify({ name: 'own-requests-probe', main: 'main.mjs', type: 'module' }),
    );
    const { stdout } = await withDisplay((env) =>
      run(electronPath(), [...electronSwitches(), folder, `--user-data-dir=${join(folder, 'profile')}`], {
        env: { ...electronEnvironment(env), OWN_REQUESTS: JSON.stringify(requests) },
      }),
    );
    return JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as ProbeReport;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
