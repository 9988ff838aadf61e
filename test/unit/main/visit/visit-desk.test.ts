import { beforeEach, describe, expect, it, vi } from 'vitest';
import { failure, type Failure } from '../../../../src/domain/failures/index.ts';
import type { OpenVisit, VisitSubject } from '../../../../src/domain/launch/launch-policy.ts';
import { seeCard, type CardSeen } from '../../../../src/domain/practitioner/card-return.ts';
import { holderOf } from '../../../../src/domain/practitioner/cpx.ts';
import type { SignInToken } from '../../../../src/main/cards/practitioner.ts';
import { resolveConfiguration, type Configuration } from '../../../../src/domain/settings/configuration.ts';
import { VisitDesk, type VisitDeskParts } from '../../../../src/main/visit/visit-desk.ts';
import { certificate } from '../../domain/practitioner/cpx-samples.ts';
import { arrival, CLAIRE, place } from '../../domain/launch/visit-lives.ts';
import { FakeView, settled } from './fake-view.ts';

vi.mock('electron', () => ({ app: { on: vi.fn(), setClientCertRequestPasswordHandler: vi.fn() } }));

/** The practitioner's cards as a test wants them. */
class FakePractitioner {
  present = true;
  refusal: Failure | null = null;
  isCpe = false;
  signInTokens: readonly SignInToken[] = [];
  libraryFailure: Failure | null = null;
  seen = (rested: string | null): CardSeen =>
    seeCard(
      this.present ? { kind: 'read', usable: this.signInTokens, failure: this.refusal } : { kind: 'absent' },
      rested,
    );
  cardsOf = (): { key: string }[] => [{ key: 'cpx 1' }];
  /** Held back until the test lets the card be known. */
  letKnow: (() => void) | null = null;
  hold = false;
  async known(): Promise<void> {
    if (this.hold)
      await new Promise<void>((resolve) => {
        this.letKnow = resolve;
      });
  }
}

function configured(more: object = {}): Configuration {
  const result = resolveConfiguration({
    environment: 'test',
    webPs: {
      cpx: { hosts: ['https://carte.exemple.fr'] },
      ecps: { hosts: ['https://ecps.exemple.fr'] },
    },
    proSanteConnect: { hosts: ['https://auth.exemple.fr'] },
    ...more,
  });
  if (!result.ok) throw new Error(JSON.stringify(result.failure));
  return result.value;
}

let configuration: Configuration;
let practitioner: FakePractitioner;
let views: FakeView[];
let closed: number[];
let withdrawn: number;
/** Why what was asked for is not wanted any more. */
let refusal: Failure | null;
let desk: VisitDesk;

beforeEach(() => {
  configuration = configured();
  practitioner = new FakePractitioner();
  views = [];
  closed = [];
  withdrawn = 0;
  refusal = null;
  desk = new VisitDesk(
    {
      settings: {
        get current() {
          return configuration;
        },
      },
      authorities: () => [],
      panels: {},
      hasLocalComponent: () => false,
      makeView: () => {
        const view = new FakeView();
        views.push(view);
        return view;
      },
      memory: { value: { lastSignIn: null, visitPlace: null }, remember: () => undefined },
      practitioner,
      pins: {
        ask: vi.fn(),
        keypadDone: vi.fn(),
        proven: vi.fn(),
        away: vi.fn(),
      },
      engine: { ready: () => Promise.resolve(), failure: null },
      keeper: { open: () => null, end: () => Promise.resolve() },
      log: { info: () => undefined, warn: () => undefined, error: () => undefined },
    } as unknown as VisitDeskParts,
    {
      refusal: () => refusal,
      onClosed: (id) => closed.push(id),
      onVeil: () => undefined,
      onConnection: () => undefined,
      onOffered: () => undefined,
      chooseCard: () => Promise.resolve(null),
      withdrawChoice: () => {
        withdrawn++;
      },
    },
  );
});

function opened(id = 1, subject: VisitSubject = CLAIRE): OpenVisit {
  return { id, subject, vitaleRemoved: false };
}

const [view, second] = [() => views[0]!, () => views[1]!];

describe('opening', () => {
  it('opens the page asked for in a window of its own', async () => {
    expect(await desk.open(opened(), 'Documents')).toBeNull();
    expect(view().loads).toEqual([expect.stringContaining('/AccesDirect/Documents/')]);
  });

  it('says why the card that is there cannot sign in, before anything is asked', async () => {
    practitioner.refusal = failure('CPX-EXPIREE', { date: '1er mars 2026' });
    expect(await desk.open(opened(), 'Documents')).toMatchObject({ code: 'CPX-EXPIREE' });
    expect(views).toEqual([]);
  });

  it('lands a CPE on the page that is made for it', async () => {
    practitioner.isCpe = true;
    await desk.open(opened(), 'Documents');
    expect(view().loads).toEqual([expect.stringContaining('/GestionDMPPatient/')]);
  });

  it('asks once more, when everything is ready, whether the record is still wanted', async () => {
    practitioner.hold = true;
    const opening = desk.open(opened(), 'Documents');
    await settled();
    refusal = failure('VITALE-PARTIE');
    practitioner.letKnow?.();
    expect(await opening).toMatchObject({ code: 'VITALE-PARTIE' });
    expect(view().loads).toEqual([]);
    expect(view().destroyed).toBe(true);
    expect(desk.visit).toBeNull();
  });

  it('waits until nothing is left of the former record', async () => {
    await desk.open(opened(1), 'Documents');
    view().holdEnd = true;
    void desk.visit?.close();
    const opening = desk.open(opened(2), 'TableauDeBord');
    await settled();
    expect(views).toHaveLength(1);
    await view().endSessions();
    await opening;
    expect(view().destroyed).toBe(true);
    expect(second().loads).toHaveLength(1);
    expect(closed).toEqual([1]);
  });
});

describe('a spare', () => {
  it('is used once, by a visit of the same address and way of signing in', async () => {
    await desk.warmUp();
    expect(view().told).toEqual(['open 1', 'warm']);
    await desk.open(opened(), 'Documents');
    expect(views).toHaveLength(1);
    expect(view().loads).toHaveLength(1);
  });

  it('is not made twice, nor beside an open record', async () => {
    await desk.warmUp();
    await desk.warmUp();
    expect(views).toHaveLength(1);
    await desk.open(opened(), 'Documents');
    await desk.warmUp();
    expect(views).toHaveLength(1);
  });

  it('that was made for another way of signing in is thrown away', async () => {
    practitioner.present = false;
    await desk.warmUp();
    practitioner.present = true;
    await desk.open(opened(), 'Documents');
    expect(view().destroyed).toBe(true);
    expect(second().loads).toHaveLength(1);
  });
});

describe('what ends a session', () => {
  it('is a card that it rests on and that leaves; another one is not', async () => {
    await desk.open(opened(), 'Documents');
    view().tell(arrival(1));
    desk.cardsChanged(new Set(['cpx 1', 'vitale 2']));
    expect(view().shown?.stop).toBeNull();
    desk.cardsChanged(new Set(['vitale 2']));
    expect(view().shown?.stop?.failure.code).toBe('CPX-RETIREE');
    expect(withdrawn).toBeGreaterThan(0);
  });

  it.each([
    ['its environment', { environment: 'formation' }],
    ['its address', { webPs: { cpx: { hosts: ['https://autre.exemple.fr'] } } }],
    [
      'an address that it may reach',
      { webPs: { cpx: { hosts: ['https://carte.exemple.fr'] }, resourceHosts: ['https://r.exemple.fr'] } },
    ],
  ])('is a change of %s', async (_what, more) => {
    await desk.open(opened(), 'Documents');
    Object.assign(configuration, configured(more));
    desk.settingsChanged();
    expect(view().shown?.stop?.failure.code).toBe('SESSION-REGLAGES');
  });

  it('is not a change of anything else; and what follows is made for what is settled by then', async () => {
    await desk.open(opened(), 'Documents');
    Object.assign(configuration, {
      landingPage: 'DossierPatient',
      webPs: { ...configuration.webPs, insForm: 'matricule+type' },
    });
    desk.settingsChanged();
    expect(view().shown?.stop).toBeNull();
    desk.lockExpired();
    view().tell({ type: 'act', action: 'start-over' });
    await settled();
    expect(view().loads[1]).toBe(`${String(view().loads[0])}T`);
  });

  it('takes its questions with it when its record is closed', async () => {
    await desk.open(opened(), 'Documents');
    const before = withdrawn;
    void desk.visit?.close();
    expect(withdrawn).toBe(before + 1);
  });

  it('is a lock that lasted', async () => {
    await desk.open(opened(), 'Documents');
    desk.lockExpired();
    expect(view().shown?.stop?.failure.code).toBe('SESSION-VERROUILLEE');
  });

  it('is not followed by another while the card is out', async () => {
    await desk.open(opened(), 'Documents');
    practitioner.present = false;
    desk.cardsChanged(new Set());
    view().tell({ type: 'act', action: 'start-over' });
    await settled();
    expect(view().shown?.stop?.failure.code).toBe('CPX-RETIREE');
    expect(view().loads).toHaveLength(1);
    practitioner.present = true;
    view().tell({ type: 'act', action: 'start-over' });
    await settled();
    expect(view().loads).toHaveLength(2);
  });

  it('is, after starting over, the card of the new attempt from its beginning', async () => {
    await desk.open(opened(), 'Documents');
    desk.cardsChanged(new Set());
    view().tell({ type: 'act', action: 'start-over' });
    await settled();
    expect(view().shown?.stop ?? null).toBeNull();
    // No certificate was asked for yet: the PIN is being typed.
    desk.cardsChanged(new Set());
    expect(view().shown?.stop?.failure.code).toBe('CPX-RETIREE');
  });
});

describe('the card that left', () => {
  function token(serial: string): SignInToken {
    const facts = certificate({ id: `${serial}#auth` });
    return { label: `CPS ${serial}`, serial, certificate: facts, holder: holderOf(facts) };
  }

  async function leaves(card = token('A')): Promise<void> {
    practitioner.signInTokens = [card];
    await desk.open(opened(), 'Documents');
    view().tell(arrival(1));
    view().tell({ type: 'address-changed', session: 1, place: place('Parametrages'), otherPatient: false });
    desk.cardsChanged(new Set());
    practitioner.present = false;
    practitioner.signInTokens = [];
    desk.practitionerChanged();
  }

  async function comes(...cards: readonly SignInToken[]): Promise<void> {
    practitioner.present = true;
    practitioner.signInTokens = cards;
    desk.practitionerChanged();
    await settled();
  }

  it('is waited for, with e-CPS beside it', async () => {
    await leaves();
    expect(view().shown?.stop).toEqual({
      failure: failure('CPX-RETIREE'),
      card: { state: 'awaited' },
      actions: ['use-ecps', 'close'],
      triesAgainIn: null,
    });
  });

  it('goes on by itself once it is back, on the page that was there', async () => {
    await leaves();
    await comes(token('A'));
    expect(view().shown?.stop).toBeNull();
    expect(view().loads.at(-1)).toContain('/Parametrages');
  });

  it('is chosen by itself among others', async () => {
    await leaves();
    await comes(token('B'), token('A'));
    expect(desk.visit?.attempt.certificate).toBe('A#auth');
  });

  it('is not replaced by another one without a click', async () => {
    await leaves();
    await comes(token('B'));
    expect(view().loads).toHaveLength(1);
    expect(view().shown?.stop).toMatchObject({
      card: { state: 'other', type: 'CPS' },
      actions: ['start-over', 'use-ecps', 'close'],
    });
    expect(desk.visit?.attempt.certificate).toBeNull();
  });

  it('that is blocked is not asked for', async () => {
    await leaves();
    practitioner.refusal = failure('CPX-BLOQUEE');
    await comes();
    expect(view().loads).toHaveLength(1);
    expect(view().shown?.stop?.card).toEqual({ state: 'problem', failure: failure('CPX-BLOQUEE') });
  });

  it('gives way to e-CPS when that is chosen, whatever was used last', async () => {
    await leaves();
    view().tell({ type: 'act', action: 'use-ecps' });
    await settled();
    expect(desk.visit?.attempt.method).toBe('ecps');
    expect(view().loads.at(-1)).toContain('https://ecps.exemple.fr/');
  });
});
