/** The diagnosis, and the visit, where an establishment looks into encrypted connections, with an authority that it has installed. */
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
import { cardRead, openDashboard, stopped, typePin, windowsOf } from './sign-in-steps.ts';
import { ROOT, start } from './support.ts';
import { LAB_PIN } from '../lab/softhsm/index.ts';

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

/** A program whose system trusts whoever opens the connections to the site, as the engine sees it. */
async function inspected(host: 'plain' | 'cpx') {
  const program = await start({
    cards: [[1, 'cps3']],
    practitioners: ['cps'],
    settings: ({ urls }) => ({ webPs: { cpx: { hosts: [urls[host]] }, trustedCaFile: null } }),
    prepare: async ({ env, site }) => {
      const database = await makeDatabase(env.HOME ?? '');
      const authority = ['-n', 'Inspection', '-t', 'C,,', '-i', site.caFile];
      await run('certutil', ['-A', '-d', database, ...authority]);
    },
  });
  await cardRead(program);
  return program;
}

test('a visit by card: what the box shows without asking for the card is told as an inspection', async () => {
  const program = await inspected('plain');
  try {
    await openDashboard(program);
    const visit = await stopped(program, 'La carte ne passe pas cette inspection');
    await expect(visit.getByText('CPX-INSPECTION', { exact: true })).toBeVisible();
    await expect(visit.getByText(/Autorité de laboratoire DMP Direct/)).toBeVisible();
    await expect(visit.getByRole('button', { name: /Continuer avec l’e-CPS/ })).toBeVisible();
    expect(windowsOf(program, 'pin')).toEqual([]);
  } finally {
    await program.close();
  }
});

test('a visit by card: a connection that is cut behind the card is told as an inspection', async () => {
  const program = await inspected('cpx');
  try {
    program.world.site.control.faults.inject({ host: 'cpx', fault: { kind: 'reset' } });
    await openDashboard(program);
    await typePin(program, LAB_PIN);
    const visit = await stopped(program, 'La carte ne passe pas cette inspection');
    await expect(visit.getByText('CPX-INSPECTION', { exact: true })).toBeVisible();
  } finally {
    await program.close();
  }
});
