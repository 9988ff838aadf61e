/**
 * A long day at random: cards go in and out, are pulled out while they are read, answer nonsense; people are clicked,
 * records closed, questions answered; the site and the PC/SC service fail, processes are killed. All the while no
 * record may stand under another person's name, and a good card must always work again.
 */
import { setTimeout as delay } from 'node:timers/promises';
import { CATALOGUE, catalogueCard } from '../../lab/cards/catalogue.ts';
import { scripted, type CardScript } from '../../lab/cards/card.ts';
import { startDemoWorld, type DemoWorld } from '../../lab/demo/world.ts';
import type { Fault } from '../../lab/site/faults.ts';
import { VirtualReader } from '../../lab/pcsc/vpcd-reader.ts';
import { untilReady } from '../../bench/driver/ready.ts';
import type { Load } from '../../bench/driver/processes.ts';
import { DrivenProgram, monotonic, ROOT } from '../../bench/driver/program.ts';
import { Dice } from '../../unit/domain/identity/sample-people.ts';
import { look, wrongPatient } from './screen.ts';

const ACTIONS = {
  insert: 20,
  remove: 14,
  'pulled-while-read': 8,
  'bad-answer': 8,
  'slow-card': 3,
  click: 14,
  confirm: 8,
  close: 8,
  'site-fault': 5,
  'kill-cards': 2,
  'crash-site-page': 2,
  swap: 6,
  wait: 6,
} as const;
type Action = keyof typeof ACTIONS;

/** How often everything is put right and a good card is tried. */
const CHECK_EVERY = 25;
const GOOD_CARD_MS = 25_000;
const MEMORY_EVERY_MS = 30_000;
const REST_MS = 1_500;

export interface SoakReport {
  seconds: number;
  actions: Record<string, number>;
  recoveries: number;
  /** Milliseconds from a good card to its names, at each recovery. */
  readonly recoveryMs: number[];
  readonly loads: (Load & { readonly atSeconds: number })[];
  /** Records that were seen open, by the check after each action. */
  recordsSeen: number;
  readonly misses: string[];
  /** Processes that outlived the program. */
  orphans: number;
}

export async function soak(
  milliseconds: number,
  seed: number,
  say: (line: string) => void,
): Promise<SoakReport> {
  const world = await startDemoWorld({ practitioners: [], settings: { signIn: 'cpx' } });
  const program = await DrivenProgram.start({
    entry: ROOT,
    args: ['--config', world.configFile, '--user-data', world.userData],
    env: world.env,
  });
  const day = new Day(world, program, new Dice(seed), say);
  try {
    await day.run(milliseconds);
  } finally {
    await day.end();
    await world.close();
  }
  return day.report;
}

class Day {
  readonly report: SoakReport = {
    seconds: 0,
    actions: {},
    recoveries: 0,
    recoveryMs: [],
    loads: [],
    recordsSeen: 0,
    misses: [],
    orphans: 0,
  };
  readonly #world: DemoWorld;
  readonly #program: DrivenProgram;
  readonly #dice: Dice;
  readonly #say: (line: string) => void;
  readonly #slots: readonly VirtualReader[];
  readonly #begun = monotonic();
  #nextWeighing = 0;

  constructor(world: DemoWorld, program: DrivenProgram, dice: Dice, say: (line: string) => void) {
    this.#world = world;
    this.#program = program;
    this.#dice = dice;
    this.#say = say;
    this.#slots = world.readers.map(({ port }) => new VirtualReader(port));
  }

  async run(milliseconds: number): Promise<void> {
    await untilReady(this.#program, this.#slot(0));
    for (let count = 1; this.#elapsed() < milliseconds && !this.#program.ended; count += 1) {
      const action = this.#draw();
      this.report.actions[action] = (this.report.actions[action] ?? 0) + 1;
      await this.#act(action).catch((error: unknown) => this.#miss(`${action}: ${String(error)}`));
      await this.#check(action);
      if (count % CHECK_EVERY === 0) await this.#recover();
    }
    if (this.#program.ended) this.#miss(`the program ended: ${this.#program.errors}`);
    else await this.#recover();
    this.report.seconds = Math.round(this.#elapsed() / 1_000);
  }

  async end(): Promise<void> {
    for (const slot of this.#slots) await slot.remove();
    this.report.orphans = (await this.#program.quit()).length;
    if (this.report.orphans > 0) this.#miss(`${String(this.report.orphans)} processes outlived the program`);
  }

  #elapsed(): number {
    return monotonic() - this.#begun;
  }

  #slot(index: number): VirtualReader {
    const slot = this.#slots[index % this.#slots.length];
    if (slot === undefined) throw new Error('no reader');
    return slot;
  }

  #draw(): Action {
    const entries = Object.entries(ACTIONS) as [Action, number][];
    let place = this.#dice.below(entries.reduce((sum, [, weight]) => sum + weight, 0));
    for (const [action, weight] of entries) {
      place -= weight;
      if (place < 0) return action;
    }
    return 'wait';
  }

  async #act(action: Action): Promise<void> {
    const dice = this.#dice;
    const slot = this.#slot(dice.chance(0.85) ? 0 : 1);
    const pause = 100 + dice.below(900);
    switch (action) {
      case 'insert':
        await this.#insert(slot);
        break;
      case 'remove':
        await slot.remove();
        break;
      case 'pulled-while-read':
        await this.#insert(slot, { pulledOutAfter: dice.below(5), delayMs: dice.below(120) });
        break;
      case 'bad-answer':
        await this.#insert(slot, this.#badAnswer());
        break;
      case 'slow-card':
        await this.#insert(slot, { delayMs: 300 + dice.below(500) });
        break;
      case 'swap':
        await this.#insert(slot);
        await delay(dice.below(600));
        await this.#insert(slot);
        break;
      case 'click':
        await this.#click();
        break;
      case 'confirm':
        await this.#pressAny('/confirm/');
        break;
      case 'close':
        await this.#pressIn('/visit/', 'Fermer le dossier');
        break;
      case 'site-fault':
        this.#world.site.control.faults.inject({
          host: 'plain',
          times: 1 + dice.below(3),
          fault: this.#fault(),
        });
        break;
      case 'kill-cards':
        await this.#kill('DMP Direct cards');
        break;
      case 'crash-site-page':
        await this.#program.ask('crashSite', {});
        break;
      case 'wait':
        await delay(1_500);
    }
    await delay(pause);
  }

  async #insert(slot: VirtualReader, script: CardScript = {}): Promise<void> {
    const id = this.#dice.chance(0.5)
      ? this.#dice.oneOf(['claire', 'famille', 'amadou'] as const)
      : this.#dice.oneOf(CATALOGUE).id;
    const card = catalogueCard(id).make();
    await slot.insert(Object.keys(script).length === 0 ? card : scripted(card, script));
  }

  #badAnswer(): CardScript {
    const dice = this.#dice;
    const command = 1 + dice.below(4);
    const sw = dice.oneOf([0x6a82, 0x6982, 0x6d00, 0x6e00, 0x6f00, 0x6281, 0x6985]);
    return dice.oneOf<CardScript>([
      { statusAt: { command, sw } },
      { garbageFrom: command },
      { stumpFrom: command },
    ]);
  }

  #fault(): Fault {
    return this.#dice.oneOf<Fault>([
      { kind: 'reset' },
      { kind: 'status', status: this.#dice.oneOf([401, 403, 404, 500, 502, 503]) },
      { kind: 'delay', milliseconds: 200 + this.#dice.below(1_500) },
      { kind: 'drip', milliseconds: 50, lines: 20 },
      { kind: 'large', bytes: 2_000_000 },
    ]);
  }

  async #click(): Promise<void> {
    const choose = this.#dice.below(5);
    await this.#program.evaluateIfThere(
      '/launcher/',
      `(() => {
        const people = [...document.querySelectorAll('input[name=person]')];
        people[${String(choose)} % Math.max(1, people.length)]?.click();
      })()`,
    );
    await delay(50);
    await this.#pressIn('/launcher/', 'Ouvrir le DMP');
  }

  /** Presses a button if the window and the button are there. */
  async #pressIn(window: string, text: string): Promise<void> {
    await this.#program.evaluateIfThere(
      window,
      `[...document.querySelectorAll('button')].find((one) => !one.disabled && one.textContent.includes(${JSON.stringify(text)}))?.click()`,
    );
  }

  async #pressAny(window: string): Promise<void> {
    if (!(await this.#program.urls()).some((url) => url.includes(window))) return;
    const which = this.#dice.below(2);
    await this.#program.evaluate(
      window,
      `(() => { const all = [...document.querySelectorAll('button')].filter((one) => !one.disabled); all[${String(which)} % Math.max(1, all.length)]?.click(); })()`,
    );
  }

  async #kill(name: string): Promise<void> {
    const pid = await this.#program.ask<number | null>('pidOf', { name });
    if (pid !== null) process.kill(pid, 'SIGKILL');
  }

  /** After every action: the program lives, and who is shown is who was opened. Looked at twice before it counts. */
  async #check(action: Action): Promise<void> {
    if (this.#program.ended) return;
    const first = await look(this.#program);
    if (first.site.some((url) => url.includes('/AccesDirect/'))) this.report.recordsSeen += 1;
    if (wrongPatient(first) === null) return;
    await delay(250);
    const second = await look(this.#program);
    const wrong = wrongPatient(second);
    if (wrong !== null && second.site.join() === first.site.join()) this.#miss(`after ${action}: ${wrong}`);
  }

  /** Everything is put right; then a good card must be read, and its holder's record opened. */
  async #recover(): Promise<void> {
    this.#world.site.control.faults.clear();
    for (const slot of this.#slots) await slot.remove();
    const program = this.#program;
    try {
      const deadline = Date.now() + GOOD_CARD_MS;
      for (;;) {
        await this.#pressIn('/confirm/', 'Rester');
        await this.#pressIn('/visit/', 'Fermer le dossier');
        const { launcher, visit, site } = await look(program);
        if (site.length === 0 && visit === null && launcher.includes('Lecteur prêt')) break;
        if (Date.now() > deadline)
          throw new Error(`never at rest again: ${JSON.stringify({ launcher, visit, site })}`);
        await delay(200);
      }
      // Long enough for pcscd to see the reader empty, and for what was closed to be gone.
      await delay(REST_MS);
      if (this.#elapsed() >= this.#nextWeighing) await this.#weigh();
      const begun = monotonic();
      await this.#slot(0).insert(catalogueCard('claire').make());
      await program.shown('/launcher/', 'MARTIN Claire', GOOD_CARD_MS);
      this.report.recoveryMs.push(monotonic() - begun);
      this.report.recoveries += 1;
    } catch (error) {
      this.#miss(`a good card did not work: ${String(error)}`);
    }
  }

  /** Only at rest, so that one weighing can be compared with another. */
  async #weigh(): Promise<void> {
    this.#nextWeighing = this.#elapsed() + MEMORY_EVERY_MS;
    const load = await this.#program.load();
    this.report.loads.push({ ...load, atSeconds: Math.round(this.#elapsed() / 1_000) });
    this.#say(
      `${String(Math.round(this.#elapsed() / 1_000))} s: ${(load.pssKib / 1_024).toFixed(0)} MiB in ${String(load.processes)} processes, ` +
        `${String(load.handles)} handles, ${String(this.report.recoveries)} recoveries, ${String(this.report.misses.length)} misses`,
    );
  }

  #miss(sentence: string): void {
    this.#say(`MISS at ${(this.#elapsed() / 1_000).toFixed(1)} s: ${sentence}`);
    this.report.misses.push(sentence);
  }
}
