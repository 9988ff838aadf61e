/** The portal's error pages. */
import { html, type Html } from './html.ts';
import { message } from './layout.ts';

export interface SiteError {
  /** For the laboratory's tests; also in the page's `data-page`. */
  readonly code: string;
  readonly status: number;
  readonly body: Html;
}

/** The link that `web-ps.md` promises on the errors about a DMP. */
function withDashboard(matricule: string, text: string): Html {
  return message(
    'Erreur',
    html`<p>${text}</p>
      <div class="actions">
        <a class="bouton" href="/AccesDirect/TableauDeBord/${matricule}">Aller au tableau de bord</a>
      </div>`,
    true,
  );
}

const HOME = html`<div class="actions"><a class="bouton" href="/">Retour à l’accueil</a></div>`;

export const SITE_ERRORS = {
  closed: (matricule: string): SiteError => ({
    code: 'dmp-ferme',
    status: 200,
    body: withDashboard(matricule, 'Le DMP de ce patient est fermé.'),
  }),
  missing: (matricule: string): SiteError => ({
    code: 'dmp-inexistant',
    status: 200,
    body: withDashboard(matricule, 'Ce patient n’a pas de DMP.'),
  }),
  blocked: (matricule: string): SiteError => ({
    code: 'dmp-bloque',
    status: 200,
    body: withDashboard(matricule, 'Le patient a bloqué votre accès à son DMP.'),
  }),
  restrictedCard: (matricule: string): SiteError => ({
    code: 'carte-limitee',
    status: 200,
    body: message(
      'Accès limité',
      html`<p>
          Avec une carte de personnel d’établissement, seules les informations du patient et les autorisations
          d’accès en urgence sont accessibles.
        </p>
        <div class="actions">
          <a class="bouton" href="/AccesDirect/GestionDMPPatient/${matricule}">Informations patient</a>
        </div>`,
    ),
  }),
  secondRecord: (matricule: string): SiteError => ({
    code: 'deuxieme-dmp',
    status: 200,
    body: message(
      'Erreur',
      html`<p>Un autre DMP est déjà ouvert dans cette session. Quittez-le avant d’en ouvrir un autre.</p>
        <form class="actions" method="post" action="/quitter">
          <input type="hidden" name="ins" value="${matricule}" />
          <button>Quitter le DMP ouvert</button>
        </form>`,
      true,
    ),
  }),
  creation: (): SiteError => ({
    code: 'DMPAccessDeniedByRightsService',
    status: 200,
    body: message(
      'Erreur',
      html`<p><code>DMPAccessDeniedByRightsService</code></p>
        ${HOME}`,
      true,
    ),
  }),
  ins: (): SiteError => ({
    code: 'ins-refuse',
    status: 400,
    body: message(
      'Erreur',
      html`<p>L’INS transmis n’est pas reconnu.</p>
        ${HOME}`,
      true,
    ),
  }),
  unknownPage: (): SiteError => ({
    code: 'page-inconnue',
    status: 404,
    body: message(
      'Page introuvable',
      html`<p>Cette adresse n’existe pas sur le site.</p>
        ${HOME}`,
      true,
    ),
  }),
  general: (): SiteError => ({
    code: 'erreur-generale',
    status: 200,
    body: message(
      'Erreur',
      html`<p>Erreur générale non identifiée</p>
        ${HOME}`,
      true,
    ),
  }),
  signInRefused: (): SiteError => ({
    code: 'authentification-refusee',
    status: 200,
    body: message(
      'Authentification interrompue',
      html`<p>L’authentification par Pro Santé Connect n’a pas abouti.</p>
        ${HOME}`,
      true,
    ),
  }),
  expired: (): SiteError => ({
    code: 'session-expiree',
    status: 200,
    body: message(
      'Votre session a expiré',
      html`<p>Reconnectez-vous pour continuer.</p>
        <div class="actions"><a class="bouton" href="/">Se reconnecter</a></div>`,
    ),
  }),
} as const;
