/** The short form of the campaign's late events of the engine: a page closes itself, and then they come. */
import { expect, test } from '@playwright/test';
import { ProgramDesk } from '../campaigns/faults/program/desk.ts';
import { engineEventFaults } from '../campaigns/faults/program/engine-events.ts';

test('events of a page that is gone end nobody, and the next card opens its own record', async () => {
  test.setTimeout(120_000);
  const desk = await ProgramDesk.start();
  try {
    for (const fault of engineEventFaults(desk).filter(({ name }) => name.endsWith(', closed before')))
      expect(await fault.inject(), fault.name).toEqual([]);
  } finally {
    await desk.close();
  }
});
