/** Signing in by e-CPS while Pro Santé Connect, the phone or the site's way back fail. */
import { setTimeout as delay } from 'node:timers/promises';
import type { Page } from '@playwright/test';
import { openVisits } from '../../../e2e/desk-work.ts';
import { start, type Running } from '../../../e2e/support.ts';
import { AMADOU, CLAIRE } from '../../../lab/cards/people.ts';
import { LAB_PRACTITIONERS } from '../../../lab/pki/practitioners.ts';
import type { Fault as SiteFault } from '../../../lab/site/faults.ts';
import type { HostKind } from '../../../lab/site/journal.ts';
import { sample, type Bench, type BenchContext, type Fault } from '../fault.ts';

const SHORT_PER_KIND = 1;
const PATIENCE_MS = 20_000;
const PHONE_TIMEOUT_MS = 121_000;
/** What a fault ends with; null: the window can be closed, whatever it shows; `page`: a page of the site, too long. */
type Code = string | null;
/** Stands for the code that a place has for « not now ». */
const UNAVAILABLE = 'unavailable';

export async function openConnectBench({ seed, short }: BenchContext): Promise<Bench> {
  const desk = new ConnectDesk(await start({ practitioners: [], settings: { signIn: 'ecps' } }));
  const all = [...serverFaults(desk), ...answerFaults(desk), ...callbackFaults(desk)];
  return {
    name: 'Pro Santé Connect',
    faults: short ? sample(all, SHORT_PER_KIND, seed) : all,
    close: async () => {
      await desk.program.close();
      return [];
    },
  };
}

class ConnectDesk {
  readonly program: Running;

  constructor(program: Running) {
    this.program = program;
    this.control.phone.automatic = null;
  }

  get control(): Running['world']['site']['control'] {
    return this.program.world.site.control;
  }

  /** Opens Claire's record, has `act` spoil the sign-in, and looks; then Amadou's opens as it should. */
  async spoil(act: () => Promise<void>, code: Code): Promise<readonly string[]> {
    const misses: string[] = [];
    try {
      await this.begin('claire');
      await act();
      misses.push(...(await this.#look(code)));
    } catch (error) {
      misses.push(error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error));
    } finally {
      this.control.faults.clear();
    }
    return [...misses, ...(await this.#checkGood())];
  }

  async begin(card: 'claire' | 'amadou'): Promise<void> {
    const launcher = await this.program.page('launcher');
    await this.until(
      'the launcher waits',
      async () => (await launcher.getByText('Lecteur prêt').count()) > 0,
    );
    await this.program.desk.insert(0, card);
    await this.until('a window for the record', async () => (await openVisits(this.program)).length === 1);
  }

  /** Types the identifier, as the practitioner does. */
  async identify(): Promise<Page> {
    const wallet = await this.program.sitePage('wallet.localhost');
    await wallet.getByLabel('Identifiant national').fill(`8${LAB_PRACTITIONERS.cps.rpps}`);
    await wallet.getByRole('button', { name: 'Continuer' }).click();
    await this.control.phone.asked();
    return wallet;
  }

  async until(what: string, holds: () => Promise<boolean>): Promise<void> {
    const deadline = Date.now() + PATIENCE_MS;
    while (!(await holds().catch(() => false))) {
      if (Date.now() > deadline) throw new Error(`never came: ${what}`);
      await delay(40);
    }
  }

  async #look(code: Code): Promise<readonly string[]> {
    const visit = await this.program.page('visit');
    if (code === null || code === 'page') await delay(1_500);
    else await this.until(code, async () => (await visit.getByText(code, { exact: true }).count()) > 0);
    const signedIn = await visit.getByText('Connecté avec l’e-CPS').count();
    const record = this.program.sitePages().some((page) => page.url().includes(CLAIRE.nir));
    return [
      ...(code !== 'page' && signedIn > 0 ? ['it says that somebody is signed in'] : []),
      ...(record ? ['the record is open'] : []),
    ];
  }

  async #checkGood(): Promise<readonly string[]> {
    await this.#tidy();
    await this.begin('amadou');
    await this.identify();
    this.control.phone.confirm();
    await this.until('the good card’s page', () =>
      Promise.resolve(
        this.program.sitePages().some((page) => page.url().endsWith(`/TableauDeBord/${AMADOU.nir}`)),
      ),
    );
    const text = await (await this.program.sitePage(AMADOU.nir)).locator('body').innerText();
    await this.#tidy();
    return text.includes('MARTIN Claire') || text.includes(CLAIRE.nir)
      ? ['Claire’s data is on Amadou’s screen']
      : [];
  }

  async #tidy(): Promise<void> {
    await this.program.desk.clear();
    const [visit] = await openVisits(this.program);
    await visit
      ?.evaluate(() => {
        const { dmp } = globalThis as unknown as { dmp: { send(name: string, params: object): void } };
        dmp.send('close', {});
      })
      .catch(() => undefined);
    await this.until('the window to close', async () => (await openVisits(this.program)).length === 0);
  }
}

/** Each of the three hosts fails where the sign-in passes. */
function serverFaults(desk: ConnectDesk): Fault[] {
  const places: readonly (readonly [name: string, host: HostKind, path: RegExp, unavailable: string])[] = [
    ['the wallet', 'wallet', /^\/auth/, 'ECPS-INDISPONIBLE'],
    ['the way back', 'ecps', /^\/callbackoidc/, 'SITE-ERREUR'],
  ];
  const wrong: readonly (readonly [name: string, fault: SiteFault, code: Code])[] = [
    ...[500, 502, 503, 504].map(
      (status) => [`answers ${String(status)}`, { kind: 'status', status }, UNAVAILABLE] as const,
    ),
    ...[400, 403, 404].map(
      (status) => [`answers ${String(status)}`, { kind: 'status', status }, null] as const,
    ),
    ['hangs up', { kind: 'reset' }, 'SITE-INJOIGNABLE'],
    ['never answers', { kind: 'silence' }, null],
    ['comes line by line', { kind: 'drip', milliseconds: 200, lines: 200 }, 'page'],
    ['sends 50 MB', { kind: 'large', bytes: 50 * 1024 * 1024 }, 'page'],
  ];
  return places.flatMap(([place, host, path, unavailable]) =>
    wrong.map(([what, fault, code]): Fault => ({
      kind: 'server of Pro Santé Connect',
      name: `${place} ${what}`,
      inject: async () => {
        if (host === 'wallet') desk.control.faults.inject({ host, path, fault });
        return desk.spoil(
          async () => {
            if (host === 'wallet') return;
            await desk.identify();
            desk.control.faults.inject({ host, path, fault });
            desk.control.phone.confirm();
          },
          code === UNAVAILABLE ? unavailable : code,
        );
      },
    })),
  );
}

/** The practitioner says no, says nothing, or goes astray. */
function answerFaults(desk: ConnectDesk): Fault[] {
  const answer = (name: string, code: Code, act: () => Promise<void>): Fault => ({
    kind: 'practitioner’s answer',
    name,
    inject: () => desk.spoil(act, code),
  });
  return [
    answer('refused on the phone', 'ECPS-REFUSEE', async () => {
      await desk.identify();
      desk.control.phone.refuse();
    }),
    answer('cancelled on the page', 'ECPS-REFUSEE', async () => {
      const wallet = await desk.identify();
      await wallet.getByRole('link', { name: 'Annuler' }).click();
    }),
    answer('no answer in time', 'ECPS-SANS-REPONSE', async () => {
      await desk.identify();
      desk.control.world.advance(PHONE_TIMEOUT_MS);
    }),
    answer('an identifier that nobody has', null, async () => {
      const wallet = await desk.program.sitePage('wallet.localhost');
      await wallet.getByLabel('Identifiant national').fill('899999999999');
      await wallet.getByRole('button', { name: 'Continuer' }).click();
    }),
    answer('the card is pulled out while the phone is awaited', null, async () => {
      await desk.identify();
      await desk.program.desk.clear();
    }),
  ];
}

/** The way back says that there was no sign-in (OAuth 2.0's error codes), or what nobody knows. */
function callbackFaults(desk: ConnectDesk): Fault[] {
  const errors: readonly (readonly [error: string, code: string])[] = [
    ['access_denied', 'ECPS-REFUSEE'],
    ...[
      'server_error',
      'temporarily_unavailable',
      'invalid_request',
      'invalid_scope',
      'unauthorized_client',
      'unsupported_response_type',
      'interaction_required',
      'inconnue au bataillon',
      '<script>alert(1)</script>',
      '',
    ].map((error) => [error, 'ECPS-ERREUR'] as const),
  ];
  return errors.map(([error, code]): Fault => ({
    kind: 'way back',
    name: `the way back says « ${error} »`,
    inject: () =>
      desk.spoil(async () => {
        const wallet = await desk.identify();
        const back = new URL('/callbackoidc', desk.program.world.site.urls.ecps);
        back.searchParams.set('error', error);
        await wallet.goto(back.href).catch(() => undefined);
      }, code),
  }));
}
