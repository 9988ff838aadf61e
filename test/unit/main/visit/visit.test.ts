import type { WebContents } from 'electron';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { failure, type Failure } from '../../../../src/domain/failures/index.ts';
import { holderOf } from '../../../../src/domain/practitioner/cpx.ts';
import type { SiteTerms } from '../../../../src/domain/settings/site-terms.ts';
import { failed, success, type Result } from '../../../../src/domain/result.ts';
import { makePlace } from '../../../../src/main/visit/spare.ts';
import { Visit } from '../../../../src/main/visit/visit.ts';
import type { VisitSignIn } from '../../../../src/main/sign-in/attempt.ts';
import { arrival, CLAIRE, ECPS_TERMS, place, TERMS } from '../../domain/launch/visit-lives.ts';
import { CLAIRE_INS } from '../../domain/launch/launch-policy-cards.ts';
import { certificate } from '../../domain/practitioner/cpx-samples.ts';
import { FakeView, settled } from './fake-view.ts';

const DOCUMENTS = `https://carte.exemple.fr/AccesDirect/Documents/${CLAIRE_INS}`;

function signIn(terms: SiteTerms, methods: VisitSignIn['methods'] = []): VisitSignIn {
  const choice =
    terms.method === 'ecps' ? ({ method: 'ecps' } as const) : { method: 'cpx' as const, cpe: false };
  return { choice, terms, authorities: [], methods };
}

const UNREACHED = failure('SITE-INJOIGNABLE', { host: 'site.fr', reason: 'coupé' });

let view: FakeView;
let heard: string[];
/** The ways of signing in that were asked for. */
let asked: (string | null)[];
/** What a search for a way to sign in finds. */
let found: Result<VisitSignIn>;

function begin(terms: SiteTerms = TERMS, methods: VisitSignIn['methods'] = []): Visit {
  const visit = new Visit(
    { place: makePlace(view, signIn(terms, methods)), subject: CLAIRE, page: 'Documents' },
    {
      onClosing: () => heard.push('closing'),
      onClosed: () => heard.push('closed'),
      onSessionEnded: () => undefined,
      onDiagnosis: (section) => heard.push(`diagnosis ${String(section)}`),
      onPlace: () => undefined,
      onSignedIn: () => heard.push('signed in'),
      onHalted: ({ code }: Failure) => heard.push(`halted ${code}`),
      onVeil: () => undefined,
      onOffered: () => heard.push('offered'),
      renewSignIn: (method) => {
        asked.push(method);
        return Promise.resolve(found);
      },
    },
  );
  visit.begin();
  return visit;
}

beforeEach(() => {
  view = new FakeView();
  heard = [];
  asked = [];
  found = success(signIn(TERMS));
});

describe('a visit on the screen', () => {
  it('keeps its session to its person, asks for the page and comes forward', () => {
    begin();
    expect(view.ins).toBe(CLAIRE_INS);
    expect(view.told).toEqual(['open 1', 'document closed', `load ${DOCUMENTS}`, 'reveal', 'begin']);
    expect(view.shown).toMatchObject({ patient: { kind: 'typed' }, signedIn: null, stop: null });
  });

  it('says who is signed in once the site has let them in', () => {
    begin().noteCertificate({} as WebContents);
    view.tell(arrival(1));
    expect(heard).toEqual(['signed in']);
    expect(view.shown).toMatchObject({ current: 'Documents', signedIn: { by: 'cpx' } });
  });

  it('offers the diagnosis before the way out', () => {
    begin();
    view.tell({
      type: 'load-failed',
      session: 1,
      failure: failure('SITE-INJOIGNABLE', { host: 'site.fr', reason: 'coupé' }),
    });
    expect(view.shown?.stop?.actions).toEqual(['retry', 'diagnosis', 'close']);
    view.tell({ type: 'act', action: 'diagnosis' });
    expect(heard).toEqual(['halted SITE-INJOIGNABLE', 'diagnosis network']);
  });
});

describe('a site that is not there', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  const seconds = async (count: number): Promise<void> => {
    await vi.advanceTimersByTimeAsync(count * 1_000);
  };
  const cut = (session: number): void => {
    view.tell({ type: 'load-failed', session, failure: UNREACHED });
  };

  it('is tried again by itself after 5, 10, 20 and 30 seconds, which are counted, then no more', async () => {
    begin();
    for (const [tries, wait] of [5, 10, 20, 30].entries()) {
      cut(view.session ?? -1);
      expect(view.shown?.stop?.triesAgainIn).toBe(wait);
      await seconds(wait - 1);
      expect(view.shown?.stop?.triesAgainIn).toBe(1);
      expect(view.loads).toHaveLength(tries + 1);
      await seconds(1);
      expect(view.loads).toHaveLength(tries + 2);
    }
    cut(view.session ?? -1);
    expect(view.shown?.stop).toMatchObject({ failure: { code: 'SITE-INJOIGNABLE' }, triesAgainIn: null });
    await seconds(300);
    expect(view.loads).toHaveLength(5);
    view.tell({ type: 'act', action: 'retry' });
    await settled();
    cut(view.session ?? -1);
    expect(view.shown?.stop?.triesAgainIn).toBe(5);
  });

  it('is not tried again by a visit that was closed, or whose session was ended meanwhile', async () => {
    const visit = begin();
    cut(1);
    visit.endSession(failure('SESSION-VERROUILLEE'));
    await seconds(60);
    expect(view.loads).toHaveLength(1);
    await visit.close();
    expect(vi.getTimerCount()).toBe(0);
  });

  it('that says nothing is told after 15 seconds, and shown if it comes after all', async () => {
    begin();
    await seconds(14);
    expect(view.shown?.stop).toBeNull();
    await seconds(1);
    expect(view.shown?.stop).toMatchObject({
      failure: { code: 'SITE-MUET' },
      actions: ['retry', 'diagnosis', 'close'],
      triesAgainIn: null,
    });
    expect(heard).toContain('halted SITE-MUET');
    view.tell(arrival(1));
    expect(view.shown).toMatchObject({ stop: null, current: 'Documents' });
    expect(view.told.at(-1)).toBe('site shown');
  });

  it('is not late while the practitioner is asked for the code, nor while Pro Santé Connect waits', async () => {
    const visit = begin();
    const question = visit.asking();
    await seconds(600);
    expect(view.shown?.stop).toBeNull();
    question.over();
    await seconds(14);
    expect(view.shown?.stop).toBeNull();
    await seconds(1);
    expect(view.shown?.stop?.failure.code).toBe('SITE-MUET');

    view = new FakeView();
    begin(ECPS_TERMS);
    view.tell({ type: 'page-started', session: 1, from: 'connect' });
    await seconds(600);
    expect(view.shown?.stop).toBeNull();
  });
});

describe.each(['win32', 'darwin'] as const)('the system’s own question for the PIN (%s)', (platform) => {
  const { platform: here } = process;
  beforeEach(() => {
    vi.useFakeTimers();
    Object.defineProperty(process, 'platform', { value: platform });
  });
  afterEach(() => {
    vi.useRealTimers();
    Object.defineProperty(process, 'platform', { value: here });
  });

  it('makes no site late while it stands; once it is answered, a site that says nothing is', async () => {
    const visit = begin();
    visit.noteCertificate({} as WebContents);
    view.focus(false);
    await vi.advanceTimersByTimeAsync(600_000);
    expect(view.shown?.stop).toBeNull();
    view.focus(true);
    await vi.advanceTimersByTimeAsync(14_000);
    expect(view.shown?.stop).toBeNull();
    await vi.advanceTimersByTimeAsync(1_000);
    expect(view.shown?.stop).toMatchObject({
      failure: { code: 'SITE-MUET' },
      actions: ['retry', 'diagnosis', 'close'],
    });
  });
});

describe('a session that ends', () => {
  it('is taken off the screen before anything is said of it', () => {
    const visit = begin();
    view.tell(arrival(1));
    view.told.length = 0;
    visit.endSession(failure('SESSION-VERROUILLEE'));
    expect(view.told).toEqual(['end', 'document closed', 'site hidden']);
    expect(view.shown).toMatchObject({ signedIn: null, stop: { failure: { code: 'SESSION-VERROUILLEE' } } });
  });

  it('is followed by one made for what is settled by then, once nothing of it is left', async () => {
    const visit = begin();
    const first = visit.attempt;
    visit.endSession(failure('CPX-RETIREE'));
    view.holdEnd = true;
    found = success(signIn(ECPS_TERMS));
    view.tell({ type: 'act', action: 'start-over' });
    await settled();
    expect(view.session).toBeNull();
    await view.endSessions();
    expect(view.told.slice(-2)).toEqual(['open 3', `load ${DOCUMENTS.replace('carte', 'ecps')}`]);
    expect(visit.attempt).not.toBe(first);
    expect(visit.attempt.signIn.terms).toBe(ECPS_TERMS);
    expect(view.ins).toBe(CLAIRE_INS);
  });

  it('opens the page that was asked for last while the next was made', async () => {
    const visit = begin();
    visit.endSession(failure('CPX-RETIREE'));
    view.holdEnd = true;
    view.tell({ type: 'act', action: 'start-over' });
    await settled();
    visit.openPage('HistoriqueAcces');
    await view.endSessions();
    expect(view.loads.slice(1)).toEqual([DOCUMENTS.replace('Documents', 'HistoriqueAcces')]);
  });

  it('is not followed by another when the visit closes meanwhile', async () => {
    const visit = begin();
    visit.endSession(failure('CPX-RETIREE'));
    view.holdEnd = true;
    view.tell({ type: 'act', action: 'start-over' });
    await settled();
    const closing = visit.close();
    await view.endSessions();
    await closing;
    expect(view.told.filter((line) => line.startsWith('open'))).toEqual(['open 1']);
    expect(view.destroyed).toBe(true);
  });

  it('says why there is no other', async () => {
    const visit = begin();
    visit.endSession(failure('CPX-RETIREE'));
    found = failed(failure('CPX-BLOQUEE'));
    view.tell({ type: 'act', action: 'start-over' });
    await settled();
    expect(view.shown?.stop?.failure.code).toBe('CPX-BLOQUEE');
  });

  it('was refused: it is given up, and an answer for a former one changes nothing', () => {
    const visit = begin();
    const stranger = makePlace(new FakeView(), signIn(TERMS)).attempt;
    visit.refuseSignIn(stranger, failure('CPX-CODE-ANNULE'), ['start-over', 'close']);
    expect(view.shown?.stop).toBeNull();
    visit.refuseSignIn(visit.attempt, failure('CPX-CODE-ANNULE'), ['start-over', 'close']);
    expect(view.shown?.stop?.failure.code).toBe('CPX-CODE-ANNULE');
    // Nothing goes out any more, also while the engine still waits for an answer.
    expect(visit.attempt.admits(DOCUMENTS)).toBe(false);
    expect(view.session).toBeNull();
  });
});

describe('a card whose code was wrong too often', () => {
  const HOLDER = holderOf(certificate());

  it('is not asked again as it lies there: e-CPS is, and starting over once it came back', () => {
    const visit = begin(TERMS, ['cpx', 'ecps']);
    visit.setCard({ kind: 'ready', whose: 'same', holder: HOLDER });
    visit.refuseSignIn(visit.attempt, failure('CPX-CODE-ERRONE'), ['start-over', 'close']);
    expect(view.shown?.stop?.actions).toEqual(['use-ecps', 'diagnosis', 'close']);
    visit.setCard({ kind: 'absent' });
    expect(view.shown?.stop?.actions).toEqual(['use-ecps', 'diagnosis', 'close']);
    visit.setCard({ kind: 'ready', whose: 'same', holder: HOLDER });
    expect(view.shown?.stop?.actions).toEqual(['start-over', 'use-ecps', 'diagnosis', 'close']);
  });

  it('is left for e-CPS from its own question, and never for an attempt that has been replaced', async () => {
    const visit = begin();
    visit.refuseSignIn(visit.attempt, failure('CPX-CODE-ANNULE'), ['start-over', 'close']);
    visit.useEcps(makePlace(new FakeView(), signIn(TERMS)).attempt);
    expect(asked).toEqual([]);
    visit.useEcps(visit.attempt);
    await settled();
    expect(asked).toEqual(['ecps']);
  });
});

describe('an e-CPS', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('that is too old is asked for nothing more, and its end is told', () => {
    const visit = begin(ECPS_TERMS);
    const ask = 'https://auth.exemple.fr/auth';
    visit.attempt.ecps?.passes(ask);
    visit.attempt.ecps?.passes(`${ECPS_TERMS.origin}/callbackoidc?code=a`);
    view.tell(arrival(1, { turn: 'signed-in' }));
    vi.setSystemTime(Date.now() + 5 * 60 * 60_000);
    visit.openPage('HistoriqueAcces');
    expect(view.loads).toHaveLength(1);
    vi.runAllTimers();
    expect(view.shown?.stop?.failure.code).toBe('SESSION-EXPIREE');
    expect(view.told.find((line) => line.startsWith('end'))).toContain('logout');
  });

  it('is awaited in stages: an identifier, then the phone for the two minutes that it has', () => {
    begin(ECPS_TERMS);
    expect(view.shown?.signingIn).toEqual({ phoneLeft: null, card: false });
    expect(view.shown?.tabs.filter(({ enabled }) => enabled)).toEqual([]);
    view.tell(arrival(1, { from: 'connect', place: place(null), turn: 'practitioner' }));
    view.tell({ type: 'connect-asks', session: 1, field: true });
    vi.advanceTimersByTime(60_000);
    expect(view.shown?.progress?.step).toBe('identifier');
    expect(view.shown?.signingIn?.phoneLeft).toBeNull();
    view.tell({ type: 'connect-asks', session: 1, field: false });
    expect(view.shown?.progress?.step).toBe('phone');
    expect(view.shown?.signingIn?.phoneLeft).toBe(120);
    vi.advanceTimersByTime(20_000);
    expect(view.shown?.signingIn?.phoneLeft).toBe(100);
    vi.advanceTimersByTime(100_000);
    expect(view.shown?.signingIn?.phoneLeft).toBeNull();
    expect(view.shown?.stop).toBeNull();
    view.tell(arrival(1, { turn: 'signed-in' }));
    expect(view.shown?.signingIn).toBeNull();
    expect(view.shown?.tabs.some(({ enabled }) => enabled)).toBe(true);
  });

  it('that is awaited is put in words after a second', () => {
    begin(ECPS_TERMS);
    view.tell({ type: 'page-started', session: 1, from: 'connect' });
    expect(view.shown?.progress).toBeNull();
    vi.advanceTimersByTime(1_000);
    expect(view.shown?.progress).toEqual({ step: 'connect', slow: true });
    view.tell(arrival(1, { turn: 'signed-in' }));
    view.tell({ type: 'loading-ended', session: 1, turn: 'signed-in' });
    expect(view.shown?.progress).toBeNull();
  });
});

it('closes once, and answers when nothing is left', async () => {
  const visit = begin();
  view.holdEnd = true;
  const both = Promise.all([visit.close(), visit.close()]);
  expect(visit.closed).toBe(true);
  expect(heard).toEqual(['closing']);
  expect(view.destroyed).toBe(false);
  await view.endSessions();
  await both;
  expect(heard).toEqual(['closing', 'closed']);
  visit.endSession(failure('CPX-RETIREE'));
  visit.openPage('Documents');
  expect(heard).toEqual(['closing', 'closed']);
});
