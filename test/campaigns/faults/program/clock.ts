/** The clock jumps; the workstation sleeps, locks and wakes. */
import { setTimeout as delay } from 'node:timers/promises';
import { CLAIRE } from '../../../lab/cards/people.ts';
import type { Fault } from '../fault.ts';
import type { ProgramDesk } from './desk.ts';

/** Jumps of the clock in both directions, and the events of power and session in unusual orders. */
export function clockFaults(desk: ProgramDesk): Fault[] {
  const jump = (name: string, milliseconds: number): Fault => ({
    kind: 'clock',
    name,
    inject: async () => {
      await desk.program.desk.insert(0, 'claire');
      await desk.program.sitePage(`/TableauDeBord/${CLAIRE.nir}`);
      await desk.program.app.evaluate((_electron, by) => {
        const real = globalThis as unknown as { realNow?: () => number };
        real.realNow ??= Date.now.bind(Date);
        const { realNow } = real;
        Date.now = () => realNow() + by;
      }, milliseconds);
      await delay(300);
      const misses = await desk.checkGood();
      await desk.program.app.evaluate(() => {
        const { realNow } = globalThis as unknown as { realNow: () => number };
        Date.now = realNow;
      });
      return misses;
    },
  });
  const power = (name: string, events: readonly string[]): Fault => ({
    kind: 'sleep and lock',
    name,
    inject: async () => {
      await desk.program.desk.insert(0, 'claire');
      await desk.program.sitePage(`/TableauDeBord/${CLAIRE.nir}`);
      await desk.program.app.evaluate(async ({ powerMonitor }, all) => {
        for (const event of all) {
          (powerMonitor as unknown as NodeJS.EventEmitter).emit(event);
          await new Promise((resolve) => setTimeout(resolve, 50));
        }
      }, events);
      return desk.checkGood();
    },
  });
  const YEAR = 365 * 86_400_000;
  return [
    jump('ten years forward', 10 * YEAR),
    jump('ten years back', -10 * YEAR),
    jump('one hour forward', 3_600_000),
    jump('one hour back', -3_600_000),
    power('suspend and resume', ['suspend', 'resume']),
    power('resume without suspend', ['resume', 'resume']),
    power('everything at once', ['suspend', 'resume', 'suspend', 'suspend', 'resume']),
  ];
}
