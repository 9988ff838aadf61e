/**
 * The program's own first start, on a workstation that has just received it: nobody's settings, an empty home, cards
 * and readers of its own; counted from the start of the process. What the lab must say, an administrator says, in the
 * policy: where the simulated site is. The card's library lies where its vendor's package puts it.
 */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { _electron, expect, type ElectronApplication } from '@playwright/test';
import { electronEnvironment, electronPath, electronSwitches } from '../../../scripts/lib/launch.mjs';
import { ROOT } from '../../../scripts/lib/paths.mjs';
import type { ConfigurationFile } from '../../../src/domain/settings/configuration.ts';
import type { Policy } from '../../../src/domain/settings/policy.ts';
import { createCardDesk, type CardDesk } from '../cards/desk.ts';
import { startDemoWorld, type DemoWorld } from '../demo/world.ts';
import { layerOver, type Machine } from '../machine/index.ts';
import { slotsOnPorts } from '../pcsc/desk-slots.ts';
import { followDesk } from '../softhsm/card.ts';
import { Guide } from './guide.ts';
import { tenths, type Recorder, type TourFlow, type TourStep } from './recorder.ts';

const POLICY = '/etc/dmp-direct/policy.json';
/** Where its own package puts the Cryptolib (cpx.md). */
const LIBRARY = '/opt/santesocial/CPS/lib/libcps3_pkcs11_lux.so';

/** How long `dpkg` takes to install the package on a workstation that has what it needs; its scripts run for real. */
export async function measureInstallation(deb: string): Promise<TourFlow> {
  const workstation = await layerOver('/', 'un poste neuf', { onDisk: true });
  try {
    const source = await lay(workstation, '/var/cache/apt/archives/dmp-direct.deb', await readFile(deb));
    const begin = performance.now();
    await mustRun(workstation, 'dpkg', '--install', source);
    const seconds = tenths(performance.now() - begin);
    return { title: 'Installation du paquet Debian', cards: 0, clicks: 0, keys: 0, seconds };
  } finally {
    await workstation.close();
  }
}

/** Plays it; says why where this machine cannot. */
export async function playFirstStart(
  recorder: Recorder,
  say: (line: string) => void,
  sayStep: (step: TourStep) => void,
): Promise<void> {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) {
    say('Premier démarrage non joué : un poste à part ne peut être fait que par root, sous Linux.');
    return;
  }
  const world = await startDemoWorld();
  const workstation = await layerOver('/', 'un poste neuf');
  try {
    const why = world.withoutPcscd ?? (world.tokens === null ? 'sans SoftHSM, aucune carte CPS' : null);
    if (why !== null) {
      say(`Premier démarrage non joué : ${why}`);
      return;
    }
    await prepare(workstation, world);
    await play({ world, workstation, desk: deskOf(world) }, recorder, sayStep);
  } finally {
    await workstation.close();
    await world.close();
  }
}

/** What an administrator and the vendor of the card leave on a workstation. */
async function prepare(workstation: Machine, world: DemoWorld): Promise<void> {
  const { environment, webPs, proSanteConnect } = JSON.parse(
    await readFile(world.configFile, 'utf8'),
  ) as ConfigurationFile;
  const policy: Policy = { defaults: { environment, webPs, proSanteConnect }, locked: {} };
  await lay(workstation, POLICY, JSON.stringify(policy));
  await lay(workstation, LIBRARY, await readFile(world.tokens?.modulePath ?? ''));
}

/** Puts a file into the workstation, through /tmp, which it shares with this machine. */
async function lay(workstation: Machine, path: string, content: string | Buffer): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'dmp-direct-laid-'));
  const source = join(folder, 'file');
  await writeFile(source, content);
  await mustRun(workstation, 'install', '-D', '-m', '644', source, path);
  await rm(folder, { recursive: true });
  return path;
}

async function mustRun(workstation: Machine, ...command: readonly string[]): Promise<void> {
  const { status, output } = await workstation.run(...command);
  if (status !== 0) throw new Error(`${command.join(' ')}: ${output}`);
}

function deskOf(world: DemoWorld): CardDesk {
  const desk = createCardDesk(slotsOnPorts(world.readers));
  followDesk(
    desk,
    (world.tokens?.tokens ?? []).flatMap(({ card }) => (card === null ? [] : [card])),
  );
  return desk;
}

interface Practice {
  readonly world: DemoWorld;
  readonly workstation: Machine;
  readonly desk: CardDesk;
}

async function play(
  { world, workstation, desk }: Practice,
  recorder: Recorder,
  sayStep: (step: TourStep) => void,
): Promise<void> {
  const since = performance.now();
  const app = await start(world, workstation);
  const guide = new Guide({ app, world, hand: desk }, recorder, sayStep);
  try {
    await guide.flow('Du premier démarrage au premier dossier, en répondant à l’assistant', async () => {
      await questions(guide, since);
      await connection(guide);
      await firstRecord(guide);
    });
  } finally {
    await app.close();
    await desk.clear();
  }
}

/** As its entry in the desktop's menu does: no argument of ours, everything from the workstation and its empty home. */
async function start(world: DemoWorld, { enter }: Machine): Promise<ElectronApplication> {
  // The driver puts switches of its own first: they are the program's.
  const through = join(dirname(world.configFile), 'program.sh');
  await writeFile(through, `#!/bin/sh\nexec ${enter.join(' ')} '${electronPath()}' "$@"\n`, { mode: 0o755 });
  return _electron.launch({
    executablePath: through,
    args: [...electronSwitches(), ROOT],
    env: Object.fromEntries(
      Object.entries({ ...electronEnvironment(), ...world.env }).flatMap(([name, value]) =>
        value === undefined ? [] : [[name, value]],
      ),
    ),
  });
}

async function questions(guide: Guide, since: number): Promise<void> {
  await guide.step('Premier démarrage\u00a0: le lecteur est reconnu, une carte est demandée', {
    slug: 'assistant-lecteur',
    window: 'assistant',
    since,
    does: () => guide.page('assistant'),
    until: () => guide.seen('assistant', /lecteurs? (?:sont|est) reconnus?/),
  });
  await guide.step('Une carte est essayée\u00a0: rien ne s’ouvre, et la question suivante se pose', {
    slug: 'assistant-connexion',
    window: 'assistant',
    does: () => guide.insert(0, 'famille'),
    until: () => guide.seen('assistant', 'Comment vous connectez-vous'),
  });
  await guide.step('La carte CPS est reconnue, l’adresse du DMP répond\u00a0: restent les habitudes', {
    slug: 'assistant-habitudes',
    window: 'assistant',
    does: async () => {
      await guide.check((await guide.page('assistant')).getByRole('radio', { name: /^Carte CPS/ }));
      await guide.insert(1, 'cps3');
    },
    until: () => guide.seen('assistant', 'Vos habitudes'),
  });
  await guide.step('Il reste à essayer la connexion', {
    slug: 'assistant-pret',
    window: 'assistant',
    does: async () => guide.click(await guide.button('assistant', 'Continuer')),
    until: () => guide.seen('assistant', 'Essayez la connexion'),
  });
}

async function connection(guide: Guide): Promise<void> {
  await guide.step('La connexion est essayée\u00a0: le code de la CPS est demandé', {
    slug: 'assistant-code',
    window: 'pin',
    does: async () => guide.click(await guide.button('assistant', 'Se connecter au DMP')),
    until: () => guide.seen('pin', 'wps-cps.localhost'),
  });
  await guide.step('La connexion au DMP fonctionne', {
    slug: 'assistant-connecte',
    window: 'assistant',
    does: () => guide.typePin(),
    until: () => guide.seen('assistant', 'DMP Direct est prêt'),
  });
}

/** As an installation ends: with somebody's record on the screen. */
async function firstRecord(guide: Guide): Promise<void> {
  await guide.step('La carte est restée dans le lecteur\u00a0: pour qui ouvrir le premier dossier', {
    slug: 'premier-choix',
    window: 'launcher',
    does: () =>
      guide.close('assistant', async () => guide.click(await guide.button('assistant', 'Commencer'))),
    until: () => guide.seen('launcher', 'MARTIN Hugo'),
  });
  await guide.step('Quitter le tableau de bord que l’essai a ouvert se confirme', {
    slug: 'premier-accord',
    window: 'confirm',
    does: async () => {
      await guide.check((await guide.page('launcher')).getByRole('radio', { name: /MARTIN Hugo/ }));
      await guide.click(await guide.button('launcher', /Ouvrir le DMP de Hugo MARTIN/));
    },
    until: () => guide.seen('confirm', 'Tableau de bord sans patient'),
  });
  await guide.step('Le premier dossier', {
    slug: 'premier-dossier',
    window: 'visit',
    does: () =>
      guide.close('confirm', async () => guide.click(await guide.button('confirm', /Ouvrir Hugo MARTIN/))),
    until: async () => {
      await guide.seen('visit', 'MARTIN Hugo');
      await expect((await guide.site('/TableauDeBord/')).getByText('Hugo')).toBeVisible();
    },
  });
}
