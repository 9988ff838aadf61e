/**
 * Click → first content of the record over mutual TLS, in the view that was warmed up during the read and in a fresh
 * one, and the same page in a Chromium that is started for it; then the whole journey from the card to the page.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { CLAIRE } from '../../lab/cards/people.ts';
import { startDemoWorld, type DemoWorld } from '../../lab/demo/world.ts';
import { catalogueCard } from '../../lab/cards/catalogue.ts';
import { LAB_PIN } from '../../lab/softhsm/index.ts';
import { sample } from '../driver/statistics.ts';
import { timedReader } from '../driver/cards.ts';
import { Chromium, chromiumIsThere, makeChromiumHome, type ChromiumHome } from '../driver/chromium.ts';
import { DrivenProgram, monotonic, ROOT } from '../driver/program.ts';
import { untilReady } from '../driver/ready.ts';
import { atMost, figure, type BenchOptions, type Figure, type Say } from '../figures.ts';

const RECORD = `/AccesDirect/TableauDeBord/${CLAIRE.nir}`;
const WAITING = 'Insérez la carte Vitale';
/** How fast the robot types. */
const KEY_EVERY_MS = 200;
/** A practitioner looks at the list before clicking: long enough for the view to be ready, as on any workstation. */
const LOOK_MS = 700;

interface Times {
  readonly warm: number[];
  /** Connecting, connected, first byte, first content of the warmed pages. */
  readonly parts: (readonly number[])[];
  readonly fresh: number[];
  readonly chromium: number[];
  readonly tab: number[];
  readonly journey: number[];
  readonly chromiumJourney: number[];
}

/** Each takes ten seconds: five records, a start of Chromium and a tab of it. */
const MOST_TIMES = 7;

export async function measurePages(asked: BenchOptions, say: Say): Promise<readonly Figure[]> {
  const options = { ...asked, times: Math.min(asked.times, MOST_TIMES) };
  const world = await startDemoWorld({ practitioners: ['cps'], settings: { signIn: 'cpx' } });
  const directory = await mkdtemp(join(tmpdir(), 'dmp-direct-chromium-'));
  const times: Times = {
    warm: [],
    parts: [],
    fresh: [],
    chromium: [],
    tab: [],
    journey: [],
    chromiumJourney: [],
  };
  const cpxSlot = timedReader(world.readers[1]?.port ?? 0);
  try {
    await cpxSlot.insert(catalogueCard('cps3').make());
    await measureOurs(world, times, options, say);
    if (await chromiumIsThere()) await measureChromium(world, directory, times, options, say);
    else say('there is no /usr/bin/chromium: its journeys are left out');
  } finally {
    await cpxSlot.remove();
    await world.close();
    await rm(directory, { recursive: true, force: true });
  }
  return figures(times);
}

async function measureOurs(world: DemoWorld, times: Times, options: BenchOptions, say: Say): Promise<void> {
  const program = await DrivenProgram.start({
    entry: ROOT,
    args: ['--config', world.configFile, '--user-data', world.userData],
    env: world.env,
  });
  const slot = timedReader(world.readers[0]?.port ?? 0);
  try {
    await untilReady(program, slot);
    // The first sign-in of the program's life asks for the PIN; it is not measured.
    await slot.insert(catalogueCard('claire').make());
    await typePin(program);
    await closeRecord(program, 0);
    await slot.remove();
    for (let time = 0; time < options.times; time += 1) {
      await program.shown('/launcher/', WAITING);
      await slot.insert(catalogueCard('famille').make());
      await program.shown('/launcher/', 'MARTIN Hugo');
      times.warm.push(await openRecord(program, times.parts));
      await program.shown('/launcher/', 'MARTIN Hugo');
      times.fresh.push(await openRecord(program));
      await slot.remove();
      await program.shown('/launcher/', WAITING);

      const inserted = monotonic();
      await slot.insert(catalogueCard('claire').make());
      const painted = await program.paint(RECORD, inserted);
      times.journey.push(painted.at - inserted);
      await closeRecord(program, inserted);
      await slot.remove();
      say(
        `pages ${String(time + 1)}/${String(options.times)}: warmed ${last(times.warm)}, fresh ${last(times.fresh)}, ` +
          `journey ${last(times.journey)} ms`,
      );
    }
  } finally {
    await slot.remove();
    await program.quit();
  }
}

const last = (values: readonly number[]): string => (values.at(-1) ?? NaN).toFixed(0);

async function typePin(program: DrivenProgram): Promise<void> {
  await program.shown('/pin/', 'Code porteur');
  // Keys count from half a second after the window has the keyboard: what was meant for another program is not taken.
  await program.evaluate(
    '/pin/',
    `new Promise((resolve) => {
      const look = () => (document.querySelector('input').readOnly ? setTimeout(look, 20) : resolve(true));
      look();
    })`,
  );
  await program.evaluate(
    '/pin/',
    `(() => {
      const field = document.querySelector('input');
      field.value = ${JSON.stringify(LAB_PIN)};
      field.dispatchEvent(new InputEvent('input', { bubbles: true }));
      field.form.requestSubmit();
    })()`,
  );
}

/** Chooses the person of the family whose record is to be opened, and looks at what the button says. */
async function choosePerson(program: DrivenProgram): Promise<void> {
  await program.evaluate(
    '/launcher/',
    `[...document.querySelectorAll('label.person')].find((one) => one.textContent.includes('Claire')).control.click()`,
  );
  await delay(LOOK_MS);
}

/** Clicks, waits for the record and closes it; gives the time from the click to the first content. */
async function openRecord(program: DrivenProgram, parts: (readonly number[])[] = []): Promise<number> {
  await choosePerson(program);
  const clicked = await program.press('/launcher/', 'Ouvrir le DMP de Claire');
  const painted = await program.paint(RECORD, clicked);
  if (painted.parts !== undefined) parts.push(painted.parts);
  await closeRecord(program, clicked);
  return painted.at - clicked;
}

async function closeRecord(program: DrivenProgram, since: number): Promise<void> {
  await program.paint(RECORD, since);
  await program.press('/visit/', 'Fermer le dossier');
  await untilGone(program);
}

/** Until no page of the site is left. */
async function untilGone(program: DrivenProgram): Promise<void> {
  const deadline = Date.now() + 20_000;
  while ((await program.urls()).some((url) => url.startsWith('https://'))) {
    if (Date.now() > deadline) throw new Error('the record stays open');
    await delay(10);
  }
}

async function measureChromium(
  world: DemoWorld,
  directory: string,
  times: Times,
  options: BenchOptions,
  say: Say,
): Promise<void> {
  const home = await makeChromiumHome(directory, world.site.pki);
  const origin = world.site.urls.cpx;
  await measureTabs(home, origin, times, options);
  for (let time = -1; time < options.times; time += 1) {
    const direct = new Chromium(home, origin + RECORD);
    const page = (await direct.paint(RECORD)) - direct.startedAt;
    await direct.quit();

    const search = new Chromium(home, `${origin}/AccesDirect/TableauDeBord`);
    await search.paint('/AccesDirect/TableauDeBord');
    await search.evaluate('document.querySelector("#ins").focus()');
    await search.type(CLAIRE.nir, KEY_EVERY_MS);
    const journey = (await search.paint(CLAIRE.nir)) - search.startedAt;
    await search.quit();
    if (time < 0) continue;
    times.chromium.push(page);
    times.chromiumJourney.push(journey);
    say(
      `chromium ${String(time + 1)}/${String(options.times)}: page ${page.toFixed(0)}, journey ${journey.toFixed(0)} ms`,
    );
  }
}

/** The same address in a new tab of a Chromium that has the site open: what whoever works with a browser has today. */
async function measureTabs(
  home: ChromiumHome,
  origin: string,
  times: Times,
  options: BenchOptions,
): Promise<void> {
  const running = new Chromium(home, `${origin}/AccesDirect/TableauDeBord`);
  try {
    await running.paint('/AccesDirect/TableauDeBord');
    for (let time = -1; time < options.times; time += 1) {
      const opened = await running.openTab(origin + RECORD);
      const took = (await running.paint(RECORD)) - opened;
      await running.closeTab();
      if (time >= 0) times.tab.push(took);
    }
  } finally {
    await running.quit();
  }
}

/** Where the time of a warmed page goes: most of it is the site's own. */
function partsNote({ warm, parts }: Times): string {
  const at = (place: number): number => sample(parts.map((one) => one[place] ?? NaN)).median;
  const [connecting, connected, answered, painted] = [at(0), at(1), at(2), at(3)] as const;
  const before = sample(warm).median - painted;
  return (
    `Of the warmed page: ${before.toFixed(0)} ms from the click to the navigation, ${connecting.toFixed(0)} until it connects, ` +
    `${(connected - connecting).toFixed(0)} for the mutual handshake, ${(answered - connected).toFixed(0)} until the first byte, ` +
    `${(painted - answered).toFixed(0)} until the first content.`
  );
}

function figures(times: Times): readonly Figure[] {
  const warmed = {
    title: 'Click → first content of the record, view warmed up during the read',
    unit: 'ms',
    ours: times.warm,
  };
  const againstFresh = figure({
    id: 'page-fresh',
    ...warmed,
    baseline: times.fresh,
    baselineName: 'the same click in a fresh window and view',
    target: atMost(0.5),
    headline: true,
    note: partsNote(times),
  });
  if (times.chromium.length === 0) return [againstFresh];
  return [
    againstFresh,
    figure({
      id: 'page-chromium',
      ...warmed,
      baseline: times.chromium,
      baselineName: 'Chromium started on that address, certificate chosen by policy, no PIN',
      target: atMost(0.2),
      headline: true,
    }),
    figure({
      id: 'page-tab',
      ...warmed,
      baseline: times.tab,
      baselineName: 'a new tab of a Chromium that runs and has the site open',
      note: 'The tab goes on with the connection, the certificate and the session of the one before: no handshake, no choice, and for every patient the same session. Ours has none of the three: each record has a session of its own.',
    }),
    figure({
      id: 'journey',
      title: 'Card inserted → first content of the record',
      unit: 'ms',
      ours: times.journey,
      baseline: times.chromiumJourney,
      baselineName: `Chromium started, INS typed at ${String(KEY_EVERY_MS)} ms a key, Enter`,
      note: 'Ours counts from the movement of the card: PC/SC itself takes up to half a second to see it here.',
      headline: true,
    }),
  ];
}
