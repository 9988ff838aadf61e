/**
 * What is said when a sign-in fails once the card has answered: by a site, and a card, that do each. The engine's own
 * codes are asserted beside our words: the table in docs/technical/sign-in.md says which of them were met here.
 */
import { expect, test } from '@playwright/test';
import { startBetween, type Between, type Spoiling } from '../lab/site/between.ts';
import { LAB_PIN } from '../lab/softhsm/index.ts';
import { furtherRow } from './desk-work.ts';
import { cardOf, cardRead, command, openDashboard, typePin } from './sign-in-steps.ts';
import { poll, start, type Running } from './support.ts';

let running: Running;
let between: Between;

test.beforeAll(async () => {
  between = await startBetween();
  running = await start({
    cards: [[1, 'cps3']],
    practitioners: ['cps'],
    settings: ({ urls }) => {
      between.target = Number(new URL(urls.cpx).port);
      return {
        webPs: { cpx: { hosts: [`https://wps-cps.localhost:${String(between.port)}`] }, ecps: { hosts: [] } },
      };
    },
  });
  await cardRead(running);
  await running.app.evaluate(({ app }) => {
    const heard: number[] = [];
    Object.assign(globalThis, { heardCodes: heard });
    app.on('web-contents-created', (_event, contents) => {
      contents.on('did-fail-load', (_failed, code) => heard.push(code));
    });
  });
});

test.afterEach(async () => {
  between.spoiling = null;
  cardOf(running, 'cps').signsWith(0);
  // Its PIN was not proven: the budget comes back with the card.
  await running.desk.remove(1);
  const visit = running.app.windows().find((page) => page.url().includes('/visit/'));
  if (visit !== undefined) await command(visit, 'close');
  await poll(() => running.app.windows().some((page) => page.url().includes('/visit/'))).toBe(false);
  await running.desk.insert(1, 'cps3');
  await cardRead(running);
});

test.afterAll(async () => {
  await running.close();
  between.close();
});

/** The engine's codes since the last time that they were asked for. */
function codes(): Promise<number[]> {
  return running.app.evaluate(() => (globalThis as unknown as { heardCodes: number[] }).heardCodes.splice(0));
}

/** Signs in as far as it goes: the engine gives this code, the stop screen that one, and no card is asked for. */
async function expectSaid(netError: number | readonly number[], code: string): Promise<void> {
  await codes();
  await openDashboard(running);
  await typePin(running, LAB_PIN);
  const visit = await running.page('visit');
  await expect(visit.getByText(code, { exact: true })).toBeVisible();
  await expect(visit.getByText(/Insérez votre carte/)).toHaveCount(0);
  const [heard] = await codes();
  expect([netError].flat()).toContain(heard);
}

/** Which of them depends on whether its request had gone out by then. */
const BEHIND_HANDSHAKE = [-324, -15];

const alert = (description: number): Spoiling => ({ kind: 'alert', description });

/** TLS's alerts by their numbers (RFC 5246, 7.2; RFC 8446 for 116), as a site may answer a certificate. */
const BY_SITE: readonly (readonly [
  name: string,
  spoiling: Spoiling,
  netError: number | readonly number[],
  code: string,
])[] = [
  ['bad certificate', alert(42), -117, 'SITE-CARTE-REFUSEE'],
  ['unsupported certificate', alert(43), -117, 'SITE-CARTE-REFUSEE'],
  ['certificate revoked', alert(44), -117, 'SITE-CARTE-REFUSEE'],
  ['certificate expired', alert(45), -117, 'SITE-CARTE-REFUSEE'],
  ['certificate unknown', alert(46), -117, 'SITE-CARTE-REFUSEE'],
  ['unknown authority', alert(48), -117, 'SITE-CARTE-REFUSEE'],
  ['access denied', alert(49), -117, 'SITE-CARTE-REFUSEE'],
  ['certificate required', alert(116), -117, 'SITE-CARTE-REFUSEE'],
  ['decrypt error', alert(51), -153, 'SITE-SIGNATURE-REFUSEE'],
  ['handshake failure', alert(40), -107, 'SITE-CARTE-COUPEE'],
  ['internal error', alert(80), -107, 'SITE-CARTE-COUPEE'],
  ['the end of the connection', { kind: 'close' }, BEHIND_HANDSHAKE, 'SITE-CARTE-COUPEE'],
  ['the end of the connection in the handshake', { kind: 'close in handshake' }, -100, 'SITE-CARTE-COUPEE'],
  ['a connection torn off', { kind: 'reset' }, -101, 'SITE-CARTE-COUPEE'],
  // Ed25519, which no card has.
  [
    'a request for a signature that no card gives',
    { kind: 'scheme', scheme: 0x0807 },
    -177,
    'CPX-ALGORITHMES',
  ],
];

for (const [index, [name, spoiling, netError, code]] of BY_SITE.entries())
  test(`the site’s answer to the card is told: ${name}`, furtherRow(index), async () => {
    between.spoiling = spoiling;
    await expectSaid(netError, code);
  });

/** PKCS#11's answers to a signature. */
const BY_CARD: readonly (readonly [name: string, answer: number])[] = [
  ['an error of the device', 0x30],
  ['pulled out meanwhile', 0x32],
  ['another program has logged it out', 0x101],
];

for (const [index, [name, answer]] of BY_CARD.entries())
  test(`a card that does not sign is told: ${name}`, furtherRow(index), async () => {
    cardOf(running, 'cps').signsWith(answer);
    await expectSaid(-141, 'CPX-SIGNATURE');
  });
