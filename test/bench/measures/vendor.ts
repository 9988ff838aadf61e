/** What the vendor's path costs over the direct read: the same card, read by each alone. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { catalogueCard } from '../../lab/cards/catalogue.ts';
import { startDemoWorld } from '../../lab/demo/world.ts';
import { VirtualReader } from '../../lab/pcsc/vpcd-reader.ts';
import { LAB_GALSS_INI, MARTIN_FAMILY } from '../../lab/ssv/martin-family.ts';
import { buildStandin, writeScenario } from '../../lab/ssv/standin.ts';
import { timedCard, timedReader } from '../driver/cards.ts';
import { DrivenProgram, ROOT } from '../driver/program.ts';
import { figure, type BenchOptions, type Figure, type Say } from '../figures.ts';

/** Measured and thrown away: the library's process starts with the first read. */
const WARM_UPS = 2;

export async function measureVendor(options: BenchOptions, say: Say): Promise<readonly Figure[]> {
  const directory = await mkdtemp(join(tmpdir(), 'dmp-direct-bench-ssv-'));
  try {
    const galssIni = join(directory, 'galss.ini');
    const scenario = join(directory, 'scenario.txt');
    await writeFile(galssIni, LAB_GALSS_INI);
    await writeScenario(scenario, { groups: MARTIN_FAMILY });
    const library = await buildStandin('sessions', join(ROOT, 'test', 'lab', 'ssv', 'standin.c'));
    const read = (source: 'pcsc' | 'ssv'): Promise<readonly number[]> =>
      timesOf(source, { vitale: [source], ssvLibrary: library, galssIni }, scenario, options.times, say);
    const direct = await read('pcsc');
    const vendor = await read('ssv');
    return [
      figure({
        id: 'vendor',
        title: 'Card noticed by PC/SC → names, by the SESAM-Vitale library alone (a stand-in)',
        unit: 'ms',
        ours: vendor,
        baseline: direct,
        baselineName: 'the direct read',
        note: 'The stand-in answers at once and touches no card: this is what finding, starting, asking and mapping cost. The real library adds its own exchanges with both cards, which were never measured.',
      }),
    ];
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

async function timesOf(
  source: 'pcsc' | 'ssv',
  cards: { vitale: ['pcsc' | 'ssv']; ssvLibrary: string; galssIni: string },
  scenario: string,
  times: number,
  say: Say,
): Promise<readonly number[]> {
  const world = await startDemoWorld({ practitioners: [], settings: { openOnInsert: 'ask', cards } });
  const [place, practitionerPlace] = world.readers;
  if (place === undefined || practitionerPlace === undefined) throw new Error('no reader');
  const practitioner = new VirtualReader(practitionerPlace.port);
  await practitioner.insert(catalogueCard('cps3').make());
  const program = await DrivenProgram.start({
    entry: ROOT,
    args: ['--config', world.configFile, '--user-data', world.userData],
    env: { ...world.env, DMP_SSV_SCENARIO: scenario },
  });
  const slot = timedReader(place.port);
  const measured: number[] = [];
  try {
    for (let time = -WARM_UPS; time < times; time += 1) {
      await program.shown('/launcher/', 'Insérez la carte Vitale');
      const card = timedCard('famille');
      const shown = program.shown('/launcher/', 'MARTIN Hugo');
      await slot.insert(card);
      const took = (await shown) - card.noticedAt;
      await slot.remove();
      if (time >= 0) measured.push(took);
      say(`vendor, ${source}: ${took.toFixed(0)} ms`);
    }
  } finally {
    await slot.remove();
    await practitioner.remove();
    await program.quit();
    await world.close();
  }
  return measured;
}
