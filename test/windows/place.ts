/** Where things are in the room that `npm run test:windows` makes (scripts/lib/windows-room.mjs). */
import { join } from 'node:path';

/** The program's folder: what would be `resources` of an installed one. */
export const PROGRAM = 'C:\\Program Files\\DMPDirect';
/** Entry of the native processes, as it ships. */
export const NATIVE = join(PROGRAM, 'app', 'out', 'native', 'index.mjs');
/** A compiled stand-in. */
export const dll = (name: string): string => join(PROGRAM, 'dll', name);
/** What starts another program as a service of Windows (test/lab/windows/service.c). */
export const SERVICE = join(PROGRAM, 'helper', 'service.exe');
/** What tells of the account that it runs as (harness/account-probe.ts). */
export const PROBE = join(PROGRAM, 'tests', 'account-probe.mjs');
export const HELPER = join(PROGRAM, 'helper', 'ssv-helper.exe');

/** The short form is the part that is in `npm test`. */
export const SHORT = process.env.DMP_TEST_SHORT === '1';

/** Whether the machine starts 32-bit programs at all: where it does not, what needs one is skipped and counted so. */
export const RUNS_32_BITS = process.env.DMP_TEST_32_BITS === '1';

/** Orders for the room's PC/SC service. */
export async function service(order: 'start' | 'stop' | 'kill'): Promise<void> {
  const answer = await fetch(`http://127.0.0.1:7799/service/${order}`, { method: 'POST' });
  if (!answer.ok) throw new Error(await answer.text());
}

/** The virtual readers, by Debian's names for them. */
export const READERS = [
  { name: 'Virtual PCD 00 00', port: 35_963 },
  { name: 'Virtual PCD 00 01', port: 35_964 },
  { name: 'Virtual PCD 2 00 00', port: 35_965 },
  { name: 'Virtual PCD 2 00 01', port: 35_966 },
] as const;
