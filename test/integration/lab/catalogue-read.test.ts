import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import type { FailureCode } from '../../../src/domain/failures/index.ts';
import { watchReaders } from '../../../src/native/pcsc/watch.ts';
import { createVitaleReader } from '../../../src/native/vitale/reader.ts';
import { CATALOGUE, type CardId } from '../../lab/cards/catalogue.ts';
import { createInProcessService } from '../../lab/pcsc/in-process-service.ts';

/** The cards that cannot be read, and what the program says of each; all others give their people. */
const UNREADABLE: Partial<Record<CardId, FailureCode>> = {
  tronquee: 'VITALE-INCOHERENTE',
  incoherente: 'VITALE-INCOHERENTE',
  abimee: 'VITALE-ILLISIBLE',
  'sans-application': 'VITALE-ILLISIBLE',
  illisible: 'VITALE-INCOHERENTE',
  'reponse-trop-courte': 'VITALE-TRANSMISSION',
  arrachee: 'VITALE-RETIREE',
  muette: 'VITALE-MUETTE',
  'vitale-1': 'VITALE-1',
  cps3: 'VITALE-PROFESSIONNEL',
  cps4: 'VITALE-PROFESSIONNEL',
  inconnue: 'VITALE-INCONNUE',
  sosie: 'VITALE-INCONNUE',
};

describe('the program’s own reader, with every card of the catalogue', () => {
  it.concurrent.each(CATALOGUE.map((entry) => [entry.id, entry] as const))('%s', async (id, entry) => {
    const service = createInProcessService(['Lecteur']);
    const watcher = watchReaders({
      service,
      onSnapshot: () => undefined,
      now: () => performance.now(),
      pause: (milliseconds) => delay(milliseconds),
    });
    const reader = createVitaleReader({ service, current: (name) => watcher.current(name) });
    await delay(0);
    const card = entry.make();
    await service.slots[0]!.insert(card);
    await delay(0);
    const reading = await reader.read('Lecteur', watcher.current('Lecteur')!.insertion);
    watcher.stop();
    await watcher.ended;

    if (!reading.ok) {
      expect(reading.failure.code).toBe(UNREADABLE[id] ?? 'a reading');
      return;
    }
    expect(UNREADABLE[id]).toBeUndefined();
    const read = reading.value.beneficiaries.map(({ name, firstName, birthDate, nir }) => {
      return { name, firstName, birthDate, nir };
    });
    expect(read).toEqual(entry.people);
    if (id === 'claire') expect(card.log).toHaveLength(4);
  });
});
