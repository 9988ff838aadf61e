/** Insertion seen by the PC/SC service → names on the screen, against the bare program on a pcscd of the same kind. */
import { join } from 'node:path';
import { startDemoWorld } from '../../lab/demo/world.ts';
import { startPrivatePcscd } from '../../lab/pcsc/private-pcscd.ts';
import { BareReader } from '../driver/bare-reader.ts';
import { timedCard, timedReader, type TimedCard } from '../driver/cards.ts';
import { DrivenProgram, ROOT } from '../driver/program.ts';
import { atMost, figure, type BenchOptions, type Figure, type Say } from '../figures.ts';

/** Measured and thrown away: caches fill, code is compiled. */
const WARM_UPS = 2;
/** Two people, who open nothing by themselves; its files fit in one answer each, so four commands read all of it. */
const CARD = 'jumelles';

export async function measureNames(
  options: BenchOptions,
  bareReader: string,
  say: Say,
): Promise<readonly Figure[]> {
  const pcscd = await startPrivatePcscd({ readers: 2 });
  if (!pcscd.ok) throw new Error(pcscd.reason);
  const world = await startDemoWorld({ practitioners: [], settings: { signIn: 'cpx' } });
  const program = await DrivenProgram.start({
    entry: ROOT,
    args: ['--config', world.configFile, '--user-data', join(world.userData)],
    env: world.env,
  });
  const place = pcscd.value.readers[0];
  const ourPlace = world.readers[0];
  if (place === undefined || ourPlace === undefined) throw new Error('no reader');
  const bare = new BareReader(bareReader, place.name, pcscd.value.env);
  const bareSlot = timedReader(place.port);
  const ourSlot = timedReader(ourPlace.port);
  const ours: number[] = [];
  const theirs: number[] = [];
  let ourCard: TimedCard = timedCard(CARD);
  let bareCard: TimedCard = timedCard(CARD);
  try {
    for (let time = -WARM_UPS; time < options.times; time += 1) {
      await program.shown('/launcher/', 'Insérez la carte Vitale');
      ourCard = timedCard(CARD);
      const shown = program.shown('/launcher/', 'LEROY Nora');
      await ourSlot.insert(ourCard);
      const ourTime = (await shown) - ourCard.noticedAt;
      await ourSlot.remove();

      bareCard = timedCard(CARD);
      const known = bare.names();
      await bareSlot.insert(bareCard);
      const bareTime = (await known) - bareCard.noticedAt;
      await bareSlot.remove();
      if (time < 0) continue;
      ours.push(ourTime);
      theirs.push(bareTime);
      say(
        `names ${String(time + 1)}/${String(options.times)}: ${ourTime.toFixed(0)} ms, bare ${bareTime.toFixed(0)} ms`,
      );
    }
  } finally {
    await bare.stop();
    await ourSlot.remove();
    await bareSlot.remove();
    await program.quit();
    await world.close();
    await pcscd.value.stop();
  }
  return [
    figure({
      id: 'names',
      title: 'Card noticed by PC/SC → names (ours: painted on the screen)',
      unit: 'ms',
      ours,
      baseline: theirs,
      baselineName: 'bare C program, names in memory',
      target: atMost(1.15),
      headline: true,
      note: 'Two people on the card; a window for the visit is warmed up during the read. The bare program sends the commands in a row and checks nothing; beyond 256 bytes it would not read the rest.',
    }),
    figure({
      id: 'apdus',
      title: 'Commands per read of that card',
      unit: 'commands',
      ours: [ourCard.commands],
      baseline: [bareCard.commands],
      baselineName: 'bare C program',
    }),
    figure({
      id: 'bytes',
      title: 'Bytes per read of that card, both ways',
      unit: 'bytes',
      ours: [ourCard.bytes],
      baseline: [bareCard.bytes],
      baselineName: 'bare C program',
    }),
  ];
}
