/** The PC/SC service itself, a private one: killed, frozen and restarted before, in the middle of and after a read. */
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { CardsProcess } from '../../lab/native/cards-process.ts';
import { catalogueCard } from '../../lab/cards/catalogue.ts';
import { isAlive } from '../../lab/native-host/index.ts';
import { startPrivatePcscd, type PrivatePcscd } from '../../lab/pcsc/private-pcscd.ts';
import { VirtualReader } from '../../lab/pcsc/vpcd-reader.ts';
import { judge } from './card-bench.ts';
import { sample, type Bench, type BenchContext, type Fault, type OpenBench } from './fault.ts';

const SHORT_PER_KIND = 1;
/** A command takes about this long through a virtual reader: which one is struck follows from the wait. */
const COMMAND_MS = 250;

type Blow = 'kill' | 'restart' | 'freeze';

export const openPcscdBench: OpenBench = async ({ seed, short, programs }: BenchContext) => {
  const started = await startPrivatePcscd({ readers: 2 });
  if (!started.ok) return { unavailable: started.reason };
  const desk = new Desk(started.value, join(programs, 'product.mjs'));
  await desk.cards.until(({ readers }) => readers.length === 2);
  const blows: readonly Blow[] = ['kill', 'restart', 'freeze'];
  const all: readonly Fault[] = blows.flatMap((blow) => [
    ...['with no card', 'with a card'].map((when): Fault => ({
      kind: `pcscd: ${blow}`,
      name: `${blow} ${when}`,
      inject: () => desk.strikeIdle(blow, when === 'with a card'),
    })),
    ...[0, 1, 2, 3, 4].map((commands): Fault => ({
      kind: `pcscd: ${blow} in a read`,
      name: `${blow} at command ${String(commands + 1)} of a read`,
      inject: () => desk.strikeReading(blow, commands),
    })),
  ]);
  const bench: Bench = {
    name: 'the PC/SC service',
    faults: short ? sample(all, SHORT_PER_KIND, seed) : all,
    close: () => desk.close(),
  };
  return bench;
};

class Desk {
  readonly cards: CardsProcess;
  readonly #pcscd: PrivatePcscd;
  readonly #slot: VirtualReader;

  constructor(pcscd: PrivatePcscd, program: string) {
    this.#pcscd = pcscd;
    this.cards = new CardsProcess(program, pcscd.env);
    this.#slot = new VirtualReader(this.#reader.port, { stays: true, emptyForMs: 900 });
  }

  async strikeIdle(blow: Blow, withCard: boolean): Promise<readonly string[]> {
    if (withCard) await this.#insert('claire');
    await this.#strike(blow);
    await this.#slot.remove();
    return this.#checkGood();
  }

  async strikeReading(blow: Blow, commands: number): Promise<readonly string[]> {
    const { people } = catalogueCard('claire');
    const insertion = await this.#insert('claire', COMMAND_MS);
    const reading = this.cards.readVitale(this.#reader.name, insertion);
    await delay(commands * COMMAND_MS + COMMAND_MS / 2);
    await this.#strike(blow);
    const answer = await reading;
    await this.#slot.remove();
    const codes = [
      'PCSC-SERVICE-ARRETE',
      'VITALE-TRANSMISSION',
      'VITALE-RETIREE',
      'VITALE-CHANGEE',
      'VITALE-MUETTE',
      'LECTEUR-DEBRANCHE',
    ];
    // Frozen for less than the deadline, or struck after the last command, a read may come to its end.
    return [...judge(answer, people, { codes, people: true }), ...(await this.#checkGood())];
  }

  async close(): Promise<readonly string[]> {
    await this.#slot.remove();
    const { pid } = this.cards;
    const { code } = await this.cards.end();
    await this.#pcscd.stop();
    return [
      ...(code === 0 ? [] : [`the process ended with ${String(code)}`]),
      ...((await isAlive(pid)) ? ['the process stayed behind'] : []),
    ];
  }

  get #reader(): { readonly name: string; readonly port: number } {
    const [reader] = this.#pcscd.readers;
    if (reader === undefined) throw new Error('a private pcscd has readers');
    return reader;
  }

  get #lastInsertion(): number {
    return Math.max(
      0,
      ...this.cards.arrivals.flatMap(({ snapshot }) =>
        snapshot.readers.map((each) => each.card?.insertion ?? 0),
      ),
    );
  }

  async #insert(id: 'claire' | 'amadou', delayMs?: number): Promise<number> {
    const before = this.#lastInsertion;
    await this.#slot.insert(catalogueCard(id).make(delayMs === undefined ? {} : { delayMs }));
    return (await this.cards.card(this.#reader.name, before)).insertion;
  }

  async #strike(blow: Blow): Promise<void> {
    const { pid } = this.#pcscd;
    if (blow === 'freeze' && pid !== null) {
      process.kill(pid, 'SIGSTOP');
      await delay(2_000);
      process.kill(pid, 'SIGCONT');
      return;
    }
    if (blow === 'kill') await this.#pcscd.kill();
    await this.#pcscd.restart();
  }

  async #checkGood(): Promise<readonly string[]> {
    await this.cards.until(
      ({ service, readers }) =>
        service === 'running' && readers.length === 2 && readers.every(({ card }) => card === null),
      Math.max(0, this.cards.arrivals.length - 1),
    );
    const { people } = catalogueCard('amadou');
    const answer = await this.cards.readVitale(this.#reader.name, await this.#insert('amadou'));
    const since = this.cards.arrivals.length;
    await this.#slot.remove();
    await this.cards.empty(this.#reader.name, since);
    return [
      ...judge(answer, people, { codes: [], people: true }).map(
        (miss) => `the good card afterwards: ${miss}`,
      ),
      ...((await isAlive(this.cards.pid)) ? [] : ['the process has ended']),
    ];
  }
}
