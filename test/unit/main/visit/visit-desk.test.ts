import { beforeEach, describe, expect, it, vi } from 'vitest';
import { failure, type Failure } from '../../../../src/domain/failures/index.ts';
import type { OpenVisit, VisitSubject } from '../../../../src/domain/launch/launch-policy.ts';
import { resolveConfiguration, type Configuration } from '../../../../src/domain/settings/configuration.ts';
import { VisitDesk, type VisitDeskParts } from '../../../../src/main/visit/visit-desk.ts';
import { arrival, CLAIRE } from '../../domain/launch/visit-lives.ts';
import { FakeView, settled } from './fake-view.ts';

vi.mock('electron', () => ({ app: { on: vi.fn(), setClientCertRequestPasswordHandler: vi.fn() } }));

/** The practitioner's cards as a test wants them. */
class FakePractitioner {
  present = true;
  refusal: Failure | null = null;
  isCpe = false;
  signInTokens = [];
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
