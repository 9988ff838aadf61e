/** The diagnosis where an establishment looks into encrypted connections, with an authority that it has installed. */
import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from '@playwright/test';
import { electronEnvironment, electronPath, electronSwitches } from '../../scripts/lib/launch.mjs';
import { runCommand } from '../lab/broken/command.ts';
import { reportSchema } from '../lab/broken/report-schema.ts';
import { startDemoWorld } from '../lab/demo/world.ts';
import { makeDatabase } from '../lab/nss/index.ts';
import { ROOT } from './support.ts';

const run = promisify(execFile);

test('--diagnose: an inspection that the establishment has installed is said, and is no fault for ever', async () => {
  // Nobody has told the program of the simulated site's authority: it is a stranger's, until the system trusts it.
  const world = await startDemoWorld({ practitioners: [], settings: { webPs: { trustedCaFile: null } } });
  try {
    const settings = join(world.userData, '..', 'inspected.json');
    await writeFile(
      settings,
      JSON.stringify({
        environment: 'test',
        signIn: 'ecps',
        webPs: { ecps: { hosts: [world.site.urls.ecps] } },
        proSanteConnect: { hosts: [world.site.urls.wallet] },
      }),
    );
    const look = async (): Promise<readonly { code: string; result: string }[]> => {
      const { stdout, stderr } = await runCommand(
        electronPath(),
        [
          ...electronSwitches({}),
          ROOT,
          '--user-data',
          world.userData,
          '--diagnose',
          '--json',
          '--config',
          settings,
        ],
        { env: { ...electronEnvironment(), ...world.env }, cwd: ROOT },
      );
      const { sections } = reportSchema.parse(JSON.parse(stdout || stderr));
      return sections
        .flatMap(({ checks }) => checks)
        .filter(({ id }) => id.startsWith('network.tls.'))
        .map(({ code, result }) => ({ code, result }));
    };
    const stranger = { code: 'TLS-INTERCEPTION', result: 'fix' };
    expect(await look()).toEqual([stranger, stranger]);

    const database = await makeDatabase(world.env.HOME ?? '');
    const authority = ['-n', 'Inspection', '-t', 'C,,', '-i', world.site.caFile];
    await run('certutil', ['-A', '-d', database, ...authority]);
    const installed = { code: 'TLS-INSPECTION', result: 'watch' };
    expect(await look()).toEqual([installed, installed]);
  } finally {
    await world.close();
  }
});
