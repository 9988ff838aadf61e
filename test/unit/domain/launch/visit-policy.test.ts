import { describe, expect, it } from 'vitest';
import { isBeforeSignIn } from '../../../../src/domain/launch/visit-connect.ts';
import { holderOf } from '../../../../src/domain/practitioner/cpx.ts';
import { failure } from '../../../../src/domain/failures/index.ts';
import { certificate } from '../practitioner/cpx-samples.ts';
import { arrival, CLAIRE, ECPS_TERMS, place, Story, TERMS } from './visit-lives.ts';
import { CLAIRE_INS } from './launch-policy-cards.ts';

const DOCUMENTS = `https://carte.exemple.fr/AccesDirect/Documents/${CLAIRE_INS}`;
const SITE_503 = failure('SITE-ERREUR', { host: 'carte.exemple.fr', status: '503' });

describe('opening', () => {
  it('asks for the page at once, and shows it when it has come', () => {
    const story = new Story();
    expect(story.loads).toEqual([{ session: 1, address: DOCUMENTS }]);
    expect(story.life).toMatchObject({ stage: 'opening', waiting: 'connecting', signedIn: false });
    story.send({ type: 'page-started', session: 1, from: 'site' }).signIn();
    expect(story.asked).toEqual(['signed-in', 'show-site']);
    expect(story.life).toMatchObject({ stage: 'shown', current: 'Documents', signedIn: true });
    story.send({ type: 'loading-ended', session: 1, turn: null });
    expect(story.life.waiting).toBeNull();
  });

  it('asks again, once, for the page that the site’s home page came instead of', () => {
    const story = new Story().signIn({ place: place('Accueil') });
    expect(story.asked).toEqual(['signed-in', 'close-document', 'load']);
    expect(story.visible).toBe(false);
    story.send(arrival(1, { place: place('Accueil') }));
    expect(story.asked).toEqual(['show-site']);
    expect(story.loads).toHaveLength(2);
  });

  it('stops at a page that cannot be opened for nobody', () => {
    const story = new Story({ kind: 'dashboard' }, 'Documents');
    expect(story.stopCode).toBe('PAGE-INS-REQUIS');
    expect(story.loads).toEqual([]);
  });
});

describe('a search from the dashboard', () => {
  const LEA = { name: 'MARTIN', birthName: null, firstName: 'Léa', birthDate: '20120614' };
  const searching = (): Story =>
    new Story({ kind: 'dashboard', search: LEA }, 'TableauDeBord').signIn({ place: place('TableauDeBord') });

  it.each([
    ['a page of somebody', place('Documents', { ours: false })],
    ['the home of a record', place(null, { landing: 'record' })],
  ])('is over once a record is shown, and does not come back: %s', (_what, record) => {
    const story = searching().send(arrival(1, { place: place(null) }));
    expect(story.life).toMatchObject({ search: LEA, unverified: true });
    story.send({ type: 'address-changed', session: 1, place: record, otherPatient: false });
    expect(story.life.search).toBeNull();
    expect(story.send(arrival(1, { place: place('TableauDeBord') })).life.search).toBeNull();
  });

  it('changes in its place, and never names anybody beside a patient', () => {
    expect(searching().send({ type: 'search', person: null }).life.search).toBeNull();
    expect(new Story().send({ type: 'search', person: LEA }).life.search).toBeNull();
  });
});

describe('signed in by card', () => {
  it.each([
    ['no certificate was given', false, 200],
    ['the answer is an error', true, 403],
  ])('is nobody when %s', (_why, certificate, status) => {
    const story = new Story();
    if (certificate) story.send({ type: 'certificate-answered', session: 1 });
    story.send(arrival(1, { status }));
    expect(story.life).toMatchObject({ stage: 'shown', signedIn: false });
    expect(story.asked).not.toContain('signed-in');
  });

  it('is nobody by the certificate of a session before', () => {
    const story = new Story().signIn().over().startOver();
    story.send(arrival(story.life.session?.id ?? -1));
    expect(story.life.signedIn).toBe(false);
  });
});

describe('the way back from signing in', () => {
  const again = (story: Story): boolean => story.asked.includes('load');

  it.each(['home', 'list', 'record'] as const)('asks again, once, after being left on: %s', (landing) => {
    const where = place(landing === 'home' ? 'Accueil' : null, { landing });
    const story = new Story().signIn({ place: where });
    expect(again(story)).toBe(true);
    expect(story.loads.at(-1)?.address).toContain('/Documents/');
    expect(again(story.send(arrival(1, { place: where })))).toBe(false);
    expect(story.visible).toBe(true);
  });

  it('is there on the record’s home when that was asked for', () => {
    const story = new Story(CLAIRE, 'DossierPatient').signIn({ place: place(null, { landing: 'record' }) });
    expect(again(story)).toBe(false);
    expect(story.life).toMatchObject({ arrived: true, unverified: true });
  });

  it.each(['passage', null] as const)('waits for a page that may be a form, then goes on: %s', (landing) => {
    const story = new Story().signIn({ place: place(null, { landing }) });
    expect(again(story)).toBe(false);
    expect(story.life.arrived).toBe(false);
    expect(
      again(story.send(arrival(1, { place: place('TableauDeBord', { ours: false, landing: 'list' }) }))),
    ).toBe(true);
    expect(again(story.send(arrival(1)))).toBe(false);
    expect(story.life.arrived).toBe(true);
    // What the practitioner does from here on is theirs.
    expect(again(story.send(arrival(1, { place: place('Accueil') })))).toBe(false);
  });
});

describe('the way back', () => {
  it('leads through the pages of the table, by their own addresses', () => {
    const story = new Story().signIn();
    for (const page of ['HistoriqueAcces', 'TableauDeBord'] as const)
      story.send({ type: 'open-page', page }).send(arrival(1, { place: place(page) }));
    const loads = story.loads.length;
    story.send({ type: 'back' }).send(arrival(1, { place: place('HistoriqueAcces') }));
    // From a page of the site's own, to the page that it was reached from.
    story.send(arrival(1, { place: place(null) }));
    story.send({ type: 'back' }).send(arrival(1, { place: place('HistoriqueAcces') }));
    story.send({ type: 'back' }).send(arrival(1));
    expect(story.loads.slice(loads).map(({ address }) => address.split('/')[4])).toEqual([
      'HistoriqueAcces',
      'HistoriqueAcces',
      'Documents',
    ]);
    // There is nothing before the first one.
    expect(story.send({ type: 'back' }).asked).toEqual([]);
  });

  it('knows nothing of the pages that signing in has led through, nor of what replaced the site', () => {
    const story = new Story().signIn({ place: place('Accueil') }).send(arrival(1));
    expect(story.send({ type: 'back' }).asked).toEqual([]);
    story.send({ type: 'open-page', page: 'HistoriqueAcces' }).over();
    expect(story.send({ type: 'back' }).asked).toEqual([]);
  });
});

describe('a page that the launcher does not open', () => {
  const elsewhere = place(null);

  it('is said, until there is one that it opens', () => {
    const story = new Story().signIn();
    expect(story.life.unverified).toBe(false);
    story.send(arrival(1, { place: elsewhere }));
    expect(story.life.unverified).toBe(true);
    story.send({ type: 'address-changed', session: 1, place: place('Documents'), otherPatient: false });
    expect(story.life.unverified).toBe(false);
    story.send({ type: 'address-changed', session: 1, place: elsewhere, otherPatient: false });
    expect(story.life.unverified).toBe(true);
  });
});

describe('signing in by e-CPS', () => {
  it('is the practitioner’s turn on Pro Santé Connect’s page, and signed in once led back', () => {
    const story = new Story(CLAIRE, 'Documents', ECPS_TERMS);
    story.send({ type: 'page-started', session: 1, from: 'connect' });
    story.send(arrival(1, { from: 'connect', place: place(null), turn: 'practitioner' }));
    expect(story.life).toMatchObject({ stage: 'signing-in', signedIn: false, waiting: 'connect' });
    story.send({ type: 'loading-ended', session: 1, turn: 'practitioner' });
    expect(story.life.waiting).toBe('connect');
    story.send(arrival(1, { turn: 'signed-in' }));
    expect(story.life).toMatchObject({ stage: 'shown', signedIn: true, waiting: 'loading' });
  });

  const atConnect = (): Story =>
    new Story(CLAIRE, 'Documents', ECPS_TERMS).send(
      arrival(1, { from: 'connect', place: place(null), turn: 'practitioner' }),
    );
  const asks = (field: boolean) => ({ type: 'connect-asks', session: 1, field }) as const;

  it('awaits the identifier while there is a field for it, the phone once that has gone', () => {
    const story = atConnect().send(asks(false));
    // A page that is still being drawn, or that asks for something else.
    expect(story.life.waiting).toBe('connect');
    expect(story.send(asks(true)).life.waiting).toBe('identifier');
    // Sent by a form: the next page says what was made of it.
    story.send({ type: 'page-started', session: 1, from: 'connect' });
    expect(story.life.waiting).toBe('identifier');
    story.send(arrival(1, { from: 'connect', place: place(null), turn: 'practitioner' })).send(asks(true));
    expect(story.life.waiting).toBe('identifier');
    expect(story.send(asks(false)).life.waiting).toBe('phone');
    expect(isBeforeSignIn(story.life)).toBe(true);
    // Pro Santé Connect leads back: nobody is asked for anything any more.
    story.send({ type: 'page-started', session: 1, from: 'site' });
    expect(story.life.waiting).toBe('connecting');
    expect(isBeforeSignIn(story.send(arrival(1, { turn: 'signed-in' })).life)).toBe(false);
    expect(story.send(asks(true)).life.waiting).toBe('connecting');
  });

  it('is given up for the card at once, whose coming is then waited for', () => {
    const story = atConnect().send(asks(true)).send({ type: 'act', action: 'use-card' });
    expect(story.asked).toEqual(['end-session', 'show-site', 'renew']);
    expect(story.life).toMatchObject({ session: null, stage: 'starting-over', waiting: 'connecting' });
    const refused = { ok: false, failure: failure('CPX-ATTENDUE') } as const;
    story.send({ type: 'renewed', renewal: story.life.renewal ?? -1, terms: refused });
    expect(story.life).toMatchObject({ stage: 'ended', stop: { failure: { code: 'CPX-ATTENDUE' } } });
    const holder = holderOf(certificate());
    story.send({ type: 'card', card: { kind: 'ready', whose: 'unknown', holder } });
    expect(story.asked).toEqual(['renew']);
  });

  it('is signed in by no page that the site shows to anybody, nor by a way back that it refuses', () => {
    const story = new Story(CLAIRE, 'Documents', ECPS_TERMS);
    story.send(arrival(1, { turn: 'site' }));
    story.send(arrival(1, { turn: 'signed-in', callback: true, status: 403, place: place(null) }));
    expect(story.life).toMatchObject({ stage: 'shown', signedIn: false });
  });

  it('ends with the site’s own sign-out', () => {
    const story = new Story(CLAIRE, 'Documents', ECPS_TERMS).send(arrival(1, { turn: 'signed-out' }));
    expect(story.stopCode).toBe('SESSION-DECONNECTEE');
    expect(story.session).toBeNull();
  });
});

describe('a site that cannot be reached', () => {
  const cut = {
    type: 'load-failed',
    session: 1,
    failure: failure('SITE-INJOIGNABLE', { host: 'site.fr', reason: 'coupé' }),
  } as const;

  it('keeps whoever is signed in, and asks for the page again', () => {
    const story = new Story().signIn().send({ type: 'open-page', page: 'HistoriqueAcces' }).send(cut);
    expect(story.life.stop).toMatchObject({ actions: ['retry', 'start-over', 'close'], again: 5 });
    story.send({ type: 'act', action: 'retry' });
    expect(story.session).toBe(1);
    expect(story.loads.at(-1)?.address).toContain('/HistoriqueAcces/');
    expect(story.life).toMatchObject({ stop: null, signedIn: true });
  });

  it('is looked for anew by whoever is not: another address may answer', () => {
    const story = new Story().send(cut).send({ type: 'act', action: 'retry' });
    expect(story.asked).toEqual(['renew']);
    expect(story.life.stop).toMatchObject({ again: null });
  });

  it('is tried again by itself only while its reason stands', () => {
    const story = new Story().signIn().send(cut);
    expect(story.send({ type: 'try-again' }).asked).toContain('load');
    const { life } = story;
    expect(story.send({ type: 'try-again' }).life).toBe(life);
    const over = new Story().send(cut).over();
    expect(over.send({ type: 'try-again' }).asked).toEqual([]);
  });

  it('is asked again, once a card, where the engine has not seen the card that is there', () => {
    const unseen = {
      type: 'load-failed',
      session: 1,
      failure: failure('SITE-CARTE-DEMANDEE', { host: 'site.fr' }),
    } as const;
    const card = (whose: 'same' | 'other' | 'unknown') =>
      ({ type: 'card', card: { kind: 'ready', whose, holder: holderOf(certificate()) } }) as const;
    const story = new Story().send(card('unknown')).send(unseen);
    expect(story.life.stop).toMatchObject({ again: 1 });
    expect(story.send({ type: 'try-again' }).asked).toEqual(['renew']);
    story.send({ type: 'renewed', renewal: story.life.renewal ?? -1, terms: { ok: true, value: TERMS } });
    story.send({ ...unseen, session: story.session ?? -1 });
    expect(story.life.stop).toMatchObject({ again: null });
    for (const before of [new Story(), new Story().send(card('other'))])
      expect(before.send(unseen).life.stop).toMatchObject({ again: null });
    const gone = new Story().send(card('unknown')).send(unseen).send(card('other'));
    expect(gone.send({ type: 'try-again' }).asked).toEqual([]);
    expect(gone.life.stop).toMatchObject({ again: null });
  });

  it('is counted from the beginning once it has answered', () => {
    const story = new Story().signIn().send(cut).send({ type: 'try-again' }).send(cut);
    expect(story.life.stop?.again).toBe(10);
    story.send({ type: 'try-again' }).send(arrival(1)).send(cut);
    expect(story.life.stop?.again).toBe(5);
  });
});

describe('the first way on, which Enter takes, where a page did not come', () => {
  const unreachable = failure('SITE-INJOIGNABLE', { host: 'site.fr', reason: 'coupé' });
  const askedForCard = failure('SITE-CARTE-DEMANDEE', { host: 'site.fr' });

  it.each([
    ['« Réessayer », for whoever is signed in: no other sign-in is needed', true, SITE_503, 'retry'],
    ['« Réessayer », for a site that is not reached, signed in', true, unreachable, 'retry'],
    ['« Réessayer », for a site that is not reached before signing in', false, unreachable, 'retry'],
    ['another sign-in, where the site wants the card again', true, askedForCard, 'start-over'],
    ['another sign-in, for an error before signing in', false, SITE_503, 'start-over'],
  ] as const)('%s', (_what, signedIn, reason, first) => {
    const story = signedIn ? new Story().signIn() : new Story();
    story.send({ type: 'load-failed', session: 1, failure: reason });
    expect(story.life.stop?.actions[0]).toBe(first);
  });

  it('is « Réessayer » for a site that says nothing', () => {
    const story = new Story().send({ type: 'silent', session: 1, seconds: 15 });
    expect(story.life.stop?.actions[0]).toBe('retry');
  });
});

describe('a site that says nothing', () => {
  const silent = { type: 'silent', session: 1, seconds: 15 } as const;

  it('is told above a page that is there, until the next one has come', () => {
    const story = new Story().signIn().send({ type: 'page-started', session: 1, from: 'site' }).send(silent);
    expect(story.life).toMatchObject({ stage: 'shown', stop: null, banner: { code: 'SITE-MUET' } });
    expect(story.send(arrival(1)).life.banner).toBeNull();
  });

  it('is told in the place of the first page, and gives way to what comes of it', () => {
    const story = new Story().send(silent);
    expect(story.stopCode).toBe('SITE-MUET');
    story.send({
      type: 'load-failed',
      session: 1,
      failure: failure('SITE-INJOIGNABLE', { host: 'site.fr', reason: 'coupé' }),
    });
    expect(story.stopCode).toBe('SITE-INJOIGNABLE');
    const late = new Story().send(silent).signIn();
    expect(late.life).toMatchObject({ stage: 'shown', stop: null, signedIn: true });
    expect(late.visible).toBe(true);
  });

  it('is nobody’s fault while nothing is awaited, or the practitioner is', () => {
    const there = new Story().signIn().send({ type: 'loading-ended', session: 1, turn: null });
    expect(there.send(silent).life.banner).toBeNull();
    const story = new Story(CLAIRE, 'Documents', ECPS_TERMS);
    story.send({ type: 'page-started', session: 1, from: 'connect' }).send(silent);
    expect(story.life.stop).toBeNull();
  });

  it('is Pro Santé Connect’s while a page of its is awaited, and no more once that has come', () => {
    const host = 'wallet.esw.esante.gouv.fr';
    const awaited = { type: 'connect-awaited', session: 1, host } as const;
    const first = new Story(CLAIRE, 'Documents', ECPS_TERMS).send(awaited).send(silent);
    expect(first.life.stop?.failure).toMatchObject({ code: 'ECPS-MUET', detail: { host, seconds: '15' } });
    first.send(arrival(1, { from: 'connect', turn: 'practitioner' }));
    expect(first.life).toMatchObject({ stage: 'signing-in', stop: null });
    expect(first.send(silent).life.banner).toBeNull();
    // The identifier was given, and what it leads to does not come.
    first.send({ type: 'page-started', session: 1, from: 'connect' }).send(awaited).send(silent);
    expect(first.life).toMatchObject({ stage: 'signing-in', stop: null, banner: { code: 'ECPS-MUET' } });
    first.send({ type: 'loading-ended', session: 1, turn: 'practitioner' });
    expect(first.life.connectDue).toBeNull();
  });
});

it('a warning goes once what it warned of is done again, and no other does', () => {
  const story = new Story().signIn();
  story.send({
    type: 'warn',
    failure: failure('ENREGISTREMENT-IMPOSSIBLE', { reason: 'le disque est plein' }),
  });
  expect(story.send({ type: 'settled', code: 'IMPRESSION-IMPOSSIBLE' }).life.banner).not.toBeNull();
  expect(story.send({ type: 'settled', code: 'ENREGISTREMENT-IMPOSSIBLE' }).life.banner).toBeNull();
});

describe('something takes the site’s place', () => {
  it('keeps the session where the site only failed, and goes on from there', () => {
    const story = new Story().send(arrival(1, { status: 503, problem: SITE_503 }));
    expect(story.life).toMatchObject({ stage: 'halted', waiting: null });
    expect(story.asked).toContain('halted');
    story.send({ type: 'act', action: 'retry' });
    expect(story.life).toMatchObject({ stage: 'opening', stop: null });
    expect(story.loads).toHaveLength(2);
  });

  it('keeps the first reason when the load that it ended fails as well', () => {
    const story = new Story().over();
    const before = story.life;
    story.send({
      type: 'load-failed',
      session: 1,
      failure: failure('SITE-INJOIGNABLE', { host: 'site.fr', reason: 'coupé' }),
    });
    expect(story.life).toBe(before);
  });

  it('stays hidden behind its reason, whatever page still comes', () => {
    const story = new Story().send(arrival(1));
    story.send({ type: 'answer-seen', session: 1, from: 'site', code: 'SITE-CREATION-IMPOSSIBLE' });
    story.send(arrival(1));
    expect(story.visible).toBe(false);
    expect(story.stopCode).toBe('SITE-CREATION-IMPOSSIBLE');
  });

  it('says a refused link above the page, or in its place while there is none', () => {
    const refused = { type: 'link-refused', session: 1, failure: failure('SITE-AUTRE-PATIENT') } as const;
    expect(new Story().send(refused).stopCode).toBe('SITE-AUTRE-PATIENT');
    const shown = new Story().send(arrival(1)).send(refused);
    expect(shown.life).toMatchObject({ stage: 'shown', stop: null });
    expect(shown.life.banner?.code).toBe('SITE-AUTRE-PATIENT');
  });

  it('ends the session where a page turned into another patient’s by itself', () => {
    const story = new Story().send(arrival(1));
    story.send({ type: 'address-changed', session: 1, place: place('Documents'), otherPatient: true });
    expect(story.stopCode).toBe('SITE-AUTRE-PATIENT');
    expect(story.session).toBeNull();
  });

  it.each([
    ['site', 'ECPS-SANS-REPONSE'],
    ['connect', 'SITE-ERREUR-GENERALE'],
  ] as const)('takes no answer from a page whose answer it is not: %s, %s', (from, code) => {
    const story = new Story().send(arrival(1));
    const before = story.life;
    expect(story.send({ type: 'answer-seen', session: 1, from, code }).life).toBe(before);
  });
});

describe('starting over', () => {
  it('begins a fresh session with fresh terms, and asks for the same page', () => {
    const story = new Story().send(arrival(1)).over().startOver(ECPS_TERMS);
    expect(story.asked).toEqual(['begin-session', 'close-document', 'load']);
    expect(story.loads.at(-1)?.address).toBe(DOCUMENTS.replace('carte', 'ecps'));
    expect(story.life).toMatchObject({ stage: 'opening', signedIn: false, stop: null });
  });

  it('ends the session that was given up at once; whatever is asked for next needs a new one', () => {
    const story = new Story();
    const failed = failure('CPX-CODE-ANNULE');
    story.send({ type: 'sign-in-refused', session: 1, failure: failed, actions: ['start-over', 'close'] });
    expect(story.asked[0]).toBe('end-session');
    expect(story.life).toMatchObject({ stage: 'ended', session: null });
    story.send({ type: 'open-page', page: 'TableauDeBord' });
    expect(story.asked).toEqual(['renew']);
    story.send({ type: 'renewed', renewal: story.life.renewal ?? -1, terms: { ok: true, value: TERMS } });
    expect(story.asked).toEqual(['begin-session', 'close-document', 'load']);
    expect(story.loads.at(-1)?.address).toContain('TableauDeBord');
  });

  it('says why when there is no way to sign in', () => {
    const story = new Story().over().send({ type: 'act', action: 'start-over' });
    const why = { ok: false, failure: failure('CPX-BLOQUEE') } as const;
    story.send({ type: 'renewed', renewal: story.life.renewal ?? -1, terms: why });
    expect(story.life).toMatchObject({ stage: 'ended', renewal: null });
    expect(story.stopCode).toBe('CPX-BLOQUEE');
  });

  it('does not go on behind a lock that came while the way to sign in was looked for', () => {
    const story = new Story().over().send({ type: 'act', action: 'start-over' });
    const renewal = story.life.renewal ?? -1;
    story.send({ type: 'session-over', session: null, failure: failure('SESSION-VERROUILLEE') });
    story.send({ type: 'renewed', renewal, terms: { ok: true, value: TERMS } });
    expect(story.session).toBeNull();
    expect(story.stopCode).toBe('SESSION-VERROUILLEE');
  });

  it('is offered after a session that has ended, and not where the program’s files have gone', () => {
    const over = (code: 'SITE-ARRETE' | 'PROGRAMME-REMPLACE') =>
      new Story().signIn().send({ type: 'session-over', session: null, failure: failure(code) }).life.stop
        ?.actions;
    expect(over('SITE-ARRETE')).toEqual(['start-over', 'close']);
    expect(over('PROGRAMME-REMPLACE')).toEqual(['close']);
  });

  it('goes on with the search when the session that it replaces ends by itself', () => {
    const story = new Story().send(arrival(1, { status: 503, problem: SITE_503 }));
    story.send({ type: 'act', action: 'start-over' });
    const renewal = story.life.renewal ?? -1;
    story.send({ type: 'session-over', session: 1, failure: failure('SITE-ARRETE') });
    story.send({ type: 'renewed', renewal, terms: { ok: true, value: TERMS } });
    expect(story.life.stage).toBe('opening');
  });
});

it('notes a page asked of a session that is too old, and asks for it once signed in again', () => {
  const story = new Story().send(arrival(1));
  story.send({ type: 'open-page', page: 'HistoriqueAcces', over: true });
  expect(story.loads).toHaveLength(1);
  story.over().startOver();
  expect(story.loads.at(-1)?.address).toContain('HistoriqueAcces');
});

describe('a page that does not let itself be left', () => {
  const prevented = { type: 'unload-prevented', session: 1 } as const;
  const asking = (): Story =>
    new Story().signIn().send({ type: 'open-page', page: 'HistoriqueAcces' }).send(prevented);

  it('is asked about, and nothing is waited for meanwhile', () => {
    expect(asking().life).toMatchObject({ stage: 'shown', unsaved: true, waiting: null });
  });

  it('is left once the user says so, and stays otherwise', () => {
    const left = asking().send({ type: 'answer-unload', leave: true });
    expect(left.asked).toEqual(['leave-page']);
    expect(left.life.unsaved).toBe(false);
    const kept = asking().send({ type: 'answer-unload', leave: false });
    expect(kept.asked).toEqual([]);
    expect(kept.life.unsaved).toBe(false);
  });

  it('is not asked about any more once something else has taken its place', () => {
    expect(asking().over().life.unsaved).toBe(false);
    expect(asking().send(arrival(1)).life.unsaved).toBe(false);
    expect(asking().over().send({ type: 'answer-unload', leave: true }).asked).toEqual([]);
  });
});
