/** The simulated Web PS: what each address answers, by the state of the patient's DMP and of the session. */
import { ADD_DOCUMENT, addDocumentPage, addedPage, DOCUMENT_ADDED, receiveDocument } from './add-document.ts';
import { HIDDEN_MESSAGES, hiddenMessagesPage } from './hidden-messages.ts';
import { ATTACK_POLICY, attackPage, refreshPage, serviceWorker } from './attacks.ts';
import { DOCUMENTS, documentPdf } from './documents.ts';
import { SITE_ERRORS, type SiteError } from './errors.ts';
import type { Exchange } from './exchange.ts';
import { html, type Html } from './html.ts';
import type { HostKind } from './journal.ts';
import { SUB_TABS, fullName, narrowPage, portalPage, type Frame, type SubTab } from './layout.ts';
import {
  authorisationPage,
  dashboardPage,
  documentPage,
  existencePage,
  homePage,
  practiceSituationPage,
  recordPage,
  settingsPage,
} from './pages.ts';
import type { LabPatient } from './patients.ts';
import { Sessions, type SiteSession } from './session.ts';
import { localPath, sameCard, type Peer, type SignIn } from './sign-in.ts';
import { otherRecordPage, passagePage, WAY_BACK_PATHS } from './way-back.ts';
import type { SiteWorld } from './world.ts';

interface Visit {
  readonly exchange: Exchange;
  readonly session: SiteSession;
}

/** Pages of a record that a CPE may open. */
const CPE_PAGES: readonly SubTab[] = ['GestionDMPPatient'];
/** Old addresses of contextual creation, which the site refuses. */
const CREATION = '/AccesDirect/Creation';

export class WebPs {
  readonly sessions: Sessions;
  readonly #world: SiteWorld;
  readonly #signIn: SignIn;
  readonly #cookie: string;
  readonly #foreign: string;

  constructor(kind: HostKind, world: SiteWorld, signIn: SignIn, foreign: string) {
    this.#world = world;
    this.#signIn = signIn;
    this.#cookie = `wps_${kind}`;
    this.#foreign = foreign;
    this.sessions = new Sessions(world.now, kind === 'ecps');
  }

  async handle(exchange: Exchange, peer: Peer | null): Promise<void> {
    const { pathname } = exchange.url;
    if (pathname.startsWith('/attaques')) {
      this.#attack(exchange);
      return;
    }
    if (pathname === '/deconnecte') {
      exchange.page(
        narrowPage(
          { title: 'Déconnecté', page: 'deconnecte' },
          html`<section class="carte"><h1>Vous êtes déconnecté</h1></section>`,
        ),
      );
      return;
    }
    const session = await this.#sessionOf(exchange, peer);
    if (session !== null) {
      await this.#serve({ exchange, session });
    }
  }

  /** Null when the answer has been given. */
  async #sessionOf(exchange: Exchange, peer: Peer | null): Promise<SiteSession | null> {
    const finishing = exchange.url.pathname === this.#signIn.path;
    const known = this.sessions.use(exchange.cookies.get(this.#cookie));
    if (known === 'expired') {
      exchange.setCookie(this.#cookie, '', { maxAge: 0 });
      this.#showError(exchange, SITE_ERRORS.expired(), null);
      return null;
    }
    if (known !== null && sameCard(known, peer) && !finishing) {
      return known;
    }
    const outcome = finishing ? await this.#signIn.finish(exchange) : this.#signIn.begin(exchange, peer);
    if (outcome.kind === 'handled') {
      return null;
    }
    if (outcome.kind === 'error') {
      this.#showError(exchange, outcome.error, null);
      return null;
    }
    const session = this.sessions.open(outcome.practitioner, peer?.fingerprint ?? null);
    session.asked = outcome.opens ?? null;
    exchange.setCookie(this.#cookie, session.id);
    if (finishing) {
      exchange.redirect(outcome.next ?? '/');
      return null;
    }
    return session;
  }

  async #serve(visit: Visit): Promise<void> {
    const { exchange, session } = visit;
    const { pathname } = exchange.url;
    if (pathname === '/deconnexion') {
      this.sessions.end(session.id);
      exchange.setCookie(this.#cookie, '', { maxAge: 0 });
      exchange.redirect(this.#signIn.afterSignOut());
      return;
    }
    if (await this.#addDocument(visit)) {
      return;
    }
    if (exchange.method === 'POST') {
      await this.#post(visit, pathname);
      return;
    }
    if (this.#world.mustChooseSituation(session.practitioner) && pathname !== '/SituationExercice') {
      exchange.redirect('/SituationExercice');
      return;
    }
    this.#get(visit, pathname);
  }

  #get(visit: Visit, pathname: string): void {
    const { practitioner } = visit.session;
    const document = /^\/documents\/([a-z-]+)(\/telecharger)?$/.exec(pathname);
    const direct = /^\/AccesDirect\/([A-Za-z]+)(?:\/([^/]+))?$/.exec(pathname);
    if (pathname === '/') {
      this.#show(visit, homePage(practitioner), { title: 'Accueil', page: 'Accueil', tab: 'accueil' });
    } else if (pathname === '/SituationExercice') {
      this.#show(visit, practiceSituationPage(), {
        title: 'Situation d’exercice',
        page: 'SituationExercice',
        tab: 'Parametrages',
      });
    } else if (this.#wayBack(visit, pathname)) {
      // Answered.
    } else if (document !== null) {
      this.#sendDocument(visit, document[1] ?? '', document[2] !== undefined);
    } else if (pathname.startsWith(CREATION)) {
      this.#fail(visit, SITE_ERRORS.creation());
    } else if (direct !== null) {
      this.#directAccess(visit, direct[1] ?? '', direct[2] ?? null);
    } else {
      this.#fail(visit, SITE_ERRORS.unknownPage());
    }
  }

  /** The pages of adding a document; true when one of them was the answer. */
  async #addDocument({ exchange, session }: Visit): Promise<boolean> {
    const page = (body: Html, title: string): void => {
      exchange.page(portalPage({ title, page: title, tab: null, practitioner: session.practitioner }, body));
    };
    const { pathname, search } = exchange.url;
    if (pathname === HIDDEN_MESSAGES) page(hiddenMessagesPage(search !== ''), 'Messages cachés');
    else if (pathname === DOCUMENT_ADDED) page(addedPage(session.added), 'Document ajouté');
    else if (pathname !== ADD_DOCUMENT) return false;
    else if (exchange.method === 'POST') {
      session.added = await receiveDocument(exchange);
      exchange.redirect(DOCUMENT_ADDED);
    } else page(addDocumentPage(), 'Ajouter un document');
    return true;
  }

  /** The pages of the way back from signing in; true when one of them was the answer. */
  #wayBack(visit: Visit, pathname: string): boolean {
    const { session, exchange } = visit;
    const page = (body: Html, name: string, status = 200): void => {
      const { practitioner } = session;
      exchange.page(portalPage({ title: name, page: name, tab: null, practitioner }, body), status);
    };
    switch (pathname) {
      case WAY_BACK_PATHS.passage:
        page(passagePage(), 'Passage');
        return true;
      case WAY_BACK_PATHS.list:
        session.openPatient = null;
        this.#dashboard(visit, null);
        return true;
      case WAY_BACK_PATHS.record:
        if (session.asked === null) exchange.redirect(WAY_BACK_PATHS.list);
        else this.#openRecord(visit, 'DossierPatient', session.asked);
        return true;
      case WAY_BACK_PATHS['other-record']:
        page(otherRecordPage(this.#world.patients.get(session.asked ?? '') ?? null), 'AutreDossier');
        return true;
      default:
        return false;
    }
  }

  /** The page that posts itself: once a session. */
  #passage({ exchange, session }: Visit): void {
    if (session.passed) exchange.text(403, 'Interdit');
    else exchange.redirect(WAY_BACK_PATHS.list);
    session.passed = true;
  }

  #directAccess(visit: Visit, segment: string, ins: string | null): void {
    const { practitioner } = visit.session;
    if (segment === 'Parametrages' && ins === null) {
      this.#show(visit, settingsPage(practitioner), {
        title: 'Paramétrages',
        page: segment,
        tab: 'Parametrages',
      });
      return;
    }
    const sub = SUB_TABS.find(([known]) => known === segment)?.[0];
    if (segment !== 'TableauDeBord' && (sub === undefined || ins === null)) {
      this.#fail(visit, SITE_ERRORS.unknownPage());
      return;
    }
    const matricule = ins === null ? null : this.#world.matriculeOf(ins);
    if (ins !== null && matricule === null) {
      this.#fail(visit, SITE_ERRORS.ins());
    } else if (sub !== undefined && matricule !== null) {
      this.#openRecord(visit, sub, matricule);
    } else {
      this.#dashboard(visit, matricule);
    }
  }

  #dashboard(visit: Visit, matricule: string | null): void {
    const { practitioner } = visit.session;
    const listed = [...this.#world.patients.values()].filter(
      (patient) => patient.dmp === 'open' && this.#world.isAuthorised(practitioner, patient),
    );
    const body =
      matricule === null
        ? dashboardPage(listed)
        : existencePage(matricule, this.#world.patients.get(matricule) ?? null);
    this.#show(visit, body, { title: 'Tableau de bord', page: 'TableauDeBord', tab: 'TableauDeBord' });
  }

  #openRecord(visit: Visit, sub: SubTab, matricule: string): void {
    const { session, exchange } = visit;
    const patient = this.#world.patients.get(matricule);
    const refusal = this.#refusal(session, sub, matricule, patient);
    if (refusal !== null || patient === undefined) {
      this.#fail(visit, refusal ?? SITE_ERRORS.missing(matricule));
      return;
    }
    if (!this.#world.isAuthorised(session.practitioner, patient)) {
      this.#show(visit, authorisationPage(patient, exchange.url.pathname), {
        title: 'Autorisation',
        page: 'Autorisation',
        tab: 'TableauDeBord',
      });
      return;
    }
    session.openPatient = matricule;
    this.#show(visit, recordPage(sub, patient, session.practitioner), {
      title: `${labelOf(sub)} – DMP de ${fullName(patient)}`,
      page: sub,
      tab: 'dmp',
      record: { patient, sub },
    });
  }

  #refusal(
    session: SiteSession,
    sub: SubTab,
    matricule: string,
    patient: LabPatient | undefined,
  ): SiteError | null {
    switch (patient?.dmp ?? 'missing') {
      case 'missing':
        return SITE_ERRORS.missing(matricule);
      case 'closed':
        return SITE_ERRORS.closed(matricule);
      case 'blocked':
        return SITE_ERRORS.blocked(matricule);
      case 'open':
        if (session.openPatient !== null && session.openPatient !== matricule) {
          return SITE_ERRORS.secondRecord(matricule);
        }
        return session.practitioner.cardType === 'CPE' && !CPE_PAGES.includes(sub)
          ? SITE_ERRORS.restrictedCard(matricule)
          : null;
    }
  }

  async #post(visit: Visit, pathname: string): Promise<void> {
    const { exchange, session } = visit;
    if (pathname === '/carte-vitale') {
      this.#receiveVitale(exchange, await exchange.body());
      return;
    }
    const form = await exchange.form();
    const ins = form.get('ins') ?? '';
    switch (pathname) {
      case '/recherche':
        exchange.redirect(`/AccesDirect/TableauDeBord/${encodeURIComponent(ins.replace(/\s/g, ''))}`);
        return;
      case WAY_BACK_PATHS.passage:
        this.#passage(visit);
        return;
      case '/confirmopendmp':
        session.openPatient = null;
        exchange.redirect(WAY_BACK_PATHS.record);
        return;
      case '/SituationExercice':
        this.#world.chooseSituation(session.practitioner);
        exchange.redirect('/AccesDirect/TableauDeBord');
        return;
      case '/autorisation':
        this.#world.authorise(session.practitioner, ins);
        exchange.redirect(localPath(form.get('suite')) ?? '/');
        return;
      case '/reactivation':
        this.#changeState(visit, ins, 'open');
        return;
      case '/fermeture':
        this.#changeState(visit, ins, 'closed');
        return;
      case '/quitter':
        session.openPatient = null;
        exchange.redirect(`/AccesDirect/TableauDeBord/${encodeURIComponent(ins)}`);
        return;
      case '/vaccination':
        this.#createVaccinationRecord(visit);
        return;
      case '/documents/consulter':
        this.#sendDocument(visit, form.get('document') ?? '', false);
        return;
      default:
        this.#fail(visit, SITE_ERRORS.unknownPage());
    }
  }

  #changeState(visit: Visit, matricule: string, state: 'open' | 'closed'): void {
    const patient = this.#world.patients.get(matricule);
    if (patient === undefined || patient.dmp === 'missing' || patient.dmp === 'blocked') {
      this.#fail(visit, SITE_ERRORS.ins());
      return;
    }
    patient.dmp = state;
    visit.exchange.redirect(`/AccesDirect/TableauDeBord/${matricule}`);
  }

  #createVaccinationRecord({ exchange, session }: Visit): void {
    const patient = this.#world.patients.get(session.openPatient ?? '');
    if (patient === undefined) {
      exchange.redirect('/AccesDirect/TableauDeBord');
      return;
    }
    patient.vaccinationRecord = true;
    exchange.redirect(`/AccesDirect/CarnetVaccination/${patient.matricule}`);
  }

  /** The answer is kept as it came. `lab_ins` is the fake component's way to let the demonstration go on. */
  #receiveVitale(exchange: Exchange, body: string): void {
    this.#world.vitaleAnswers.push(body);
    const ins = /"lab_ins"\s*:\s*"([0-9AB]{15})"/.exec(body)?.[1] ?? null;
    exchange.json(
      ins === null
        ? { suite: null, message: 'Carte Vitale lue : le site a reçu la réponse.' }
        : { suite: `/AccesDirect/TableauDeBord/${ins}`, message: '' },
    );
  }

  #sendDocument(visit: Visit, id: string, download: boolean): void {
    const { exchange, session } = visit;
    const document = DOCUMENTS.find((candidate) => candidate.id === id);
    const patient = this.#world.patients.get(session.openPatient ?? '');
    if (document === undefined || patient === undefined) {
      this.#fail(visit, SITE_ERRORS.unknownPage());
      return;
    }
    if (document.format === 'texte' && !download) {
      this.#show(visit, documentPage(document, patient), {
        title: document.title,
        page: 'Document',
        tab: 'dmp',
        record: { patient, sub: 'Documents' },
      });
      return;
    }
    const disposition = download ? 'attachment' : 'inline';
    exchange.bytes(200, 'application/pdf', documentPdf(document, patient), {
      'content-disposition': `${disposition}; filename="${document.id}.pdf"`,
    });
  }

  #attack(exchange: Exchange): void {
    switch (exchange.url.pathname) {
      case '/attaques':
        exchange.page(attackPage(this.#foreign), 200, ATTACK_POLICY);
        return;
      case '/attaques/redirection':
        exchange.redirect(`${this.#foreign}/redirection`);
        return;
      case '/attaques/rafraichissement':
        exchange.page(refreshPage(this.#foreign), 200, ATTACK_POLICY);
        return;
      case '/attaques/service.js':
        exchange.bytes(200, 'text/javascript', Buffer.from(serviceWorker(this.#foreign)));
        return;
      case '/attaques/telechargement':
        exchange.bytes(200, 'application/octet-stream', Buffer.from('contenu'), {
          'content-disposition': 'attachment; filename="../../programme.exe"',
        });
        return;
      default:
        exchange.text(404, 'Essai inconnu');
    }
  }

  #show(visit: Visit, body: Html, frame: Omit<Frame, 'practitioner'>): void {
    visit.exchange.page(
      portalPage(
        { ...frame, title: `${frame.title} – site simulé`, practitioner: visit.session.practitioner },
        body,
      ),
    );
  }

  #fail(visit: Visit, error: SiteError): void {
    this.#showError(visit.exchange, error, visit.session);
  }

  #showError(exchange: Exchange, error: SiteError, session: SiteSession | null): void {
    const frame: Frame = {
      title: 'Erreur – site simulé',
      page: error.code,
      practitioner: session?.practitioner ?? null,
      tab: null,
    };
    exchange.page(portalPage(frame, error.body), error.status);
  }
}

function labelOf(sub: SubTab): string {
  return SUB_TABS.find(([known]) => known === sub)?.[1] ?? sub;
}
