/** The demonstration's Electron program: the product's own, beside it a window to move cards with. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { startApp } from '../../../src/main/start/app.ts';
import { PATHS } from '../../../src/main/base/paths.ts';
import { createCardDesk, type CardDesk } from '../cards/desk.ts';
import { followDesk, LabCard } from '../softhsm/card.ts';
import { slotsOnPorts } from '../pcsc/desk-slots.ts';
import { openDeskWindow } from './desk-window.ts';
import { WORLD_VARIABLE, type WorldFile } from './world-file.ts';

declare global {
  /** For the tour, which drives the demonstration from outside. */
  var demonstrationDesk: CardDesk | undefined;
}

const file = process.env[WORLD_VARIABLE];
if (file === undefined) {
  process.stderr.write('Cette démonstration se lance avec «\u00a0npm start\u00a0».\n');
  process.exit(2);
}
// Before the program is ready: the one moment at which reading synchronously is right.
const world = JSON.parse(readFileSync(file, 'utf8')) as WorldFile;

await startApp({
  demonstration: true,
  nativeEntry: world.inProcess ? join(import.meta.dirname, 'native.mjs') : PATHS.nativeEntry,
  nativeArguments: world.inProcess ? [`--lab-ports=${world.readers.map(({ port }) => port).join(',')}`] : [],
  configuration: world.configuration,
  onStarted: ({ quit }) => {
    const desk = createCardDesk(slotsOnPorts(world.readers));
    globalThis.demonstrationDesk = desk;
    const { cards } = world;
    if (cards !== null)
      followDesk(
        desk,
        cards.labels.map((label) => new LabCard(cards.folder, label)),
      );
    if (process.env.DMP_DIRECT_DEMO_DESK !== 'hidden') openDeskWindow(desk, quit);
  },
});
