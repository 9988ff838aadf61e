import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { catalogueCard } from '../lab/cards/catalogue.ts';
import { nirKey } from '../lab/cards/nir.ts';
import { AMADOU, CLAIRE, HUGO } from '../lab/cards/people.ts';
import { LAB_PRACTITIONERS, type PractitionerKey } from '../lab/pki/practitioners.ts';
import { startLabSite, type LabSite, type LabSiteOptions } from '../lab/site/index.ts';
import { LEA_OWN } from '../lab/site/patients.ts';
import { PHONE_TIMEOUT_MS } from '../lab/site/pro-sante-connect.ts';
import { sitePractitioner } from '../lab/site/world.ts';
import { LabClient, type Answer, type ClientOptions } from './lab-site-client.ts';

const PKI_DIRECTORY = join(tmpdir(), 'dmp-direct-lab-pki');
const MISSING = numberOn('corse-2a');
const BLOCKED = numberOn('corse-2b');
const RECORD_PAGES = [
  'DossierPatient',
  'GestionDMPPatient',
  'Documents',
  'ParcoursDeSoins',
  'HistoriqueAcces',
  'VolontesEtDroits',
  'CarnetVaccination',
] as const;

const opened: { close(): unknown }[] = [];

afterEach(async () => {
  for (const thing of opened.splice(0).reverse()) {
    await thing.close();
  }
});

function numberOn(card: Parameters<typeof catalogueCard>[0]): string {
  return catalogueCard(card).people[0]?.nir ?? '';
}

async function siteWith(options: Partial<LabSiteOptions> = {}): Promise<LabSite> {
  const site = await startLabSite({ pkiDirectory: PKI_DIRECTORY, ...options });
  opened.push(site);
  return site;
}

function browser(site: LabSite, options: Partial<ClientOptions> = {}): LabClient {
  const client = new LabClient({ ca: site.pki.serverAuthorityPem, ...options });
  opened.push(client);
  return client;
}

function withCard(
  site: LabSite,
  key: PractitionerKey,
  kind: 'authentication' | 'signature' = 'authentication',
) {
  return browser(site, { card: site.pki.cards[key][kind] });
}

function at(site: LabSite, host: 'plain' | 'cpx' | 'ecps', segment: string, ins?: string): string {
  return `${site.urls[host]}/AccesDirect/${segment}${ins === undefined ? '' : `/${ins}`}`;
}

describe('the ten pages', { timeout: 30_000 }, () => {
  it('are served, each under its own name and with the patient’s', async () => {
    const site = await siteWith();
    const client = browser(site);
    for (const page of RECORD_PAGES) {
      const answer = await client.get(at(site, 'plain', page, CLAIRE.nir));
      expect(answer.status).toBe(200);
      expect(answer.page).toBe(page);
      expect(answer.text).toContain('MARTIN Claire');
    }
    expect((await client.get(at(site, 'plain', 'TableauDeBord'))).page).toBe('TableauDeBord');
    expect((await client.get(at(site, 'plain', 'Parametrages'))).page).toBe('Parametrages');
    expect((await client.get(`${site.urls.plain}/`)).page).toBe('Accueil');
  });

  it('refuse an address without the INS they need, and an unknown one', async () => {
    const site = await siteWith();
    const client = browser(site);
    expect((await client.get(at(site, 'plain', 'Documents'))).page).toBe('page-inconnue');
    expect((await client.get(at(site, 'plain', 'Inconnue', CLAIRE.nir))).status).toBe(404);
  });

  it('carry a policy that lets only the site’s own script run', async () => {
    const site = await siteWith();
    const { headers } = await browser(site).get(`${site.urls.plain}/`);
    expect(headers['content-security-policy']).toContain("script-src 'self';");
    expect(headers['cache-control']).toBe('no-store');
  });

  it('know every well-numbered person of the card lab', async () => {
    const { control } = await siteWith();
    expect(control.world.patient(HUGO.nir)).toMatchObject({ name: 'MARTIN', birthDate: '19830903' });
    expect(control.world.patient(LEA_OWN.nir).firstName).toBe('Léa');
    expect(control.world.patients.has(numberOn('cle-fausse'))).toBe(false);
  });
});

describe('the dashboard', { timeout: 30_000 }, () => {
  it('lists the patients who authorised the practitioner, and nobody else', async () => {
    const site = await siteWith();
    const { text } = await browser(site).get(at(site, 'plain', 'TableauDeBord'));
    expect(text).toContain('MARTIN Claire');
    expect(text).not.toContain('MARTIN Hugo');
    expect(text).not.toContain('DIALLO Amadou');
    expect(text).toContain('id="lire-carte-vitale"');
  });

  it.each([
    ['open', CLAIRE.nir],
    ['closed', AMADOU.nir],
    ['missing', MISSING],
    ['blocked', BLOCKED],
    ['missing', `1800175999999${nirKey('1800175999999')}`],
  ])('shows the existence test’s result: %s', async (state, ins) => {
    const site = await siteWith();
    const answer = await browser(site).get(at(site, 'plain', 'TableauDeBord', ins));
    expect(answer.page).toBe('TableauDeBord');
    expect(answer.text).toContain(`data-etat="${state}"`);
  });

  it('finds a patient by INS', async () => {
    const site = await siteWith();
    const answer = await browser(site).post(`${site.urls.plain}/recherche`, { ins: CLAIRE.nir });
    // The first POST opened the session; its answer leads to the result.
    expect(answer.location).toBe(at(site, 'plain', 'TableauDeBord', CLAIRE.nir));
  });

  it('reopens a closed DMP', async () => {
    const site = await siteWith();
    const client = browser(site);
    await client.post(`${site.urls.plain}/reactivation`, { ins: AMADOU.nir });
    expect((await client.get(at(site, 'plain', 'DossierPatient', AMADOU.nir))).page).toBe('DossierPatient');
  });

  it('keeps the Vitale answer exactly as the page posts it', async () => {
    const site = await siteWith();
    const raw = '{"dest_host":"vitale", "contenu":"é\\u0041 opaque"}';
    const answer = await browser(site).post(`${site.urls.plain}/carte-vitale`, raw);
    expect(JSON.parse(answer.text)).toMatchObject({ suite: null });
    expect(site.control.world.vitaleAnswers).toEqual([raw]);
  });

  it('plays the page’s side of the extension’s protocol', async () => {
    const site = await siteWith();
    const { text } = await browser(site).get(`${site.urls.plain}/statique/portail.js`);
    expect(text).toContain("window.postMessage({ service: 'vitale' }");
    expect(text).toContain('evenement_reponse_vitale');
    expect(text).toContain('lecture-vitale-native-messaging-webextension-version');
  });
});

describe('the states of a DMP', { timeout: 30_000 }, () => {
  it.each([
    ['dmp-ferme', AMADOU.nir],
    ['dmp-inexistant', MISSING],
    ['dmp-bloque', BLOCKED],
  ])('%s: every page of the record errs, with a link to the dashboard', async (code, ins) => {
    const site = await siteWith();
    const client = browser(site);
    for (const page of RECORD_PAGES) {
      const answer = await client.get(at(site, 'plain', page, ins));
      expect(answer.page).toBe(code);
      expect(answer.text).toContain(`/AccesDirect/TableauDeBord/${ins}`);
    }
  });

  it('asks for an authorisation first, then opens the page asked for', async () => {
    const site = await siteWith();
    const client = browser(site);
    const asked = at(site, 'plain', 'Documents', HUGO.nir);
    expect((await client.get(asked)).page).toBe('Autorisation');
    const confirmed = await client.post(`${site.urls.plain}/autorisation`, {
      ins: HUGO.nir,
      suite: new URL(asked).pathname,
    });
    expect(confirmed.location).toBe(asked);
    expect((await client.get(asked)).page).toBe('Documents');
  });

  it('follows no address elsewhere after an authorisation', async () => {
    const site = await siteWith();
    const client = browser(site);
    const answer = await client.post(`${site.urls.plain}/autorisation`, {
      ins: HUGO.nir,
      suite: '//ailleurs.localhost/',
    });
    expect(answer.location).toBe(`${site.urls.plain}/`);
  });

  it('sends a first-time practitioner to the practice situation, once', async () => {
    const site = await siteWith({ firstUse: true });
    const client = browser(site);
    const asked = at(site, 'plain', 'Documents', CLAIRE.nir);
    expect((await client.open(asked)).page).toBe('SituationExercice');
    await client.post(`${site.urls.plain}/SituationExercice`, { situation: 'cabinet' });
    expect((await client.open(asked)).page).toBe('Documents');
  });

  it('limits a CPE to the patient’s information', async () => {
    const site = await siteWith({ plainPractitioner: sitePractitioner(LAB_PRACTITIONERS.cpe) });
    const client = browser(site);
    expect((await client.get(at(site, 'plain', 'DossierPatient', CLAIRE.nir))).page).toBe('carte-limitee');
    const management = await client.get(at(site, 'plain', 'GestionDMPPatient', CLAIRE.nir));
    expect(management.page).toBe('GestionDMPPatient');
    expect(management.text).toContain('accès en urgence');
    expect(management.text).not.toContain('Fermer ce DMP');
  });

  it('answers contextual creation with the code of the reference', async () => {
    const site = await siteWith();
    const answer = await browser(site).get(at(site, 'plain', 'CreationDMP', MISSING));
    expect(answer.text).toContain('DMPAccessDeniedByRightsService');
  });

  it('refuses a second record in one session, until the first is left', async () => {
    const site = await siteWith();
    const client = browser(site);
    const second = at(site, 'plain', 'DossierPatient', LEA_OWN.nir);
    await client.get(at(site, 'plain', 'DossierPatient', CLAIRE.nir));
    const refused = await client.get(second);
    expect(refused.page).toBe('deuxieme-dmp');
    expect(refused.text).toContain('<h1>Erreur</h1>');
    expect((await client.get(at(site, 'plain', 'TableauDeBord', LEA_OWN.nir))).page).toBe('TableauDeBord');
    await client.post(`${site.urls.plain}/quitter`, { ins: LEA_OWN.nir });
    expect((await client.get(second)).page).toBe('DossierPatient');
    expect((await browser(site).get(at(site, 'plain', 'Documents', CLAIRE.nir))).page).toBe('Documents');
  });

  it('makes a vaccination record at its first entry', async () => {
    const site = await siteWith();
    const client = browser(site);
    const asked = at(site, 'plain', 'CarnetVaccination', LEA_OWN.nir);
    expect((await client.get(asked)).text).toContain('Ajout d’une vaccination');
    await client.post(`${site.urls.plain}/vaccination`, { vaccin: 'Grippe', date: '2026-10-01' });
    expect((await client.get(asked)).text).toContain('Rappel');
  });
});

describe('the form of the INS', { timeout: 30_000 }, () => {
  it.each([
    ['matricule', CLAIRE.nir, 'TableauDeBord'],
    ['matricule', `${CLAIRE.nir}N`, 'ins-refuse'],
    ['matricule+type', CLAIRE.nir, 'ins-refuse'],
    ['matricule+type', `${CLAIRE.nir}N`, 'TableauDeBord'],
    ['matricule+type', `${CLAIRE.nir}T`, 'ins-refuse'],
    ['matricule+type', `${numberOn('numero-test')}T`, 'TableauDeBord'],
    ['either', `${CLAIRE.nir}N`, 'TableauDeBord'],
    ['either', CLAIRE.nir, 'TableauDeBord'],
    ['either', `${CLAIRE.nir.slice(0, 14)}${(Number(CLAIRE.nir.at(-1)) + 1) % 10}`, 'ins-refuse'],
    ['either', `${CLAIRE.nir}X`, 'ins-refuse'],
  ] as const)('%s: %s gives %s', async (insForm, ins, page) => {
    const site = await siteWith({ insForm });
    expect((await browser(site).get(at(site, 'plain', 'TableauDeBord', ins))).page).toBe(page);
  });
});

describe('documents', { timeout: 30_000 }, () => {
  it('come as PDF by GET and by POST, with the open patient’s name', async () => {
    const site = await siteWith();
    const client = browser(site);
    await client.get(at(site, 'plain', 'Documents', CLAIRE.nir));
    const got = await client.get(`${site.urls.plain}/documents/bilan-sanguin`);
    const posted = await client.post(`${site.urls.plain}/documents/consulter`, { document: 'bilan-sanguin' });
    expect(got.headers['content-type']).toBe('application/pdf');
    expect(got.body.subarray(0, 5).toString()).toBe('%PDF-');
    expect(posted.body.equals(got.body)).toBe(true);
    expect(got.body.toString('latin1')).toContain('MARTIN Claire');
  });

  it('come as a page, and as a download', async () => {
    const site = await siteWith();
    const client = browser(site);
    await client.get(at(site, 'plain', 'Documents', CLAIRE.nir));
    expect((await client.get(`${site.urls.plain}/documents/ordonnance`)).page).toBe('Document');
    const file = await client.get(`${site.urls.plain}/documents/ordonnance/telecharger`);
    expect(file.headers['content-disposition']).toBe('attachment; filename="ordonnance.pdf"');
  });

  it('are not had without an open record', async () => {
    const site = await siteWith();
    expect((await browser(site).get(`${site.urls.plain}/documents/bilan-sanguin`)).page).toBe(
      'page-inconnue',
    );
  });

  it('have a cross-reference table that points at their objects', async () => {
    const site = await siteWith();
    const client = browser(site);
    await client.get(at(site, 'plain', 'Documents', CLAIRE.nir));
    const pdf = (await client.get(`${site.urls.plain}/documents/synthese-medicale`)).body.toString('latin1');
    const start = Number(/startxref\n(\d+)/.exec(pdf)?.[1]);
    expect(pdf.slice(start, start + 4)).toBe('xref');
    const offsets = [...pdf.slice(start).matchAll(/^(\d{10}) 00000 n/gm)].map((match) => Number(match[1]));
    offsets.forEach((offset, index) => {
      expect(pdf.slice(offset).startsWith(`${index + 1} 0 obj`)).toBe(true);
    });
  });
});

describe('the host without authentication', { timeout: 30_000 }, () => {
  it('can ask for one click, and comes back to the page asked for', async () => {
    const site = await siteWith({ plainSignIn: 'button' });
    const client = browser(site);
    const asked = at(site, 'plain', 'Documents', CLAIRE.nir);
    const page = await client.get(asked);
    expect(page.page).toBe('connexion');
    expect(page.text).toContain('Se connecter (simulé)');
    const signedIn = await client.post(`${site.urls.plain}/connexion`, { suite: new URL(asked).pathname });
    expect(signedIn.location).toBe(asked);
    expect((await client.get(asked)).text).toContain('Dr A. PRATICIEN');
  });

  it('signs out', async () => {
    const site = await siteWith({ plainSignIn: 'button' });
    const client = browser(site);
    await client.post(`${site.urls.plain}/connexion`, {});
    expect(site.control.sessions('plain')).toHaveLength(1);
    expect((await client.open(`${site.urls.plain}/deconnexion`)).page).toBe('deconnecte');
    expect(site.control.sessions('plain')).toHaveLength(0);
    expect((await client.get(`${site.urls.plain}/`)).page).toBe('connexion');
  });
});

describe('the card host', { timeout: 30_000 }, () => {
  it('shows who signed in, over TLS 1.2', async () => {
    const site = await siteWith();
    const answer = await withCard(site, 'cps').get(at(site, 'cpx', 'TableauDeBord'));
    expect(answer.tlsVersion).toBe('TLSv1.2');
    expect(answer.text).toMatch(/Connecté&nbsp;:\s+Dr A\. PRATICIEN/);
    expect(site.control.journal.entries('cpx')[0]).toMatchObject({
      tlsVersion: 'TLSv1.2',
      clientName: `8${LAB_PRACTITIONERS.cps.rpps}`,
      status: 200,
    });
  });

  it('lets a visitor without a certificate in where a test asks for that, and notes it', async () => {
    const site = await siteWith({ withoutCertificate: 'let in' });
    await browser(site).get(site.urls.cpx);
    expect(site.control.journal.entries('cpx')).toMatchObject([{ refused: null, clientFingerprint: null }]);
  });

  it('speaks nothing newer', async () => {
    const site = await siteWith();
    const client = browser(site, { card: site.pki.cards.cps.authentication, minVersion: 'TLSv1.3' });
    await expect(client.get(site.urls.cpx)).rejects.toThrow();
  });

  it.each([
    ['no certificate', undefined, undefined, 'ERR_SSL_PEER_DID_NOT_RETURN_A_CERTIFICATE'],
    ['the signature certificate', 'cps', 'signature', 'INVALID_PURPOSE'],
    ['an expired card', 'cps-expiree', 'authentication', 'CERT_HAS_EXPIRED'],
    ['a card of the future', 'cps-pas-encore-valable', 'authentication', 'CERT_NOT_YET_VALID'],
    ['a card of the other chain', 'cps-reelle', 'authentication', 'UNABLE_TO_VERIFY_LEAF_SIGNATURE'],
  ] as const)('refuses %s, and says why in its journal', async (_what, key, kind, reason) => {
    const site = await siteWith();
    const client = key === undefined ? browser(site) : withCard(site, key, kind);
    await expect(client.get(site.urls.cpx)).rejects.toThrow();
    await expect
      .poll(() => site.control.journal.entries('cpx').map(({ refused }) => refused))
      .toEqual([reason]);
    expect(site.control.journal.paths('cpx')).toEqual([]);
  });

  it('takes the other chain when told to', async () => {
    const site = await siteWith({ chain: 'real' });
    expect((await withCard(site, 'cps-reelle').get(`${site.urls.cpx}/`)).page).toBe('Accueil');
    await expect(withCard(site, 'cps').get(site.urls.cpx)).rejects.toThrow();
  });

  it('signs nobody in with a structure’s certificate', async () => {
    const site = await siteWith();
    const answer = await browser(site, { card: site.pki.organisation }).get(site.urls.cpx);
    expect(answer.page).toBe('authentification-refusee');
  });

  it('limits a CPE without a name, shown by its structure', async () => {
    const site = await siteWith();
    const answer = await withCard(site, 'cpe-anonyme').get(at(site, 'cpx', 'Documents', CLAIRE.nir));
    expect(answer.page).toBe('carte-limitee');
    expect(answer.text).toContain('CABINET DES TILLEULS');
  });

  it('resumes TLS sessions with their certificate, so that a launcher has to prove it does not', async () => {
    const site = await siteWith();
    const client = withCard(site, 'cps');
    await client.get(`${site.urls.cpx}/`);
    const again = await client.get(`${site.urls.cpx}/`);
    expect(again.resumed).toBe(true);
    expect(again.text).toContain('Dr A. PRATICIEN');
    expect(site.control.journal.entries('cpx').map((entry) => entry.resumed)).toEqual([false, true]);
  });
});

describe('the e-CPS host', { timeout: 30_000 }, () => {
  /** Types the identifier and stays where the phone is awaited. */
  async function toPhone(site: LabSite, client: LabClient, asked: string): Promise<string> {
    const page = await client.open(asked);
    expect(page.page).toBe('identifiant');
    const demande = /name="demande" value="([0-9a-f]+)"/.exec(page.text)?.[1] ?? '';
    const waiting = await client.post(`${site.urls.wallet}/identifiant`, {
      demande,
      identifiant: `8${LAB_PRACTITIONERS.cps.rpps}`,
    });
    expect((await client.get(waiting.location ?? '')).page).toBe('attente-telephone');
    return demande;
  }

  async function nextOf(site: LabSite, client: LabClient, demande: string): Promise<string | null> {
    const { suite } = JSON.parse((await client.get(`${site.urls.wallet}/etat?demande=${demande}`)).text) as {
      suite: string | null;
    };
    return suite === null ? null : new URL(suite, site.urls.wallet).href;
  }

  async function signIn(site: LabSite, client: LabClient, asked: string): Promise<Answer> {
    const demande = await toPhone(site, client, asked);
    site.control.phone.confirm();
    return client.open((await nextOf(site, client, demande)) ?? '');
  }

  it.each(['TLSv1.2', 'TLSv1.3'] as const)(
    'opens the page asked for after the phone, over %s',
    async (version) => {
      const site = await siteWith();
      const client = browser(site, { minVersion: version, maxVersion: version });
      const asked = at(site, 'ecps', 'TableauDeBord', CLAIRE.nir);
      const demande = await toPhone(site, client, asked);
      expect(await nextOf(site, client, demande)).toBeNull();
      expect(site.control.phone.pending()).toEqual([LAB_PRACTITIONERS.cps.rpps]);
      site.control.phone.confirm();
      const answer = await client.open((await nextOf(site, client, demande)) ?? '');
      expect(answer.url).toBe(asked);
      expect(answer.text).toContain('Dr A. PRATICIEN');
      expect(answer.tlsVersion).toBe(version);
      expect(site.control.journal.paths('auth')[0]).toMatch(
        /^\/auth\/realms\/esante-wallet\/protocol\/openid-connect\/auth\?/,
      );
    },
  );

  it('may drop the practitioner on the home page', async () => {
    const site = await siteWith({ wayBack: 'home' });
    const answer = await signIn(site, browser(site), at(site, 'ecps', 'Documents', CLAIRE.nir));
    expect(answer.page).toBe('Accueil');
  });

  it('takes a callback once, and answers its replay with the site’s general error', async () => {
    const site = await siteWith();
    const client = browser(site);
    await signIn(site, client, `${site.urls.ecps}/`);
    const callback = site.control.journal.paths('ecps').find((path) => path.startsWith('/callbackoidc'));
    const replayed = await client.get(`${site.urls.ecps}${callback ?? ''}`);
    expect(replayed.text).toContain('Erreur générale non identifiée');
  });

  it('takes no callback of another browser, nor a forged state or code', async () => {
    const site = await siteWith();
    const mine = browser(site);
    const demande = await toPhone(site, mine, `${site.urls.ecps}/`);
    site.control.phone.confirm();
    const auth = await mine.get((await nextOf(site, mine, demande)) ?? '');
    const stolen = await browser(site).get(auth.location ?? '');
    expect(stolen.page).toBe('erreur-generale');
    const forged = (auth.location ?? '').replace(/code=[0-9a-f]+/, 'code=0');
    expect((await mine.get(forged)).page).toBe('erreur-generale');
    expect(site.control.sessions('ecps')).toHaveLength(0);
  });

  it('says that the phone refused, or that the practitioner cancelled', async () => {
    const site = await siteWith();
    const client = browser(site);
    const demande = await toPhone(site, client, `${site.urls.ecps}/`);
    site.control.phone.refuse();
    expect((await client.open((await nextOf(site, client, demande)) ?? '')).page).toBe(
      'authentification-refusee',
    );
    const other = await toPhone(site, client, `${site.urls.ecps}/`);
    const cancelled = await client.open(`${site.urls.wallet}/annuler?demande=${other}`);
    expect(cancelled.page).toBe('authentification-refusee');
    expect(site.control.connectSessions()).toBe(0);
  });

  it('says that the phone was too late, and lets it start again', async () => {
    const site = await siteWith();
    const client = browser(site);
    const demande = await toPhone(site, client, `${site.urls.ecps}/`);
    site.control.world.advance(PHONE_TIMEOUT_MS);
    const late = await client.open((await nextOf(site, client, demande)) ?? '');
    expect(late.page).toBe('delai-depasse');
    const again = /href="(\/auth\?[^"]+)"/.exec(late.text)?.[1] ?? '';
    const page = await client.get(`${site.urls.wallet}${again.replaceAll('&#38;', '&')}`);
    expect(page.page).toBe('identifiant');
  });

  it('does not know every identifier', async () => {
    const site = await siteWith();
    const client = browser(site);
    const page = await client.open(`${site.urls.ecps}/`);
    const demande = /name="demande" value="([0-9a-f]+)"/.exec(page.text)?.[1] ?? '';
    const answer = await client.post(`${site.urls.wallet}/identifiant`, { demande, identifiant: '12345' });
    expect(answer.text).toContain('n’est pas reconnu');
  });

  it('serves no callback but its own', async () => {
    const site = await siteWith();
    const query = new URLSearchParams({
      client_id: 'web-ps-lab',
      redirect_uri: `${site.urls.foreign}/callbackoidc`,
    });
    expect((await browser(site).get(`${site.urls.wallet}/auth?${query.toString()}`)).status).toBe(400);
  });

  it('ends a session after 30 minutes without a request', async () => {
    const site = await siteWith();
    const client = browser(site);
    await signIn(site, client, `${site.urls.ecps}/`);
    site.control.world.advance(29 * 60_000);
    expect((await client.get(`${site.urls.ecps}/`)).page).toBe('Accueil');
    site.control.world.advance(31 * 60_000);
    expect((await client.get(`${site.urls.ecps}/`)).page).toBe('session-expiree');
    expect((await client.open(`${site.urls.ecps}/`)).page).toBe('identifiant');
  });

  it('ends a session after 4 hours, however busy', async () => {
    const site = await siteWith();
    const client = browser(site);
    await signIn(site, client, `${site.urls.ecps}/`);
    for (let minutes = 20; minutes < 240; minutes += 20) {
      site.control.world.advance(20 * 60_000);
      expect((await client.get(`${site.urls.ecps}/`)).page).toBe('Accueil');
    }
    site.control.world.advance(20 * 60_000);
    expect((await client.get(`${site.urls.ecps}/`)).page).toBe('session-expiree');
  });

  it('keeps Pro Santé Connect signed in until it is signed out of there too', async () => {
    const site = await siteWith();
    const client = browser(site);
    await signIn(site, client, `${site.urls.ecps}/`);
    site.control.dropSessions();
    expect((await client.open(`${site.urls.ecps}/`)).page).toBe('Accueil');
    expect(site.control.connectSessions()).toBe(1);
    expect((await client.open(`${site.urls.ecps}/deconnexion`)).page).toBe('deconnecte');
    expect(site.control.connectSessions()).toBe(0);
    expect((await client.open(`${site.urls.ecps}/`)).page).toBe('identifiant');
  });

  it('can have a phone that answers by itself', async () => {
    const site = await siteWith({ phone: { answer: 'confirm', afterMs: 1 } });
    const client = browser(site);
    const demande = await toPhone(site, client, `${site.urls.ecps}/`);
    await expect.poll(() => nextOf(site, client, demande)).toContain('/openid-connect/auth');
  });
});

describe('the surroundings', { timeout: 30_000 }, () => {
  it('offer a page full of ways out, and a host that should hear of none', async () => {
    const site = await siteWith();
    const client = browser(site);
    const page = await client.get(`${site.urls.plain}/attaques`);
    expect(page.page).toBe('attaques');
    for (const id of [
      'lien',
      'courriel',
      'fenetre',
      'cadre',
      'formulaire',
      'rafraichissement',
      'redirection',
    ]) {
      expect(page.text).toContain(`id="${id}"`);
    }
    expect((await client.get(`${site.urls.plain}/attaques/redirection`)).location).toBe(
      `${site.urls.foreign}/redirection`,
    );
    expect((await client.get(`${site.urls.plain}/attaques/rafraichissement`)).text).toContain(
      'http-equiv="refresh"',
    );
    const download = await client.get(`${site.urls.plain}/attaques/telechargement`);
    expect(download.headers['content-disposition']).toContain('attachment');
    expect(site.control.journal.entries('foreign')).toEqual([]);
  });

  it('escape what they show', async () => {
    const { name, firstName } = { name: '<b>X</b>', firstName: '"&' };
    const site = await siteWith();
    Object.assign(site.control.world.patient(CLAIRE.nir), { name, firstName });
    const { text } = await browser(site).get(at(site, 'plain', 'DossierPatient', CLAIRE.nir));
    expect(text).toContain('&#60;b&#62;X&#60;/b&#62; &#34;&#38;');
    expect(text).not.toContain('<b>X</b>');
  });

  it('have the faults of a network', async () => {
    const site = await siteWith();
    const client = browser(site);
    const url = `${site.urls.plain}/`;
    const inject = (fault: Parameters<typeof site.control.faults.inject>[0]['fault']): void => {
      site.control.faults.inject({ host: 'plain', path: '/', times: 1, fault });
    };
    inject({ kind: 'reset' });
    await expect(client.get(url)).rejects.toThrow();
    inject({ kind: 'status', status: 503 });
    expect((await client.get(url)).status).toBe(503);
    inject({ kind: 'large', bytes: 3_000_000 });
    expect((await client.get(url)).body).toHaveLength(3_000_000);
    inject({ kind: 'delay', milliseconds: 150 });
    const before = Date.now();
    expect((await client.get(url)).page).toBe('Accueil');
    expect(Date.now() - before).toBeGreaterThanOrEqual(145);
    inject({ kind: 'drip', milliseconds: 10, lines: 4 });
    expect((await client.get(url)).text.split('\n')).toHaveLength(5);
    expect((await client.get(url)).page).toBe('Accueil');
  });

  it('close at once, even with an answer that never comes', async () => {
    const site = await siteWith();
    site.control.faults.inject({ host: 'plain', fault: { kind: 'silence' } });
    const pending = browser(site).get(site.urls.plain);
    const failed = expect(pending).rejects.toThrow();
    await site.control.journal.next((entry) => entry.host === 'plain');
    await site.close();
    await failed;
  });

  it('may be told apart by their ports only', async () => {
    const site = await siteWith({ naming: 'localhost' });
    expect(new URL(site.urls.cpx).hostname).toBe('localhost');
    expect((await withCard(site, 'cps').get(`${site.urls.cpx}/`)).page).toBe('Accueil');
  });
});
