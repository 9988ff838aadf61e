/** Random lives of a visit, event by event: what must hold after every one of them. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { failure } from '../../../../src/domain/failures/index.ts';
import type { VisitSubject } from '../../../../src/domain/launch/launch-policy.ts';
import type { VisitEvent } from '../../../../src/domain/launch/visit-life.ts';
import { siteShown } from '../../../../src/domain/launch/visit-step.ts';
import { PAGE_IDS, type PageId } from '../../../../src/domain/site/pages.ts';
import type { SitePlace } from '../../../../src/domain/site/places.ts';
import { holderOf } from '../../../../src/domain/practitioner/cpx.ts';
import { certificate } from '../practitioner/cpx-samples.ts';
import { CLAIRE_INS } from './launch-policy-cards.ts';
import { arrival, CLAIRE, ECPS_TERMS, place, Story, TERMS } from './visit-lives.ts';

const HOLDER = holderOf(certificate());

/** Which session tells: mostly the one that is there, now and then one before it. */
const back = fc.constantFrom(0, 0, 0, 0, 1, 2);
const turn = fc.constantFrom(
  null,
  null,
  null,
  'signed-in',
  'signed-in',
  'site',
  'practitioner',
  'signed-out' as const,
);
const page = fc.constantFrom(...PAGE_IDS, 'Accueil' as const, 'Accueil' as const);
const from = fc.constantFrom('site', 'site', 'site', 'connect' as const);

interface Drawn {
  readonly page: PageId | null;
  readonly ours: boolean;
  readonly landing: SitePlace['landing'];
}

function placeOf({ page: there, ours, landing }: Drawn): SitePlace {
  return there === null ? place(null, { landing }) : place(there, { ours });
}

const LEA = { name: 'MARTIN', birthName: null, firstName: 'Léa', birthDate: '20120614' };

type Happening = (story: Story) => VisitEvent;

const told: fc.Arbitrary<Happening> = fc
  .record({
    back,
    turn,
    from,
    page: fc.option(page),
    ours: fc.boolean(),
    landing: fc.constantFrom(null, null, 'list', 'record', 'passage' as const),
    status: fc.constantFrom(200, 200, 200, 200, 200, 403, 503),
    callback: fc.boolean(),
    what: fc.constantFrom(
      'page-started',
      ...Array.from({ length: 9 }, () => 'page-arrived' as const),
      'address-changed',
      'loading-ended',
      'load-failed',
      'silent',
      'silent',
      'connect-awaited',
      'connect-asks',
      'connect-asks',
      'answer-seen',
      'link-refused',
      'sign-in-refused',
      'unload-prevented',
      ...Array.from({ length: 3 }, () => 'certificate-answered' as const),
      'session-over' as const,
    ),
    flag: fc.boolean(),
    code: fc.constantFrom(
      'SITE-CREATION-IMPOSSIBLE',
      'SITE-ERREUR-GENERALE',
      'SITE-DMP-INACCESSIBLE',
      'ECPS-SANS-REPONSE' as const,
    ),
  })
  .map((drawn) => (story: Story): VisitEvent => {
    const session = (story.life.session?.id ?? story.life.nextId) - drawn.back;
    const reason = failure('SITE-INJOIGNABLE', { host: 'site.fr', reason: 'coupé' });
    switch (drawn.what) {
      case 'page-started':
        return { type: drawn.what, session, from: drawn.from };
      case 'page-arrived': {
        const problem =
          drawn.status >= 500
            ? failure('SITE-ERREUR', { host: 'site.fr', status: String(drawn.status) })
            : null;
        return arrival(session, { ...drawn, problem, place: placeOf(drawn) });
      }
      case 'address-changed':
        return { type: drawn.what, session, place: placeOf(drawn), otherPatient: drawn.flag };
      case 'loading-ended':
        return { type: drawn.what, session, turn: drawn.turn };
      case 'answer-seen':
        return { type: drawn.what, session, code: drawn.code, from: drawn.from };
      case 'sign-in-refused': {
        const wrong = failure(drawn.flag ? 'CPX-CODE-ERRONE' : 'CPX-CODE-ANNULE');
        return { type: drawn.what, session, failure: wrong, actions: ['start-over', 'close'] };
      }
      case 'connect-asks':
        return { type: drawn.what, session, field: drawn.flag };
      case 'connect-awaited':
        return { type: drawn.what, session, host: 'wallet.exemple.fr' };
      case 'silent':
        return { type: drawn.what, session, seconds: 15 };
      case 'unload-prevented':
      case 'certificate-answered':
        return { type: drawn.what, session };
      case 'load-failed':
      case 'link-refused':
      case 'session-over':
        return { type: drawn.what, session, failure: reason };
    }
  });

const wanted: fc.Arbitrary<Happening> = fc.oneof(
  page.map((asked) => () => ({ type: 'open-page', page: asked }) as const),
  fc.constant(() => ({ type: 'reload' }) as const),
  fc.constant(() => ({ type: 'try-again' }) as const),
  fc.constant(() => ({ type: 'back' }) as const),
  fc
    .constantFrom(
      'retry',
      'dashboard',
      'start-over',
      'start-over',
      'use-ecps',
      'use-card',
      'diagnosis' as const,
    )
    .map((action) => () => ({ type: 'act', action }) as const),
  fc.constant(() => ({ type: 'session-over', session: null, failure: failure('CPX-RETIREE') }) as const),
  fc.boolean().map((leave) => () => ({ type: 'answer-unload', leave }) as const),
  fc.boolean().map((found) => () => ({ type: 'search', person: found ? LEA : null }) as const),
  fc.boolean().map((removed) => () => ({ type: 'vitale', removed }) as const),
  fc.constant(() => ({ type: 'warn', failure: failure('IMPRESSION-IMPOSSIBLE') }) as const),
  fc.constantFrom('banner', 'wayOut' as const).map((what) => () => ({ type: 'dismiss', what }) as const),
);

const cards: fc.Arbitrary<Happening> = fc.oneof(
  fc
    .constantFrom('absent', 'absent', 'reading', 'same', 'same', 'other', 'unknown', 'problem' as const)
    .map((kind) => (): VisitEvent => {
      if (kind === 'absent' || kind === 'reading') return { type: 'card', card: { kind } };
      const refused = failure('CPX-BLOQUEE');
      if (kind === 'problem') return { type: 'card', card: { kind, failure: refused } };
      return { type: 'card', card: { kind: 'ready', whose: kind, holder: HOLDER } };
    }),
  fc.constant(() => ({ type: 'session-over', session: null, failure: failure('CPX-RETIREE') }) as const),
);

const found: fc.Arbitrary<Happening> = fc
  .record({ ok: fc.nat(3), ecps: fc.boolean(), old: fc.constantFrom(0, 0, 0, 1) })
  .map(({ ok, ecps, old }) => (story) => ({
    type: 'renewed',
    renewal: (story.life.renewal ?? story.life.nextId) - old,
    terms:
      ok > 0
        ? { ok: true, value: ecps ? ECPS_TERMS : TERMS }
        : { ok: false, failure: failure(old === 1 ? 'CPX-BLOQUEE' : 'CPX-ATTENDUE') },
  }));

const closing: fc.Arbitrary<Happening> = fc.constant(() => ({ type: 'close' }) as const);

const happening = fc.oneof(
  { arbitrary: told, weight: 30 },
  { arbitrary: wanted, weight: 15 },
  { arbitrary: cards, weight: 8 },
  { arbitrary: found, weight: 10 },
  { arbitrary: closing, weight: 1 },
);

/** Said plainly: an `expect` for each of half a million checks would be most of the test's time. */
function holds(condition: boolean, what: string): void {
  if (!condition) throw new Error(what);
}

/** What the browser does on its own account, and what the life says, are one. */
function check(story: Story, event: VisitEvent, before: Story['life'], subject: VisitSubject): void {
  const { life, effects } = story;
  holds(life.subject === subject, 'a visit changed its subject');
  if (before.stage === 'closing') holds(life === before && effects.length === 0, 'closing was stopped');
  if (life.stage === 'closing') return;
  holds(story.visible === siteShown(life), 'the site is on screen exactly when its life says so');
  if (siteShown(life)) holds(life.stop === null && life.session !== null, 'shown behind a reason');
  if (life.stage === 'halted' || life.stage === 'ended') holds(life.stop !== null, 'stopped unsaid');
  if (life.stage === 'opening') holds(life.stop === null, 'opening behind a reason');
  holds((life.renewal !== null) === (life.stage === 'starting-over'), 'a search without its stage');
  holds((life.session?.id ?? null) === story.session, 'one browser session, the one that the life knows');
  holds(!life.unsaved || siteShown(life), 'a question about a page that is not there');
  holds(life.session !== null || !life.signedIn, 'signed in without a session');
  if (life.waiting === 'phone' && before.waiting !== 'phone')
    holds(
      before.waiting === 'identifier' && event.type === 'connect-asks' && !event.field,
      'the phone is awaited of somebody who was asked for no identifier',
    );
  holds(
    (life.stop?.again ?? null) === null || life.renewal === null,
    'tried again while a way is looked for',
  );
  if (event.type === 'try-again' && (before.stop?.again ?? null) === null)
    holds(life === before && effects.length === 0, 'tried again unasked');
  if (event.type === 'silent') holds(life.signedIn === before.signedIn, 'silence signed somebody out');
  holds(life.search === null || subject.kind === 'dashboard', 'a search beside a patient');
  holds(
    life.search === null || life.search === before.search || event.type === 'search',
    'a search came back by itself',
  );
  const late = 'session' in event && event.session !== null && event.session !== before.session?.id;
  holds(!late || life === before, 'an ended session was heard');
  if (life.signedIn && !before.signedIn) {
    // Nobody is let in but by an answer of the site.
    expect(event).toMatchObject({ type: 'page-arrived', from: 'site', problem: null });
    if (event.type === 'page-arrived') {
      expect(event.status).toBeLessThan(400);
      expect(event.turn === null ? before.session?.certificate : event.turn === 'signed-in').toBe(true);
    }
    expect(effects).toContainEqual({ type: 'signed-in' });
  }
  // What the window vouches for is an address of the launcher's own.
  if ((event.type === 'page-arrived' || event.type === 'address-changed') && !late && siteShown(life))
    holds(
      !('place' in event) || event.place.ours || life.unverified || life.stage === 'signing-in',
      'unsaid',
    );
  checkReturn(story, event, before);
  for (const effect of effects)
    if (effect.type === 'load') {
      const { origin, pathname } = new URL(effect.address);
      const named = pathname.split('/')[3];
      holds(life.session !== null, 'a session that was given up is asked');
      holds(origin === life.session?.terms.origin, 'another site is asked');
      holds(named === undefined || subject.kind !== 'dashboard', 'a patient in a visit without one');
      holds(named === undefined || named === CLAIRE_INS, 'another patient is asked for');
    }
}

/** A PIN is asked without a click for the very card that left, when it comes, and never after a wrong one. */
function checkReturn({ life, effects }: Story, event: VisitEvent, before: Story['life']): void {
  const renews = effects.some(({ type }) => type === 'renew');
  if (event.type === 'page-arrived' || event.type === 'load-failed' || event.type === 'session-over')
    holds(!renews, 'a sign-in that nobody asked for');
  if (event.type === 'sign-in-refused' && event.failure.code === 'CPX-CODE-ERRONE' && effects.length > 0)
    holds(life.wrongPin, 'a wrong PIN was forgotten');
  holds(!before.wrongPin || life.wrongPin || life.signedIn, 'a wrong PIN was forgotten without a right one');
  if (event.type === 'try-again' && renews && before.stop?.failure.code === 'SITE-CARTE-DEMANDEE')
    holds(
      !before.wrongPin && before.card.kind === 'ready' && before.card.whose !== 'other',
      'asked of whom?',
    );
  if (event.type !== 'card') return;
  holds(effects.length === 0 || renews, 'a card does more than begin a sign-in');
  if (!renews) return;
  const { card } = event;
  const code = before.stop?.failure.code;
  holds(before.session === null && before.renewal === null, 'a card took the place of a session');
  holds(!before.wrongPin, 'a PIN asked by itself after a wrong one');
  holds(card.kind === 'ready', 'a card that cannot sign in was asked for its PIN');
  holds(before.card.kind !== 'ready' || card.kind !== 'ready' || before.card.whose !== card.whose, 'twice');
  if (code === 'CPX-RETIREE')
    holds(card.kind === 'ready' && card.whose === 'same', 'another card was asked for its PIN by itself');
  else holds(code === 'CPX-ATTENDUE', 'no card was waited for');
}

it.each([
  ['a person by card', CLAIRE, TERMS],
  ['a person by e-CPS', CLAIRE, ECPS_TERMS],
  ['nobody', { kind: 'dashboard' }, TERMS],
] as const)('one session at a time, shown only when it may be: %s', (_who, subject, terms) => {
  const seen = { shown: 0, ended: 0, startedOver: 0, askedAgain: 0, cardBack: 0 };
  fc.assert(
    fc.property(fc.array(happening, { minLength: 5, maxLength: 60, size: 'max' }), (happenings) => {
      const story = new Story(subject, 'TableauDeBord', terms);
      const again = new Map<number, number>();
      for (const happen of happenings) {
        const event = happen(story);
        const before = story.life;
        story.send(event);
        check(story, event, before, subject);
        if (event.type === 'page-arrived' && story.asked.includes('load')) {
          const times = (again.get(event.session) ?? 0) + 1;
          again.set(event.session, times);
          expect(times, 'a page asked for again more than once in a session').toBe(1);
          seen.askedAgain++;
        }
        if (event.type === 'card' && story.asked.includes('renew')) seen.cardBack++;
        if (siteShown(story.life) && !siteShown(before)) seen.shown++;
        if (story.life.stage === 'ended' && before.stage !== 'ended') seen.ended++;
        if (story.asked.includes('begin-session')) seen.startedOver++;
      }
    }),
    { numRuns: 1_100, seed: 20_261_129 },
  );
  // A property that never came near what it is about would hold for nothing.
  expect(Math.min(...Object.values(seen)), JSON.stringify(seen)).toBeGreaterThan(60);
});
