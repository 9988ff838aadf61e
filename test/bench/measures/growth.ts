/** Memory, handles and time per insertion, at the start and at the end of a long day. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { CLAIRE } from '../../lab/cards/people.ts';
import { catalogueCard } from '../../lab/cards/catalogue.ts';
import { startDemoWorld } from '../../lab/demo/world.ts';
import { VirtualReader } from '../../lab/pcsc/vpcd-reader.ts';
import type { Load } from '../driver/processes.ts';
import { DrivenProgram, monotonic, ROOT } from '../driver/program.ts';
import { untilReady } from '../driver/ready.ts';
import { figure, type BenchOptions, type Figure, type Say } from '../figures.ts';

/** Before the first look: whatever is made once is made. */
const FIRST_INSERTIONS = 30;
const FIRST_VISITS = 8;
const SETTLE_MS = 8_000;

/**
 * Through the in-process readers, which see a card at once: through pcscd a thousand insertions take half an hour,
 * and what grows would be the same program.
 */
export async function measureGrowth(options: BenchOptions, say: Say): Promise<readonly Figure[]> {
  const world = await startDemoWorld({ practitioners: [], inProcess: true, settings: { signIn: 'cpx' } });
  const program = await DrivenProgram.start({
    entry: join(ROOT, 'out', 'lab', 'main.mjs'),
    args: ['--user-data', world.userData],
    env: { ...world.env, DMP_DIRECT_DEMO_DESK: 'hidden' },
  });
  const slot = new VirtualReader(world.readers[0]?.port ?? 0);
  const insertion = async (): Promise<number> => {
    await program.shown('/launcher/', 'Insérez la carte Vitale');
    const begun = monotonic();
    await slot.insert(catalogueCard('famille').make());
    const took = (await program.shown('/launcher/', 'MARTIN Hugo')) - begun;
    await slot.remove();
    return took;
  };
  const visit = async (): Promise<number> => {
    await program.shown('/launcher/', 'Insérez la carte Vitale');
    const begun = monotonic();
    await slot.insert(catalogueCard('claire').make());
    const { at } = await program.paint(`/TableauDeBord/${CLAIRE.nir}`, begun);
    await program.press('/visit/', 'Fermer le dossier');
    await slot.remove();
    return at - begun;
  };
  const repeat = async (times: number, what: () => Promise<number>): Promise<number[]> => {
    const took: number[] = [];
    for (let time = 0; time < times; time += 1) took.push(await what());
    return took;
  };
  const look = async (): Promise<Load & { readonly heapMib: number }> => {
    await delay(SETTLE_MS);
    const { heapUsed } = await program.ask<{ heapUsed: number }>('memory', {});
    return { ...(await program.load()), heapMib: heapUsed / 1_048_576 };
  };
  try {
    await untilReady(program, slot);
    await repeat(FIRST_INSERTIONS, insertion);
    await repeat(FIRST_VISITS, visit);
    const before = await look();
    const insertions = await repeat(options.insertions / 2, insertion);
    const halfInsertions = await look();
    insertions.push(...(await repeat(options.insertions / 2, insertion)));
    const afterInsertions = await look();
    const visits = await repeat(options.visits / 2, visit);
    const halfVisits = await look();
    visits.push(...(await repeat(options.visits / 2, visit)));
    const after = await look();
    const points = { before, halfInsertions, afterInsertions, halfVisits, after };
    for (const [name, load] of Object.entries(points)) say(`growth ${name}: ${JSON.stringify(load)}`);
    const part = (list: readonly number[]): number => Math.max(5, Math.floor(list.length / 10));
    const day = `${String(options.insertions)} insertions and ${String(options.visits)} visits`;
    const compare = (title: string, unit: string, of: (load: typeof before) => number, id: string): Figure =>
      figure({
        id,
        title: `${title} after ${day}`,
        unit,
        ours: [of(after)],
        baseline: [of(before)],
        baselineName: `before, after ${String(FIRST_INSERTIONS)} insertions and ${String(FIRST_VISITS)} visits`,
        note: `At the start, after half the insertions, all of them, half the visits, all of them: ${Object.values(
          points,
        )
          .map((load) => of(load).toFixed(1))
          .join(', ')} ${unit}.`,
      });
    return [
      {
        ...compare('Memory (PSS)', 'MiB', ({ pssKib }) => pssKib / 1_024, 'growth-memory'),
        headline: true,
        target: { text: 'no growth (≤ 1.1 ×)', reached: after.pssKib <= before.pssKib * 1.1 },
      },
      compare('Main process’s heap', 'MiB', ({ heapMib }) => heapMib, 'growth-heap'),
      {
        ...compare('Open handles', 'descriptors', ({ handles }) => handles, 'growth-handles'),
        headline: true,
        target: { text: 'no growth', reached: after.handles <= before.handles + 2 },
      },
      compare('Processes', 'processes', ({ processes }) => processes, 'growth-processes'),
      figure({
        id: 'growth-insertion',
        title: 'Time per insertion, last tenth of them',
        unit: 'ms',
        ours: insertions.slice(-part(insertions)),
        baseline: insertions.slice(0, part(insertions)),
        baselineName: 'first tenth',
        headline: true,
      }),
      figure({
        id: 'growth-visit',
        title: 'Card to page, last tenth of the visits',
        unit: 'ms',
        ours: visits.slice(-part(visits)),
        baseline: visits.slice(0, part(visits)),
        baselineName: 'first tenth',
      }),
    ];
  } catch (error) {
    const log = await readFile(join(world.userData, 'logs', 'dmp-direct.log'), 'utf8').catch(() => '');
    say(log.split('\n').slice(-30).join('\n'));
    throw error;
  } finally {
    await slot.remove();
    await program.quit();
    await world.close();
  }
}
