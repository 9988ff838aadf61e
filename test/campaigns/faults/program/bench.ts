/** The whole program in Electron, with a site, a network, a clock, a disk and helpers that fail. */
import { sample, type Bench, type BenchContext, type Fault } from '../fault.ts';
import { certificateFaults } from './certificates.ts';
import { clockFaults } from './clock.ts';
import { ProgramDesk } from './desk.ts';
import { engineEventFaults } from './engine-events.ts';
import { pageFaults } from './page.ts';
import { cryptolibProcessFaults, processFaults } from './processes.ts';
import { profileFaults } from './profile.ts';
import { siteFaults } from './site.ts';
import { wireFaults } from './wire.ts';

const SHORT_PER_KIND = 1;

/** A program without a practitioner's card: the site lets everybody in, so that what fails is something else. */
export async function openProgramBench(context: BenchContext): Promise<Bench> {
  const desk = await ProgramDesk.start();
  return bench('the whole program', desk, context, [
    ...siteFaults(desk),
    ...wireFaults(desk),
    ...certificateFaults(desk),
    ...pageFaults(desk),
    ...processFaults(desk),
    ...engineEventFaults(desk),
    ...clockFaults(desk),
    ...profileFaults(desk),
  ]);
}

/** A program with a practitioner's card, whose Cryptolib is asked for every record. */
export async function openPractitionerBench(context: BenchContext): Promise<Bench> {
  const desk = await ProgramDesk.start(['cps']);
  return bench('the program with a practitioner’s card', desk, context, cryptolibProcessFaults(desk));
}

function bench(name: string, desk: ProgramDesk, { short, seed }: BenchContext, all: readonly Fault[]): Bench {
  return {
    name,
    faults: short ? sample(all, SHORT_PER_KIND, seed) : all,
    close: () => desk.close(),
  };
}
