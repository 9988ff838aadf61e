/** The pages of the simulated Pro Santé Connect; all invented. */
import { html, type Html } from './html.ts';
import { narrowPage } from './layout.ts';

const BRAND = 'Identité des professionnels';

/** Where the identifier is typed. */
export function identifierPage(request: string, problem: string | null): Html {
  return narrowPage(
    { title: 'Authentification – Pro Santé Connect simulé', page: 'identifiant', brand: BRAND },
    html`<section class="carte">
      <h1>S’authentifier avec l’application mobile</h1>
      <p class="chapeau">Saisissez votre identifiant national, puis confirmez sur votre téléphone.</p>
      <form method="post" action="/identifiant">
        <input type="hidden" name="demande" value="${request}" />
        <label for="identifiant">Identifiant national</label>
        <input id="identifiant" name="identifiant" inputmode="numeric" autocomplete="off" required />
        <p class="retour" role="alert">${problem ?? ''}</p>
        <div class="actions">
          <button id="continuer">Continuer</button>
          <a class="bouton discret" id="annuler" href="/annuler?demande=${request}">Annuler</a>
        </div>
      </form>
    </section>`,
  );
}

/** Where the phone is awaited; goes on by itself. */
export function waitingPage(request: string): Html {
  return narrowPage(
    {
      title: 'Confirmation attendue – Pro Santé Connect simulé',
      page: 'attente-telephone',
      brand: BRAND,
      script: 'attente',
    },
    html`<section class="carte" data-demande="${request}">
      <h1>Confirmez sur votre téléphone</h1>
      <p class="chapeau">
        Ouvrez l’application e-CPS et validez la demande. Cette page se poursuit d’elle-même.
      </p>
      <div class="actions">
        <a class="bouton discret" id="annuler" href="/annuler?demande=${request}">Annuler</a>
      </div>
    </section>`,
  );
}

/** The phone did not answer in time; `query` is that of the authorisation request, to ask again. */
export function tooLatePage(query: string): Html {
  return narrowPage(
    { title: 'Délai dépassé – Pro Santé Connect simulé', page: 'delai-depasse', brand: BRAND },
    html`<section class="carte" role="alert">
      <h1>Délai dépassé</h1>
      <p>La demande n’a pas été confirmée à temps sur votre téléphone.</p>
      <div class="actions"><a class="bouton" href="/auth?${query}">Recommencer</a></div>
    </section>`,
  );
}

export function signedOutPage(): Html {
  return narrowPage(
    { title: 'Déconnecté', page: 'psc-deconnecte', brand: BRAND },
    html`<section class="carte"><h1>Vous êtes déconnecté</h1></section>`,
  );
}
