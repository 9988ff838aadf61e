/** What the tests of signing in do again and again, as a person would. */
import { expect, type Page } from '@playwright/test';
import type { PageId } from '../../src/domain/site/pages.ts';
import type { LabCard } from '../lab/softhsm/card.ts';
import type { PractitionerKey } from '../lab/pki/practitioners.ts';
import { poll, type Running } from './support.ts';

/** Sends one of the launcher's or the visit's commands, as the button of that name does. */
export async function command(page: Page, name: string, params: object = {}): Promise<void> {
  await page.evaluate(
    ([asked, what]) => {
      const { dmp } = window as unknown as { dmp: { send: (name: string, params: object) => void } };
      dmp.send(asked, what);
    },
    [name, params] as const,
  );
}

/** Asks for the dashboard without a patient: signing in needs no Vitale. */
export async function openDashboard(program: Running): Promise<void> {
  await command(await program.page('launcher'), 'openDashboard');
}

/** The window closes with its answer, so the key press may find it gone. */
export async function typePin(program: Running, pin: string): Promise<void> {
  const window = await program.page('pin');
  // Waits until the field takes keys: half a second after the window has taken the focus.
  await window.getByLabel('Code porteur').fill(pin);
  await window.keyboard.press('Enter').catch(() => undefined);
  await poll(() => window.isClosed()).toBe(true);
}

export function windowsOf(program: Running, kind: 'pin' | 'proxy' | 'confirm'): Page[] {
  return program.app.windows().filter((page) => page.url().startsWith(`app://dmp-direct/${kind}/`));
}

/** Waits until the visit shows this title in the site's place. */
export async function stopped(program: Running, title: string): Promise<Page> {
  const visit = await program.page('visit');
  await expect(visit.getByRole('heading', { name: title })).toBeVisible();
  return visit;
}

export async function startOver(program: Running): Promise<void> {
  const visit = await program.page('visit');
  await visit.getByRole('button', { name: 'Recommencer la connexion' }).click();
}

export async function openPage(program: Running, page: PageId): Promise<void> {
  await command(await program.page('visit'), 'openPage', { page });
}

/** The card of a practitioner; these tests need a compiler (`setup` brings it). */
export function cardOf(program: Running, key: PractitionerKey): LabCard {
  const card = program.world.tokens?.tokens.find((token) => token.key === key)?.card;
  if (card === null || card === undefined) throw new Error(`no card was made for ${key}`);
  return card;
}

/** Waits until the launcher shows that the practitioner's card has been read. */
export async function cardRead(program: Running, text = /CPS · Dr/): Promise<void> {
  await expect((await program.page('launcher')).getByText(text).first()).toBeVisible();
}
