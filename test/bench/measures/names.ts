/** Insertion seen by the PC/SC service → names on the screen, against the bare program on a pcscd of the same kind. */
import { SYSTEM_TEXTS } from '../../../src/domain/texts/fr/system.ts';
import { startDemoWorld } from '../../lab/demo/world.ts';
import { startPrivatePcscd } from '../../lab/pcsc/private-pcscd.ts';
import { BareReader } from '../driver/bare-reader.ts';
import { timedCard, timedReader, type TimedCard } from '../driver/cards.ts';
import { DrivenProgram, monotonic, ROOT, type ProbeEvent } from '../driver/program.ts';
import { atMost, figure, type BenchOptions, type Figure, type Say } from '../figures.ts';

/** Measured and thrown away: caches fill, code is compiled. */
const WARM_UPS = 2;
/** Two people, who open nothing by themselves; its files fit in one answer each, so four commands read all of it. */
const CARD = 'jumelles';

interface Times {
  readonly ours: number[];
  readonly bare: number[];
  ourCard: TimedCard;
  bareCard: TimedCard;
}

/** In turns, ours and the bare program on a service of its own: what the machine does meanwhile is the same for both. */
async function readInTurns(
  bareReader: string,
  times: number,
  openOnInsert: 'always' | 'discret',
  /** The moment of what is waited for, asked for before the card goes in. */
  seen: (program: DrivenProgram) => Promise<number>,
  say: Say,
): Promise<Times> {
  const pcscd = await startPrivatePcscd({ readers: 2 });
  if (!pcscd.ok) throw new Error(pcscd.reason);
  const world = await startDemoWorld({ practitioners: [], settings: { signIn: 'cpx', openOnInsert } });
  const program = await DrivenProgram.start({
    entry: ROOT,
    args: ['--config', world.configFile, '--user-data', world.userData],
    env: world.env,
  });
  const place = pcscd.value.readers[0];
  const ourPlace = world.readers[0];
  if (place === undefined || ourPlace === undefined) throw new Error('no reader');
  const bare = new BareReader(bareReader, place.name, pcscd.value.env);
  const bareSlot = timedReader(place.port);
  const ourSlot = timedReader(ourPlace.port);
  const taken: Times = { ours: [], bare: [], ourCard: timedCard(CARD), bareCard: timedCard(CARD) };
  try {
    for (let time = -WARM_UPS; time < times; time += 1) {
      await program.shown('/launcher/', 'Insérez la carte Vitale');
      taken.ourCard = timedCard(CARD);
      const there = seen(program);
      await ourSlot.insert(taken.ourCard);
      const ourTime = (await there) - taken.ourCard.noticedAt;
      await ourSlot.remove();

      taken.bareCard = timedCard(CARD);
      const known = bare.names();
      await bareSlot.insert(taken.bareCard);
      const bareTime = (await known) - taken.bareCard.noticedAt;
      await bareSlot.remove();
      if (time < 0) continue;
      taken.ours.push(ourTime);
      taken.bare.push(bareTime);
      say(
        `${openOnInsert} ${String(time + 1)}/${String(times)}: ${ourTime.toFixed(0)} ms, bare ${bareTime.toFixed(0)} ms`,
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
  return taken;
}

export async function measureNames(
  options: BenchOptions,
  bareReader: string,
  say: Say,
): Promise<readonly Figure[]> {
  const names = await readInTurns(
    bareReader,
    options.times,
    'always',
    (program) => program.shown('/launcher/', 'LEROY Nora'),
    say,
  );
  const icon = await readInTurns(
    bareReader,
    options.times,
    'discret',
    async (program) => {
      const since = monotonic();
      const ready = ({ event, words }: ProbeEvent): boolean =>
        event === 'icon' && words === SYSTEM_TEXTS.tray.ready;
      return (await program.event(ready, since)).at;
    },
    say,
  );
  const { ourCard, bareCard } = names;
  return [
    figure({
      id: 'names',
      title: 'Card noticed by PC/SC → names (ours: painted on the screen)',
      unit: 'ms',
      ours: names.ours,
      baseline: names.bare,
      baselineName: 'bare C program, names in memory',
      target: atMost(1.05),
      headline: true,
      note: 'Two people on the card; a window for the visit is warmed up during the read. The bare program sends the commands in a row and checks nothing; beyond 256 bytes it would not read the rest.',
    }),
    figure({
      id: 'icon',
      title: 'Card noticed by PC/SC → icon in the tray says that it is ready (discret)',
      unit: 'ms',
      ours: icon.ours,
      baseline: icon.bare,
      baselineName: 'bare C program, names in memory',
      target: atMost(1.02),
      note: 'With `openOnInsert: discret` no window comes; the names are known when the icon says so.',
      headline: true,
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
