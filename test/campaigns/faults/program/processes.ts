/** The program's processes killed, frozen, or replaced by ones that flood, lie and loop. */
import { setTimeout as delay } from 'node:timers/promises';
import { CLAIRE } from '../../../lab/cards/people.ts';
import type { Fault } from '../fault.ts';
import type { HelperRole, ProgramDesk } from './desk.ts';

/** Longer than a process that hangs has to say that it turns, once somebody looks (src/main/cards/cards.ts). */
const UNTIL_NOTICED_MS = 20_000;
/** A hostile process has this long to do its worst. */
const HOSTILE_MS = 2_500;
/** The launcher must answer within this, whatever a helper does. */
const RESPONSIVE_MS = 5_000;

/** What is wrong must be on the screen by then. */
const SHOWN_MS = 10_000;

/** What each way of being hostile is shown as in the launcher, where something is shown at all. */
const HOSTILE: Readonly<Record<string, string | null>> = {
  'floods-events': null,
  'floods-garbage': null,
  garbage: null,
  mute: null,
  dies: null,
  loops: null,
  'wrong-answers': 'PROCESSUS-REPONSE',
  'crossed-answers': 'VITALE-ILLISIBLE',
};

/** Everything that can be done to the process that speaks to the readers, and to the engine's own processes. */
export function processFaults(desk: ProgramDesk): Fault[] {
  return [
    ...(['SIGKILL', 'SIGTERM', 'SIGSEGV', 'SIGSTOP'] as const).flatMap((signal) => [
      signalled(desk, signal, 'without a card', -1),
      signalled(desk, signal, 'as a card comes', 100),
      signalled(desk, signal, 'in a read', 1_800),
    ]),
    frozenForGood(desk),
    ...Object.keys(HOSTILE).map((as) => hostile(desk, 'cards', as)),
    engineProcess(desk, 'the site’s page', 'Tab'),
    engineProcess(desk, 'the network process', 'Network Service'),
    engineProcess(desk, 'the graphics process', 'GPU'),
  ];
}

/** The same for the process of the Cryptolib, with a practitioner's card in the second reader. */
export function cryptolibProcessFaults(desk: ProgramDesk): Fault[] {
  const withCard = (fault: Fault): Fault => ({
    ...fault,
    inject: async () => {
      await desk.program.desk.insert(1, 'cps3');
      await desk.until('the Cryptolib’s process', async () => (await desk.pidOf('cryptolib')) > 0);
      return fault.inject();
    },
  });
  const kill = (signal: NodeJS.Signals): Fault => ({
    kind: 'Cryptolib’s process',
    name: `${signal} to the process of the Cryptolib`,
    inject: async () => {
      process.kill(await desk.pidOf('cryptolib'), signal);
      return desk.visitUnder(
        'page',
        () => undefined,
        () => undefined,
      );
    },
  });
  return [
    ...(['SIGKILL', 'SIGTERM', 'SIGSEGV', 'SIGSTOP'] as const).map(kill),
    ...Object.keys(HOSTILE).map((as) => hostile(desk, 'cryptolib', as)),
  ].map(withCard);
}

function signalled(desk: ProgramDesk, signal: NodeJS.Signals, when: string, waitMs: number): Fault {
  return {
    kind: 'helper process',
    name: `${signal} to the process of the cards ${when}`,
    inject: async () => {
      const pid = await desk.pidOf('cards');
      if (waitMs >= 0) {
        void desk.program.desk.insert(0, 'lente').catch(() => undefined);
        await delay(waitMs);
      }
      process.kill(pid, signal);
      await delay(1_500);
      // Frozen for a while only; `frozenForGood` is the other case.
      if (signal === 'SIGSTOP') process.kill(pid, 'SIGCONT');
      await desk.cardsReady();
      return desk.checkGood();
    },
  };
}

function frozenForGood(desk: ProgramDesk): Fault {
  return {
    kind: 'helper process',
    name: 'the process of the cards hangs and never wakes',
    inject: async () => {
      const pid = await desk.pidOf('cards');
      process.kill(pid, 'SIGSTOP');
      // No card is seen any more: whoever wonders looks at the launcher.
      await desk.program.app.evaluate(({ app }) => app.emit('activate'));
      await desk.until(
        'another process for the cards',
        async () => (await desk.pidOf('cards')) !== pid,
        UNTIL_NOTICED_MS,
      );
      await desk.cardsReady();
      return desk.checkGood();
    },
  };
}

function hostile(desk: ProgramDesk, role: HelperRole, as: string): Fault {
  const expected = role === 'cards' ? (HOSTILE[as] ?? null) : null;
  return {
    kind: 'hostile helper',
    name: `in the place of the process for ${role}: ${as}`,
    inject: async () => {
      const restore = await desk.replace(role, as);
      const misses: string[] = [];
      try {
        if (role === 'cryptolib') await desk.program.desk.insert(1, 'cps3');
        await delay(HOSTILE_MS);
        misses.push(...(await lookAt(desk, expected)));
      } finally {
        await restore();
      }
      await desk.cardsReady();
      return [...misses, ...(await desk.checkGood())];
    },
  };
}

async function lookAt(desk: ProgramDesk, expected: string | null): Promise<readonly string[]> {
  const launcher = await desk.launcher();
  const people = await Promise.race([launcher.locator('label.person').count(), delay(RESPONSIVE_MS, null)]);
  if (people === null) return ['the launcher does not answer any more'];
  const misses = people === 0 ? [] : ['somebody is on screen'];
  if (expected === null) return misses;
  // After several deaths in a row a process is started again only after five seconds.
  const shown = await launcher
    .getByText(expected, { exact: true })
    .waitFor({ timeout: SHOWN_MS })
    .then(
      () => true,
      () => false,
    );
  return shown ? misses : [...misses, `${expected} is not shown`];
}

function engineProcess(desk: ProgramDesk, what: string, type: string): Fault {
  return {
    kind: 'engine’s process',
    name: `${what} is killed with a record open`,
    inject: async () => {
      await desk.program.desk.insert(0, 'claire');
      await desk.program.sitePage(`/TableauDeBord/${CLAIRE.nir}`);
      process.kill(await desk.enginePid(type), 'SIGKILL');
      await delay(1_000);
      return desk.checkGood();
    },
  };
}
