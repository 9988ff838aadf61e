/** The frame around every page of the simulated portal: header, tabs, sub-tabs, footer. */
import { Html, html } from './html.ts';
import type { LabPatient } from './patients.ts';
import type { SitePractitioner } from './session.ts';

export type SubTab =
  | 'DossierPatient'
  | 'Documents'
  | 'ParcoursDeSoins'
  | 'CarnetVaccination'
  | 'VolontesEtDroits'
  | 'HistoriqueAcces'
  | 'GestionDMPPatient';

export const SUB_TABS: readonly (readonly [SubTab, string])[] = [
  ['DossierPatient', 'Accueil du DMP'],
  ['Documents', 'Documents'],
  ['ParcoursDeSoins', 'Parcours de soins'],
  ['CarnetVaccination', 'Carnet de vaccination'],
  ['VolontesEtDroits', 'Volontés et droits'],
  ['HistoriqueAcces', 'Historique des accès'],
  ['GestionDMPPatient', 'Gestion du DMP'],
];

export interface Frame {
  readonly title: string;
  /** What the laboratory's tests look for: the name of the page, an error's code. */
  readonly page: string;
  readonly practitioner: SitePractitioner | null;
  /** The tab that is current; `dmp` when a sub-tab is. */
  readonly tab: 'accueil' | 'TableauDeBord' | 'Parametrages' | 'dmp' | null;
  /** The patient whose record is open, with the sub-tab that is current. */
  readonly record?: { readonly patient: LabPatient; readonly sub: SubTab | null };
}

export interface NarrowFrame {
  readonly title: string;
  readonly page: string;
  /** Whose page it is; the portal's when absent. */
  readonly brand?: string;
  /** Name of the script that it runs. */
  readonly script?: string;
}

const EMBLEM = new Html(
  '<svg class="sceau" viewBox="0 0 36 36" aria-hidden="true"><rect width="36" height="36" rx="9" fill="#0b5c66"/>' +
    '<path d="M9 12h18M9 18h12M9 24h15" stroke="#fff" stroke-width="2.6" stroke-linecap="round"/>' +
    '<circle cx="26" cy="18" r="2.4" fill="#f0c36a"/></svg>',
);

/** A whole page of the portal. */
export function portalPage(frame: Frame, body: Html): Html {
  return documentOf(
    frame.title,
    html`${header(frame.practitioner)}${frame.practitioner === null ? null : tabs(frame)}
      <main data-page="${frame.page}" data-ins="${frame.record?.patient.matricule ?? ''}">${body}</main>
      ${FOOTER}`,
    '',
  );
}

/** A page of a single column without tabs: signing in, Pro Santé Connect. */
export function narrowPage(frame: NarrowFrame, body: Html): Html {
  return documentOf(
    frame.title,
    html`${header(null, frame.brand)}
      <main data-page="${frame.page}">${body}</main>
      ${FOOTER}`,
    'etroit',
    frame.script ?? null,
  );
}

/** A notice that takes the page's place, or the top of it. */
export function message(heading: string, body: Html, severe = false): Html {
  return html`<section class="message ${severe ? 'arret' : ''}" role="alert">
    <h1>${heading}</h1>
    ${body}
  </section>`;
}

/** « MARTIN Claire ». */
export function fullName(patient: LabPatient): string {
  return `${patient.name} ${patient.firstName}`;
}

/** « née le 12/04/1985 »; the first digit of the number says the sex. */
export function bornOn(patient: LabPatient): string {
  return `${patient.matricule.startsWith('2') ? 'née' : 'né'} le ${frenchDate(patient.birthDate)}`;
}

/** `JJ/MM/AAAA` from `AAAAMMJJ`. */
export function frenchDate(date: string): string {
  return `${date.slice(6, 8)}/${date.slice(4, 6)}/${date.slice(0, 4)}`;
}

function header(practitioner: SitePractitioner | null, brand = 'Portail des dossiers'): Html {
  return html`<header class="entete">
    <div>
      ${EMBLEM}
      <div class="marque">${brand}<small>Site simulé – personnes fictives</small></div>
      ${
        practitioner === null
          ? null
          : html`<div class="qui">
              <strong id="connecte">Connecté&nbsp;: ${practitioner.displayName}</strong>
              ${practitioner.structure ?? practitioner.profession ?? ''} ·
              <a href="/deconnexion">Se déconnecter</a>
            </div>`
      }
    </div>
  </header>`;
}

function tabs({ tab, record }: Frame): Html {
  const sub =
    record === undefined
      ? null
      : html`<nav class="sous-onglets" aria-label="DMP du patient">
          <div>
            ${SUB_TABS.map(([segment, label]) =>
              link(`/AccesDirect/${segment}/${record.patient.matricule}`, label, record.sub === segment),
            )}
          </div>
        </nav>`;
  return html`<nav class="onglets" aria-label="Navigation principale">
      <div>
        ${link('/', 'Accueil', tab === 'accueil')}
        ${link('/AccesDirect/TableauDeBord', 'Tableau de bord', tab === 'TableauDeBord')}
        ${
          record === undefined
            ? null
            : link(
                `/AccesDirect/DossierPatient/${record.patient.matricule}`,
                `DMP de ${fullName(record.patient)}`,
                tab === 'dmp',
              )
        }
        ${link('/AccesDirect/Parametrages', 'Paramétrages', tab === 'Parametrages')}
      </div>
    </nav>
    ${sub}`;
}

function link(href: string, label: string, current: boolean): Html {
  return html`<a href="${href}" ${current ? new Html('aria-current="page"') : null}>${label}</a>`;
}

const FOOTER = html`<footer>
  <div>
    <span>Site simulé par le laboratoire de DMP Direct</span
    ><span>Aucune donnée réelle&nbsp;: toutes les personnes sont fictives</span>
  </div>
</footer>`;

function documentOf(title: string, body: Html, bodyClass: string, script: string | null = 'portail'): Html {
  return html`<!doctype html>
    <html lang="fr">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title}</title>
        <link rel="stylesheet" href="/statique/style.css" />
        <link rel="icon" href="data:," />
        ${script === null ? null : html`<script src="/statique/${script}.js" defer></script>`}
      </head>
      <body class="${bodyClass}">
        ${body}
      </body>
    </html>`;
}
