/** The helpdesk's events of a consultation, as they lie in the program's own file. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { LAB_PIN } from '../lab/softhsm/index.ts';
import { cardRead, command, openDashboard, typePin } from './sign-in-steps.ts';
import { poll, start } from './support.ts';

test('a consultation and the end are told in their order, and who it was by nobody', async () => {
  const program = await start({ cards: [[1, 'cps3']], practitioners: ['cps'], settings: { signIn: 'cpx' } });
  const events = async (): Promise<readonly string[]> => {
    // Made by the first event.
    const file = join(program.world.userData, 'logs', 'evenements.log');
    const text = await readFile(file, 'utf8').catch(() => '');
    return text
      .trimEnd()
      .split('\n')
      .map((line) => line.slice(line.indexOf('DMP-')));
  };
  try {
    await cardRead(program);
    await openDashboard(program);
    await typePin(program, LAB_PIN);
    await program.sitePage('/AccesDirect/TableauDeBord');
    await poll(events).toContain('DMP-310 Connexion établie par carte');
    await command(await program.page('visit'), 'close');
    await poll(events).toContain('DMP-301 Dossier fermé');
    await program.app.close();
    const told = await events();
    expect(told[0]).toMatch(/^DMP-100 DMP Direct .* démarré, environnement test, programme 1 de ce compte$/);
    expect(told).toContain('DMP-110 Politique en vigueur\u00a0: 0\u00a0réglage imposé, 0\u00a0proposé');
    const order = ['DMP-220', 'DMP-300 Dossier ouvert (sans patient)', 'DMP-310', 'DMP-301', 'DMP-101'];
    const places = order.map((wanted) => told.findIndex((line) => line.startsWith(wanted)));
    expect(places).toEqual([...places].sort((one, other) => one - other));
    expect(places).not.toContain(-1);
  } finally {
    await program.close().catch(() => undefined);
  }
});
