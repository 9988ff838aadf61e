/** Programs that can hold a reader (field.md 6), by the names of their processes. */
import type { FailureCode } from '../failures/index.ts';
import type { WorkstationFacts } from './facts.ts';

/** `moments`: it holds a card only for moments, and is not the first to close. */
export type Hold = 'exclusive' | 'moments';

interface HolderRow {
  readonly name: string;
  readonly hold: Hold;
  /** Whole names of processes, lower-case and without `.exe`. */
  readonly processes: readonly string[];
  /** Names that other programs have too: they count only where jFSE is on the disk. */
  readonly ofJfse?: readonly string[];
}

const HOLDERS: readonly HolderRow[] = [
  {
    name: 'jFSE',
    hold: 'exclusive',
    processes: ['lecteursv', 'gestion lecteur sv'],
    ofJfse: ['java', 'javaw', 'wrapper'],
  },
  {
    name: 'Cegedim (ClmLive, SynchroSystray, MMTCServer)',
    hold: 'exclusive',
    processes: ['clmlive', 'synchrosystray', 'mmtcserver'],
  },
  { name: 'Pyxvital', hold: 'exclusive', processes: ['pyxvital'] },
  { name: 'VitalZen', hold: 'exclusive', processes: ['vitalzen', 'fr.comunica.vitalzen'] },
  { name: 'Affid (FSE-NXT)', hold: 'exclusive', processes: ['fsenxt', 'stdnxt'] },
  {
    name: 'GALSS',
    hold: 'exclusive',
    processes: ['galsvw32', 'galsvw64', 'galssosx', 'galsssrv', 'galsvlux'],
  },
  { name: 'DMP Connect', hold: 'moments', processes: ['dmpconnect-js2'] },
  { name: 'SrvSVCNAM', hold: 'moments', processes: ['srvsvcnam'] },
  { name: 'CCM (Cryptolib CPS)', hold: 'moments', processes: ['ccm'] },
];

export interface Holder {
  readonly name: string;
  readonly hold: Hold;
}

/** Those that run, the ones that keep a reader to themselves first. */
export function readerHolders({
  processes,
  hasJfse,
}: Pick<WorkstationFacts, 'processes' | 'hasJfse'>): readonly Holder[] {
  const running = new Set(processes);
  const runs = (names: readonly string[] = []): boolean => names.some((name) => running.has(name));
  return HOLDERS.filter((row) => runs(row.processes) || (hasJfse && runs(row.ofJfse))).map(
    ({ name, hold }) => ({ name, hold }),
  );
}

/** Those that run as a sentence names them, and the first of them to close; null when none runs. */
export function namedHolders(
  facts: Pick<WorkstationFacts, 'processes' | 'hasJfse'>,
): { readonly programs: string; readonly first: string } | null {
  const names = [...readerHolders(facts)]
    .sort((one, other) => Number(one.hold === 'moments') - Number(other.hold === 'moments'))
    .map(({ name }) => name);
  const [first] = names;
  return first === undefined ? null : { programs: names.join(', '), first };
}

/** Whether a code says that another program had the card or its reader. */
export function meansHeld(code: FailureCode): boolean {
  return code === 'CARTE-OCCUPEE' || code === 'SSV-GALSS-OCCUPE';
}

/** Whether a program runs, by the whole name of its process. */
export function isRunning(processes: readonly string[] | null, name: string): boolean | null {
  return processes === null ? null : processes.includes(name);
}
