import { setTimeout as delay } from 'node:timers/promises';
import { catalogueCard } from '../../lab/cards/catalogue.ts';
import type { VirtualReader } from '../../lab/pcsc/vpcd-reader.ts';
import type { DrivenProgram } from './program.ts';

const PATIENCE_MS = 30_000;

/**
 * Waits until the program watches its readers, which no window tells: a card of a family goes in (it opens nothing by
 * itself) and out again. The reader itself may not listen yet when it is simulated in the program's own process.
 */
export async function untilReady(program: DrivenProgram, slot: VirtualReader): Promise<void> {
  await program.shown('/launcher/', 'Insérez la carte Vitale');
  const deadline = Date.now() + PATIENCE_MS;
  for (;;) {
    const inserted = await slot.insert(catalogueCard('famille').make()).then(
      () => true,
      () => false,
    );
    if (inserted) break;
    if (Date.now() > deadline) throw new Error('the readers do not listen');
    await delay(50);
  }
  await program.shown('/launcher/', 'MARTIN Hugo');
  await slot.remove();
  await program.shown('/launcher/', 'Insérez la carte Vitale');
}
