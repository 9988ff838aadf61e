import { describe, expect, it } from 'vitest';
import { failure, type Failure } from '../../../../src/domain/failures/index.ts';
import {
  advance,
  INITIAL_LAUNCH_STATE,
  type LaunchEvent,
  type LaunchState,
  type OpenVisit,
} from '../../../../src/domain/launch/launch-policy.ts';
import { launchEffects, type EffectParts, type VisitToHandle } from '../../../../src/main/program/effects.ts';
import { DOCUMENTS, HUGO_INS, NORA_INS, RULES } from '../../domain/launch/launch-policy-cards.ts';

const HUGO = { kind: 'typed', ins: HUGO_INS } as const;
const NORA = { kind: 'typed', ins: NORA_INS } as const;

/** What the effects work on, noting what they do. */
class World {
  state: LaunchState = INITIAL_LAUNCH_STATE;
  readonly done: string[] = [];
  veiled = false;
  assistantOpen = false;
  opens: () => Promise<Failure | null> = () => Promise.resolve(null);
  visit: VisitToHandle | null = null;
  answer: (accepted: boolean) => void = () => undefined;
  asked: unknown = null;

  readonly dispatch = (event: LaunchEvent): void => {
    this.done.push(event.type);
    this.state = advance(this.state, event, RULES).state;
  };

  aVisit(closed = false): void {
    this.visit = {
      closed,
      openPage: (page) => void this.done.push(`page ${page}`),
      lookFor: (person) => void this.done.push(`look for ${person?.firstName ?? 'nobody'}`),
      reveal: () => void this.done.push('reveal'),
      close: () => {
        this.done.push('close');
        this.visit = null;
        return Promise.resolve();
      },
    };
  }

  get effects(): ReturnType<typeof launchEffects> {
    // eslint-disable-next-line @typescript-eslint/no-this-alias -- read by getters of another object
    const world = this;
    const parts: EffectParts = {
      state: () => this.state,
      dispatch: this.dispatch,
      visits: {
        get visit() {
          return world.visit;
        },
        open: () => this.opens(),
      },
      confirm: {
        askSwitch: (question) => {
          this.asked = question;
          return new Promise((resolve) => (this.answer = resolve));
        },
        askDocument: (question) => {
          this.asked = question;
          return new Promise((resolve) => (this.answer = resolve));
        },
        close: () => void this.done.push('question withdrawn'),
      },
      calls: { done: (_subject, problem) => void this.done.push(`answered ${problem?.code ?? 'opened'}`) },
      veiled: () => this.veiled,
      readCard: (key) => void this.done.push(`read ${key}`),
      showLauncher: () => void this.done.push('launcher'),
      signalCard: () => void this.done.push('signalled'),
      note: ({ code }) => void this.done.push(`noted ${code}`),
      onOpened: () => void this.done.push('opened'),
      onReturned: () => void this.done.push('returned'),
      assistantSays: ({ code }) => {
        if (this.assistantOpen) this.done.push(`assistant says ${code}`);
        return this.assistantOpen;
      },
      tell: ({ code }) => void this.done.push(`told ${code}`),
    };
    return launchEffects(parts);
  }

  open(subject: typeof HUGO | typeof NORA): this {
    this.state = advance(this.state, { type: 'open', subject, page: 'Documents' }, RULES).state;
    return this;
  }
}

const OPENED: OpenVisit = { id: 1, subject: HUGO, vitaleRemoved: false };
const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 1));

describe('a search from the dashboard', () => {
  it('is told to the one that is open, before its page is asked for, and its end too', async () => {
    const world = new World();
    world.aVisit();
    const search = { name: 'MARTIN', birthName: null, firstName: 'Léa', birthDate: '20120614' };
    const subject = { kind: 'dashboard', search } as const;
    world.state = { ...world.state, visit: { id: 1, subject, vitaleRemoved: false } };
    await world.effects['focus-visit']({ type: 'focus-visit', page: 'TableauDeBord' });
    await world.effects['end-search']({ type: 'end-search' });
    expect(world.done).toEqual([
      'look for Léa',
      'page TableauDeBord',
      'reveal',
      'answered opened',
      'look for nobody',
    ]);
  });
});

describe('opening a visit', () => {
  it('answers who called, and says that it is open', async () => {
    const world = new World().open(HUGO);
    await world.effects['open-visit']({ type: 'open-visit', visit: OPENED, page: 'Documents' });
    expect(world.done).toEqual(['answered opened', 'opened']);
    expect(world.state.visit?.id).toBe(1);
  });

  it('that cannot begin is told, and no record counts as open', async () => {
    const world = new World().open(HUGO);
    world.opens = () => Promise.resolve(failure('CPX-CODE-ANNULE'));
    await world.effects['open-visit']({ type: 'open-visit', visit: OPENED, page: 'Documents' });
    expect(world.done).toEqual(['answered CPX-CODE-ANNULE', 'visit-closed', 'told CPX-CODE-ANNULE']);
    expect(world.state.visit).toBeNull();
  });

  it('that the assistant had asked for is said by the assistant, where that is open', async () => {
    const subject = { kind: 'dashboard' } as const;
    for (const open of [true, false]) {
      const world = new World();
      world.assistantOpen = open;
      world.state = advance(world.state, { type: 'open', subject, page: 'TableauDeBord' }, RULES).state;
      world.opens = () => Promise.resolve(failure('SITE-SANS-ADRESSE', { method: 'e-CPS' }));
      const visit = { ...OPENED, subject };
      await world.effects['open-visit']({ type: 'open-visit', visit, page: 'TableauDeBord' });
      expect(world.done.at(-1)).toBe(`${open ? 'assistant says' : 'told'} SITE-SANS-ADRESSE`);
    }
  });

  it('that somebody else asked for is told, with the assistant open too', async () => {
    const world = new World().open(HUGO);
    world.assistantOpen = true;
    world.opens = () => Promise.resolve(failure('VITALE-PARTIE'));
    await world.effects['open-visit']({ type: 'open-visit', visit: OPENED, page: 'Documents' });
    expect(world.done.at(-1)).toBe('told VITALE-PARTIE');
  });

  it('that is not wanted any more, because another record was asked for, is not told to anybody', async () => {
    const world = new World().open(HUGO);
    world.opens = () => {
      world.state = { ...world.state, visit: { id: 2, subject: NORA, vitaleRemoved: false } };
      return Promise.resolve(failure('VITALE-PARTIE'));
    };
    await world.effects['open-visit']({ type: 'open-visit', visit: OPENED, page: 'Documents' });
    expect(world.done).toEqual(['answered VITALE-PARTIE']);
    expect(world.state.visit?.id).toBe(2);
  });

  it('that breaks leaves no record open in the state either', async () => {
    const world = new World().open(HUGO);
    const { effects } = world;
    world.opens = () => Promise.reject(new Error('no window'));
    const opening = effects['open-visit']({ type: 'open-visit', visit: OPENED, page: 'Documents' });
    await expect(opening).rejects.toThrow('no window');
    expect(world.done).toEqual(['visit-closed']);
    expect(world.state.visit).toBeNull();
  });
});

describe('a record that is asked for again', () => {
  it('comes forward on the page asked for, and the caller is answered', async () => {
    const world = new World().open(HUGO);
    world.aVisit();
    await world.effects['focus-visit']({ type: 'focus-visit', page: 'Documents' });
    expect(world.done).toEqual(['page Documents', 'reveal', 'answered opened']);
  });

  it('comes forward where it is when its card came back', async () => {
    const world = new World().open(HUGO);
    world.aVisit();
    await world.effects['focus-visit']({ type: 'focus-visit', page: null });
    expect(world.done).toEqual(['reveal', 'returned', 'answered opened']);
  });

  it('is opened anew when its window was closing', async () => {
    const world = new World().open(HUGO);
    world.aVisit(true);
    await world.effects['focus-visit']({ type: 'focus-visit', page: 'Documents' });
    expect(world.done).toEqual(['close', 'open']);
  });
});

describe('the question of a change of patient', () => {
  it('names both, and its answer is an event of the question it was', async () => {
    const world = new World().open(HUGO).open(NORA);
    await world.effects['ask-switch']({ type: 'ask-switch' });
    expect(world.asked).toEqual({
      cause: 'choice',
      from: { kind: 'number', insTail: HUGO_INS.slice(-4) },
      to: { kind: 'number', insTail: NORA_INS.slice(-4) },
    });
    world.answer(true);
    await settled();
    expect(world.done).toEqual(['switch-accepted']);
    expect(world.state.visit?.subject).toEqual(NORA);
  });

  it('names whom a document names while no record is open, and opens on its answer', async () => {
    const world = new World();
    const identity = DOCUMENTS.lea;
    world.state = advance(world.state, { type: 'document-read', identity, page: 'Documents' }, RULES).state;
    await world.effects['ask-switch']({ type: 'ask-switch' });
    expect(world.asked).toMatchObject({
      kind: 'document',
      person: { birthName: 'MARTIN', firstName: 'LEA ROSE', birthDate: '20120614', sex: 'F' },
      insTail: identity.ins.slice(-4),
      page: 'Documents',
    });
    world.answer(true);
    await settled();
    expect(world.state.visit?.subject).toMatchObject({ kind: 'document', ins: identity.ins });
  });

  it('does not name whom the veil hides', async () => {
    const world = new World().open(HUGO).open(NORA);
    world.veiled = true;
    await world.effects['ask-switch']({ type: 'ask-switch' });
    expect(world.asked).toMatchObject({ from: { kind: 'veiled' } });
  });

  it('is not asked twice, nor when it was dropped meanwhile', async () => {
    const world = new World().open(HUGO).open(NORA);
    const { effects } = world;
    await effects['ask-switch']({ type: 'ask-switch' });
    world.asked = null;
    await effects['ask-switch']({ type: 'ask-switch' });
    expect(world.asked).toBeNull();
    world.state = { ...world.state, pending: null };
    await world.effects['ask-switch']({ type: 'ask-switch' });
    expect(world.asked).toBeNull();
  });

  it('refused, leaves the record that is open', async () => {
    const world = new World().open(HUGO).open(NORA);
    await world.effects['ask-switch']({ type: 'ask-switch' });
    world.answer(false);
    await settled();
    expect(world.done).toEqual(['switch-refused']);
    expect(world.state.visit?.subject).toEqual(HUGO);
  });
});
