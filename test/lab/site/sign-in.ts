/** The three ways into the simulated site, one per host. */
import { randomBytes } from 'node:crypto';
import { SITE_ERRORS, type SiteError } from './errors.ts';
import type { Exchange } from './exchange.ts';
import { html } from './html.ts';
import { narrowPage } from './layout.ts';
import type { ProSanteConnect } from './pro-sante-connect.ts';
import type { SitePractitioner, SiteSession } from './session.ts';
import { matriculeIn, wayBackTo } from './way-back.ts';
import type { SiteWorld } from './world.ts';

/** Who the TLS connection is with. */
export interface Peer {
  readonly fingerprint: string;
  /** Null when the certificate is nobody's in the lab's catalogue. */
  readonly practitioner: SitePractitioner | null;
}

export type SignInOutcome =
  | {
      readonly kind: 'signed-in';
      readonly practitioner: SitePractitioner;
      readonly next: string | null;
      readonly opens?: string | null;
    }
  | { readonly kind: 'error'; readonly error: SiteError }
  /** The answer has been given: a page to click on, a redirection. */
  | { readonly kind: 'handled' };

export interface SignIn {
  /** Requests that belong to signing in itself. */
  readonly path: string;
  /** Called on `path`. */
  finish(exchange: Exchange): Promise<SignInOutcome>;
  /** Called on any other page that has no session. */
  begin(exchange: Exchange, peer: Peer | null): SignInOutcome;
  /** Where signing out leads. */
  afterSignOut(): string;
}

const SIGNED_OUT = '/deconnecte';

/** The host of the main job: no authentication, one button or none. */
export function plainSignIn(world: SiteWorld): SignIn {
  const signedIn = (next: string | null): SignInOutcome => ({
    kind: 'signed-in',
    practitioner: world.options.plainPractitioner,
    next,
  });
  return {
    path: '/connexion',
    async finish(exchange) {
      const form = exchange.method === 'POST' ? await exchange.form() : new URLSearchParams();
      return signedIn(localPath(form.get('suite')));
    },
    begin(exchange) {
      if (world.options.plainSignIn === 'automatic') {
        return signedIn(null);
      }
      exchange.page(
        narrowPage(
          { title: 'Connexion – site simulé', page: 'connexion' },
          html`<section class="carte">
            <h1>Connexion</h1>
            <p class="chapeau">Ce site simulé ne demande aucune authentification.</p>
            <form method="post" action="/connexion">
              <input type="hidden" name="suite" value="${askedPath(exchange)}" />
              <button id="se-connecter">Se connecter (simulé)</button>
            </form>
          </section>`,
        ),
      );
      return { kind: 'handled' };
    },
    afterSignOut: () => SIGNED_OUT,
  };
}

/** The host that demands a card: the TLS layer has already checked the certificate. */
export function cardSignIn(): SignIn {
  const refused: SignInOutcome = { kind: 'error', error: SITE_ERRORS.signInRefused() };
  return {
    path: '/connexion',
    finish: () => Promise.resolve(refused),
    begin(_exchange, peer) {
      const practitioner = peer?.practitioner ?? null;
      return practitioner === null ? refused : { kind: 'signed-in', practitioner, next: null };
    },
    afterSignOut: () => SIGNED_OUT,
  };
}

const PENDING_COOKIE = 'wps_psc_demande';

/** The host of e-CPS: goes through Pro Santé Connect and checks code and state once. */
export function ecpsSignIn(world: SiteWorld, connect: ProSanteConnect, origin: string): SignIn {
  const pending = new Map<string, { readonly state: string; readonly asked: string }>();
  const callback = `${origin}/callbackoidc`;
  return {
    path: '/callbackoidc',
    finish(exchange) {
      const id = exchange.cookies.get(PENDING_COOKIE) ?? '';
      const expected = pending.get(id);
      const query = exchange.url.searchParams;
      pending.delete(id);
      if (expected?.state === undefined || expected.state !== query.get('state')) {
        return Promise.resolve({ kind: 'error', error: SITE_ERRORS.general() });
      }
      exchange.setCookie(PENDING_COOKIE, '', { maxAge: 0 });
      if (query.get('error') !== null) {
        return Promise.resolve({ kind: 'error', error: SITE_ERRORS.signInRefused() });
      }
      const practitioner = connect.redeem(query.get('code') ?? '', callback);
      if (practitioner === null) {
        return Promise.resolve({ kind: 'error', error: SITE_ERRORS.general() });
      }
      return Promise.resolve({
        kind: 'signed-in',
        practitioner,
        next: wayBackTo(world.options.wayBack, expected.asked),
        opens: matriculeIn(expected.asked),
      });
    },
    begin(exchange) {
      const id = randomBytes(16).toString('hex');
      const state = randomBytes(16).toString('hex');
      pending.set(id, { state, asked: askedPath(exchange) });
      exchange.setCookie(PENDING_COOKIE, id);
      exchange.redirect(connect.authorisationUrl(state, callback));
      return { kind: 'handled' };
    },
    afterSignOut: () => connect.logoutUrl(`${origin}${SIGNED_OUT}`),
  };
}

/** The page that was asked for, to come back to it. */
function askedPath(exchange: Exchange): string {
  return exchange.method === 'GET' ? exchange.url.pathname : '/';
}

/** Only a path of the site itself is followed. */
export function localPath(text: string | null): string | null {
  return text !== null && /^\/(?![/\\])[\w/+-]*$/.test(text) ? text : null;
}

/** Whether a session may go on with this connection's card. */
export function sameCard(session: SiteSession, peer: Peer | null): boolean {
  return session.certificate === (peer?.fingerprint ?? null);
}
