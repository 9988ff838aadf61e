/** The bodies of the portal's pages. All content is invented and the same for every patient. */
import { DOCUMENTS, type LabDocument } from './documents.ts';
import { html, type Html } from './html.ts';
import { bornOn, frenchDate, fullName, message, type SubTab } from './layout.ts';
import type { DmpState, LabPatient } from './patients.ts';
import type { SitePractitioner } from './session.ts';

export function homePage(practitioner: SitePractitioner): Html {
  return html`<h1>Bienvenue</h1>
    <p class="chapeau">
      Vous êtes sur la page d’accueil du site, sans dossier de patient ouvert. Choisissez une rubrique.
    </p>
    <div class="grille">
      <section class="carte">
        <h2>Tableau de bord</h2>
        <p>Retrouvez vos patients et recherchez un DMP.</p>
        <div class="actions">
          <a class="bouton" href="/AccesDirect/TableauDeBord">Ouvrir le tableau de bord</a>
        </div>
      </section>
      <section class="carte">
        <h2>Paramétrages</h2>
        <p>Situation d’exercice, affichage et alertes de ${practitioner.displayName}.</p>
        <div class="actions">
          <a class="bouton discret" href="/AccesDirect/Parametrages">Ouvrir les paramétrages</a>
        </div>
      </section>
    </div>`;
}

export function dashboardPage(patients: readonly LabPatient[]): Html {
  return html`<h1>Tableau de bord</h1>
    <p class="chapeau">Vos patients et la recherche d’un DMP par INS ou par carte Vitale.</p>
    <div class="grille">
      <section class="carte">
        <h2>Recherche par INS</h2>
        <form method="post" action="/recherche">
          <label for="ins">Matricule INS, 15 caractères</label>
          <input id="ins" name="ins" autocomplete="off" maxlength="16" required />
          <div class="actions"><button>Rechercher</button></div>
        </form>
      </section>
      <section class="carte">
        <h2>Recherche par carte Vitale</h2>
        <p id="extension-vitale">Extension de lecture de la carte Vitale non détectée.</p>
        <div class="actions"><button type="button" id="lire-carte-vitale">Lire la carte Vitale</button></div>
        <p class="retour" id="retour-carte-vitale" role="status"></p>
      </section>
    </div>
    <section class="carte">
      <h2>Patients pour lesquels vous êtes autorisé</h2>
      <table>
        <thead>
          <tr>
            <th>Patient</th>
            <th>Date de naissance</th>
            <th>DMP</th>
            <th></th>
          </tr>
        </thead>
        <tbody>
          ${patients.map(
            (patient) =>
              html`<tr>
                <td>${fullName(patient)}</td>
                <td>${frenchDate(patient.birthDate)}</td>
                <td>${stateBadge(patient.dmp)}</td>
                <td class="ligne">
                  <a href="/AccesDirect/TableauDeBord/${patient.matricule}">Voir l’état du DMP</a>
                </td>
              </tr>`,
          )}
        </tbody>
      </table>
    </section>`;
}

/** The dashboard with an INS: the result of the existence test, whatever the state of the DMP. */
export function existencePage(matricule: string, patient: LabPatient | null): Html {
  const state = patient?.dmp ?? 'missing';
  return html`<h1>Recherche de patient</h1>
    <p class="chapeau">Résultat du test d’existence pour l’INS demandé.</p>
    <section class="carte" id="test-existence" data-etat="${state}">
      <dl>
        <dt>Patient</dt>
        <dd>${patient === null || state === 'missing' ? 'Inconnu du système DMP' : fullName(patient)}</dd>
        <dt>Date de naissance</dt>
        <dd>${patient === null || state === 'missing' ? '–' : frenchDate(patient.birthDate)}</dd>
        <dt>Matricule INS</dt>
        <dd><code>${matricule}</code></dd>
        <dt>État du DMP</dt>
        <dd>${stateBadge(state)}</dd>
      </dl>
      ${existenceActions(matricule, state)}
    </section>`;
}

function existenceActions(matricule: string, state: DmpState): Html {
  switch (state) {
    case 'open':
      return html`<div class="actions">
        <a class="bouton" href="/AccesDirect/DossierPatient/${matricule}">Accéder au DMP</a>
        <a class="bouton discret" href="/AccesDirect/GestionDMPPatient/${matricule}">Gérer ce DMP</a>
      </div>`;
    case 'closed':
      return html`<p>Ce DMP a été fermé à la demande du patient.</p>
        <form class="actions" method="post" action="/reactivation">
          <input type="hidden" name="ins" value="${matricule}" />
          <button>Réactiver le DMP</button>
        </form>`;
    case 'missing':
      return html`<p>Aucun DMP n’existe pour cet INS.</p>`;
    case 'blocked':
      return html`<p>Le patient a bloqué votre accès à son DMP.</p>`;
  }
}

function stateBadge(state: DmpState): Html {
  switch (state) {
    case 'open':
      return html`<span class="etat etat-ok">Ouvert</span>`;
    case 'closed':
      return html`<span class="etat etat-non">Fermé</span>`;
    case 'missing':
      return html`<span class="etat etat-non">Inexistant</span>`;
    case 'blocked':
      return html`<span class="etat etat-stop">Accès bloqué</span>`;
  }
}

/** The page of a record, by its sub-tab. */
export function recordPage(sub: SubTab, patient: LabPatient, practitioner: SitePractitioner): Html {
  switch (sub) {
    case 'DossierPatient':
      return recordHome(patient);
    case 'Documents':
      return documentsPage(patient);
    case 'ParcoursDeSoins':
      return carePathPage();
    case 'CarnetVaccination':
      return patient.vaccinationRecord ? vaccinationPage() : firstVaccinationPage();
    case 'VolontesEtDroits':
      return wishesPage(patient);
    case 'HistoriqueAcces':
      return accessesPage(practitioner);
    case 'GestionDMPPatient':
      return practitioner.cardType === 'CPE' ? restrictedManagementPage(patient) : managementPage(patient);
  }
}

function identity(patient: LabPatient): Html {
  return html`<dl>
    <dt>Nom et prénom</dt>
    <dd>${fullName(patient)}</dd>
    <dt>Date de naissance</dt>
    <dd>${frenchDate(patient.birthDate)}</dd>
    <dt>Matricule INS</dt>
    <dd><code>${patient.matricule}</code></dd>
  </dl>`;
}

function recordHome(patient: LabPatient): Html {
  return html`<h1>DMP de ${fullName(patient)}</h1>
    <p class="chapeau">${fullName(patient)}, ${bornOn(patient)}.</p>
    <div class="grille">
      <section class="carte">
        <h2>Derniers documents ajoutés</h2>
        <table>
          <tbody>
            ${DOCUMENTS.map(
              (document) =>
                html`<tr>
                  <td>${document.date}</td>
                  <td>${documentLink(document)}</td>
                </tr>`,
            )}
          </tbody>
        </table>
        <div class="actions">
          <a href="/AccesDirect/Documents/${patient.matricule}">Tous les documents</a>
        </div>
      </section>
      <section class="carte">
        <h2>Derniers accès</h2>
        <table>
          <tbody>
            <tr>
              <td>18/09/2026</td>
              <td>Dr A. PRATICIEN</td>
              <td>Accès normal</td>
            </tr>
            <tr>
              <td>02/09/2026</td>
              <td>Laboratoire des Tilleuls</td>
              <td>Ajout de document</td>
            </tr>
          </tbody>
        </table>
      </section>
      <section class="carte">
        <h2>Données du patient</h2>
        ${identity(patient)}
      </section>
    </div>`;
}

function documentsPage(patient: LabPatient): Html {
  return html`<h1>Documents</h1>
    <p class="chapeau">Documents du DMP de ${fullName(patient)} que votre profil permet de consulter.</p>
    <section class="carte">
      <table id="documents">
        <thead>
          <tr>
            <th>Date</th>
            <th>Document</th>
            <th>Type</th>
            <th>Auteur</th>
            <th>Ouvrir</th>
          </tr>
        </thead>
        <tbody>
          ${DOCUMENTS.map(
            (document) =>
              html`<tr>
                <td>${document.date}</td>
                <td>${documentLink(document)}</td>
                <td>${document.category}</td>
                <td>${document.author}<br /><small>${document.speciality}</small></td>
                <td>
                  <div class="gestes">
                    <form method="post" action="/documents/consulter">
                      <input type="hidden" name="document" value="${document.id}" />
                      <button class="discret">Consulter</button>
                    </form>
                    <a href="/documents/${document.id}/telecharger">Télécharger</a>
                  </div>
                </td>
              </tr>`,
          )}
        </tbody>
      </table>
    </section>`;
}

function documentLink(document: LabDocument): Html {
  return html`<a href="/documents/${document.id}">${document.title}</a>`;
}

/** A text document, shown as a page. */
export function documentPage(document: LabDocument, patient: LabPatient): Html {
  return html`<h1>${document.title}</h1>
    <p class="chapeau">${document.date} · ${document.author}, ${document.speciality}</p>
    <section class="carte">
      <p>Patient&nbsp;: ${fullName(patient)}</p>
      ${document.lines.map((line) => html`<p>${line}</p>`)}
    </section>`;
}

function carePathPage(): Html {
  const years = ['2024', '2025', '2026'];
  const categories = [...new Set(DOCUMENTS.map((document) => document.category))];
  const count = (category: string, year: string): number =>
    DOCUMENTS.filter((document) => document.category === category && document.date.endsWith(year)).length;
  return html`<h1>Parcours de soins</h1>
    <p class="chapeau">Toute la période, par année.</p>
    <section class="carte frise">
      <table>
        <thead>
          <tr>
            <th>Rubrique</th>
            ${years.map((year) => html`<th>${year}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${categories.map(
            (category) =>
              html`<tr>
                <td>${category}</td>
                ${years.map((year) => {
                  const documents = count(category, year);
                  return html`<td>
                    ${documents === 0 ? '' : html`<span class="pastille">${documents}</span>`}
                  </td>`;
                })}
              </tr>`,
          )}
        </tbody>
      </table>
    </section>`;
}

function vaccinationPage(): Html {
  return html`<h1>Carnet de vaccination</h1>
    <section class="carte">
      <table>
        <thead>
          <tr>
            <th>Date</th>
            <th>Vaccin</th>
            <th>Rappel</th>
          </tr>
        </thead>
        <tbody>
          <tr>
            <td>14/10/2025</td>
            <td>Grippe saisonnière</td>
            <td>chaque année</td>
          </tr>
          <tr>
            <td>03/06/2022</td>
            <td>Diphtérie, tétanos, poliomyélite</td>
            <td>06/2042</td>
          </tr>
        </tbody>
      </table>
    </section>`;
}

function firstVaccinationPage(): Html {
  return html`<h1>Ajout d’une vaccination</h1>
    <p class="chapeau">
      Le carnet de vaccination de ce patient n’existe pas encore. Une première saisie le crée.
    </p>
    <section class="carte">
      <form method="post" action="/vaccination">
        <label for="vaccin">Vaccin</label>
        <input id="vaccin" name="vaccin" required />
        <label for="date">Date</label>
        <input id="date" name="date" type="date" required />
        <div class="actions"><button>Ajouter</button></div>
      </form>
    </section>`;
}

function wishesPage(patient: LabPatient): Html {
  return html`<h1>Volontés et droits du patient</h1>
    <section class="carte">
      <h2>Document de ${fullName(patient)}</h2>
      <dl>
        <dt>Personne de confiance</dt>
        <dd>Non renseignée</dd>
        <dt>Personne à prévenir en cas d’urgence</dt>
        <dd>Camille MARTIN (fictive), 01 99 00 00 00</dd>
        <dt>Information sur le don d’organes</dt>
        <dd>Patient informé de la loi</dd>
      </dl>
    </section>`;
}

function accessesPage(practitioner: SitePractitioner): Html {
  return html`<h1>Historique des accès</h1>
    <p class="chapeau">Vos propres actions sur ce dossier, sur un an.</p>
    <section class="carte">
      <table>
        <thead>
          <tr>
            <th>Date</th>
            <th>Auteur</th>
            <th>Action</th>
          </tr>
        </thead>
        <tbody>
          <tr>
            <td>18/09/2026 09:12</td>
            <td>${practitioner.displayName}</td>
            <td>Ajout d’un document</td>
          </tr>
          <tr>
            <td>18/09/2026 09:10</td>
            <td>${practitioner.displayName}</td>
            <td>Consultation de la liste des documents</td>
          </tr>
        </tbody>
      </table>
    </section>`;
}

function managementPage(patient: LabPatient): Html {
  return html`<h1>Gestion du DMP</h1>
    <div class="grille">
      <section class="carte">
        <h2>Informations patient</h2>
        ${identity(patient)}
      </section>
      <section class="carte">
        <h2>Autorisations</h2>
        <p>Dr A. PRATICIEN, autorisé depuis le 12/01/2025.</p>
        <p>Accès en urgence autorisé par le patient.</p>
      </section>
      <section class="carte">
        <h2>Alertes</h2>
        <p>Aucune alerte pour ce patient.</p>
      </section>
      <section class="carte">
        <h2>Fermeture et copie</h2>
        <form method="post" action="/fermeture">
          <input type="hidden" name="ins" value="${patient.matricule}" />
          <button class="discret">Fermer ce DMP</button>
        </form>
      </section>
    </div>`;
}

/** What a CPE sees: patient information, and "Autorisations > accès en urgence". */
function restrictedManagementPage(patient: LabPatient): Html {
  return html`<h1>Gestion du DMP</h1>
    <p class="chapeau">Votre carte de personnel d’établissement donne accès à ces deux rubriques.</p>
    <div class="grille">
      <section class="carte">
        <h2>Informations patient</h2>
        ${identity(patient)}
      </section>
      <section class="carte">
        <h2>Autorisations &gt; accès en urgence</h2>
        <p>Accès en urgence autorisé par le patient.</p>
      </section>
    </div>`;
}

export function settingsPage(practitioner: SitePractitioner): Html {
  return html`<h1>Paramétrages</h1>
    <div class="grille">
      <section class="carte">
        <h2>Informations du professionnel</h2>
        <dl>
          <dt>Nom</dt>
          <dd>${practitioner.displayName}</dd>
          <dt>Profession</dt>
          <dd>${practitioner.profession ?? '–'}</dd>
          <dt>Moyen d’authentification</dt>
          <dd>${practitioner.cardType}</dd>
        </dl>
      </section>
      <section class="carte">
        <h2>Situation d’exercice</h2>
        <p>Cabinet des Tilleuls</p>
        <a href="/SituationExercice">Modifier</a>
      </section>
      <section class="carte">
        <h2>Affichage</h2>
        <p>20 lignes par page, documents récents d’abord.</p>
      </section>
      <section class="carte">
        <h2>Alertes</h2>
        <p>Aucune adresse pour la réception des alertes.</p>
      </section>
    </div>`;
}

export function practiceSituationPage(): Html {
  return html`<h1>Situation d’exercice</h1>
    <p class="chapeau">Choisissez votre situation d’exercice par défaut avant de poursuivre sur le site.</p>
    <section class="carte">
      <form class="choix" method="post" action="/SituationExercice">
        <label
          ><input type="radio" name="situation" value="cabinet" checked />Cabinet des Tilleuls, libéral</label
        >
        <label><input type="radio" name="situation" value="clinique" />Clinique des Tilleuls, salarié</label>
        <div class="actions"><button>Valider</button></div>
      </form>
    </section>`;
}

/** The site asks for the practitioner's authorisation before the page that was asked for. */
export function authorisationPage(patient: LabPatient, next: string): Html {
  return message(
    'Confirmer votre autorisation',
    html`<p>
        Vous n’avez pas encore d’autorisation d’accès au DMP de ${fullName(patient)}, ${bornOn(patient)}.
      </p>
      <p>Confirmez que le patient a donné son accord pour que vous accédiez à son dossier.</p>
      <form class="actions" method="post" action="/autorisation">
        <input type="hidden" name="ins" value="${patient.matricule}" />
        <input type="hidden" name="suite" value="${next}" />
        <button>Je confirme mon autorisation</button>
        <a class="bouton discret" href="/AccesDirect/TableauDeBord">Annuler</a>
      </form>`,
  );
}
