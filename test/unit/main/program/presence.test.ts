import { beforeEach, describe, expect, it, vi } from 'vitest';
import { INITIAL_LAUNCH_STATE } from '../../../../src/domain/launch/launch-policy.ts';
import { Moments, type Moment } from '../../../../src/main/base/moments.ts';
import type { LockEvents } from '../../../../src/main/program/lock-watch.ts';

vi.mock('electron', () => ({}));
const { held, watchPresence } = await import('../../../../src/main/program/presence.ts');

type Holders = Parameters<typeof held>[1];

const NOTHING: Holders = {
  cards: {
    snapshot: { service: 'running', failure: null, readers: [] },
    practitioners: [],
    unrecognised: [],
  },
  desk: { visit: null },
  keeper: { endsAt: null },
  proxies: { holdsPassword: false },
  lock: null,
};

describe('what a restart would end', () => {
  it('is nothing in a program at rest', () => {
    const nothing = {
      open: false,
      practitionerCard: false,
      keptEcps: false,
      keptPassword: false,
      away: false,
    };
    expect(held(INITIAL_LAUNCH_STATE, NOTHING)).toEqual(nothing);
  });

  it.each([
    ['the readers are not known', { snapshot: null }],
    ['a practitioner’s card is there', { practitioners: [{}] }],
    ['a card that no table knows is there', { unrecognised: [{}] }],
  ])('is a log-in to a card, perhaps, while %s', (_what, cards) => {
    const there = { ...NOTHING, cards: { ...NOTHING.cards, ...cards } } as unknown as Holders;
    expect(held(INITIAL_LAUNCH_STATE, there).practitionerCard).toBe(true);
  });

  it.each([
    ['a record', { visit: {} as never }],
    ['a record that is about to open', { pending: {} as never }],
    ['a question', { standing: [{} as never] }],
    ['a Vitale', { cards: [{} as never] }],
  ])('is %s', (_what, state) => {
    expect(held({ ...INITIAL_LAUNCH_STATE, ...state }, NOTHING).open).toBe(true);
  });

  it('is a visit that is closing still, a kept session, a password; a lock is told', () => {
    const all = {
      ...NOTHING,
      desk: { visit: {} as never },
      keeper: { endsAt: 1 },
      proxies: { holdsPassword: true },
      lock: { left: true },
    };
    const there = { open: true, practitionerCard: false, keptEcps: true, keptPassword: true, away: true };
    expect(held(INITIAL_LAUNCH_STATE, all)).toEqual(there);
  });
});

describe('who comes and goes', () => {
  let moments: Moments;
  let heard: Moment[];
  let done: string[];
  let events: LockEvents;

  beforeEach(() => {
    moments = new Moments();
    heard = [];
    done = [];
    moments.on((moment) => heard.push(moment));
    const note = (what: string) => (): void => void done.push(what);
    watchPresence(
      {
        settings: { current: { lockAfterMinutes: 7 } } as never,
        log: {} as never,
        moments,
        pause: { look: note('pause') },
        sentinel: {
          moment: () => {
            done.push('sentinel');
            return Promise.resolve();
          },
        },
        cards: { askWhetherItTurns: note('cards') },
        desk: { away: note('away'), lockExpired: note('expired') },
        camera: { close: note('camera') },
        window: {} as never,
      },
      ((minutes: () => number, given: LockEvents) => {
        events = given;
        done.push(String(minutes()));
      }) as never,
    );
  });

  it('who leaves closes what names a patient, and it is told', () => {
    events.onAway();
    expect(done).toEqual(['7', 'away', 'camera', 'pause', 'sentinel']);
    events.onExpired();
    expect(done.at(-1)).toBe('expired');
    expect(heard).toEqual(['left']);
  });

  it('whoever comes finds a process of the cards that turns', () => {
    events.onBack();
    expect(heard).toEqual(['came']);
    expect(done).toContain('cards');
  });

  it('a card that moves has been told by that process: it is asked nothing', () => {
    moments.tell('cards');
    moments.tell('record');
    expect(done).toEqual(['7', 'pause', 'sentinel', 'pause', 'sentinel']);
  });
});
