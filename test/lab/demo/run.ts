/** `npm start` without arguments: the demonstration, until its window or Ctrl-C ends it. */
import { join } from 'node:path';
import {
  electronEnvironment,
  electronPath,
  electronSwitches,
  foreground,
} from '../../../scripts/lib/launch.mjs';
import { startDemoWorld } from './world.ts';

const say = (line: string): void => void process.stderr.write(`${line}\n`);

const world = await startDemoWorld();
try {
  if (world.withoutPcscd !== null)
    say(`Lecteurs simulés dans le programme, sans service de cartes à puce : ${world.withoutPcscd}`);
  say('Démonstration : déplacez les cartes dans la fenêtre « Cartes de démonstration ».');
  process.exitCode = await foreground(
    electronPath(),
    [
      ...electronSwitches(),
      join(import.meta.dirname, 'main.mjs'),
      '--user-data',
      world.userData,
      ...process.argv.slice(2),
    ],
    { env: { ...electronEnvironment(), ...world.env } },
  );
} finally {
  await world.close();
}
