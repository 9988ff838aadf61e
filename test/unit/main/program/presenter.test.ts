import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { LauncherState, PractitionerCard } from '../../../../src/borders/windows/index.ts';
import { failure } from '../../../../src/domain/failures/index.ts';
import type { SystemWindow } from '../../../../src/domain/launch/system-windows.ts';
import { resolveConfiguration } from '../../../../src/domain/settings/configuration.ts';
import { LauncherPresenter } from '../../../../src/main/program/presenter.ts';
import { card, Desk } from '../../domain/launch/launch-policy-cards.ts';

const resolved = resolveConfiguration({});
if (!resolved.ok) throw new Error('no defaults');
const READERS = {
  service: 'running',
  failure: null,
  readers: [{ name: 'Gemalto PC Twin Reader 00 00', card: null }],
} as const;

let desk: Desk;
let practitioner: PractitionerCard;
let keptUntil: number | null;
let endedHere: boolean;
let paused: boolean;
const launcher = { send: vi.fn<(state: LauncherState) => void>(), reveal: vi.fn(), signal: vi.fn() };
const tray = { show: vi.fn() };
const onShown = vi.fn();
let presenter: LauncherPresenter;

beforeEach(() => {
  vi.clearAllMocks();
  desk = new Desk({ openOnInsert: 'ask' });
  practitioner = { state: 'absent' };
  keptUntil = null;
  endedHere = false;
  paused = false;
  presenter = new LauncherPresenter({
    settings: { current: resolved.value },
    state: () => desk.state,
    readers: () => ({ ...READERS, readers: [...READERS.readers] }),
    practitioner: () => practitioner,
    offer: () => ({ proposed: 'ecps', choices: ['ecps', 'cpx'] }) as const,
    keptEcpsEndsAt: () => keptUntil,
    ecpsEndedHere: () => endedHere,
    launcher,
    paused: () => paused,
    updateReady: () => null,
    tray,
    onShown,
  });
});

const shown = (): LauncherState => launcher.send.mock.lastCall![0];

describe('what the launcher shows', () => {
  it('goes to the window, the tray and whoever else shows it, at once', () => {
    practitioner = { state: 'reading' };
    paused = true;
    presenter.render();
    expect(shown()).toMatchObject({
      vitale: 'waiting',
      practitioner: { state: 'reading' },
      signIn: { proposed: 'ecps', choices: ['ecps', 'cpx'] },
      screen: { kind: 'waiting' },
      visit: null,
      notice: null,
    });
    expect(shown().signIn).not.toHaveProperty('keptUntil');
    expect(tray.show).toHaveBeenLastCalledWith('paused', {
      visitOpen: false,
      paused: true,
      keptUntil: null,
      update: null,
      typesIns: true,
    });
    expect(onShown).toHaveBeenLastCalledWith({ state: 'reading' });
  });

  it('says until when an e-CPS session is kept, in the window and in the tray', () => {
    keptUntil = new Date(2026, 10, 23, 9, 5).getTime();
    presenter.render();
    expect(shown().signIn.keptUntil).toBe('09:05');
    expect(shown().signIn).not.toHaveProperty('endedHere');
    expect(tray.show).toHaveBeenLastCalledWith('waiting', {
      visitOpen: false,
      paused: false,
      keptUntil: '09:05',
      update: null,
      typesIns: true,
    });
  });

  it('keeps what is to be told until it is dismissed', () => {
    presenter.tell(failure('RACCOURCI-PRIS', { keys: 'F9' }));
    expect(launcher.reveal).toHaveBeenCalledOnce();
    presenter.render();
    expect(shown().notice?.code).toBe('RACCOURCI-PRIS');
    presenter.dismissNotice();
    expect(shown().notice).toBeNull();
  });

  it('says what to finish first until that is finished', () => {
    const stands = (...standing: SystemWindow[]): void => {
      const before = desk.state;
      presenter.follow(before, desk.send({ type: 'system-windows', standing }).state);
    };
    stands('save', 'choose');
    expect(shown().notice).toBeNull();
    presenter.tell(failure('ENREGISTREMENT-EN-COURS'));
    stands('choose');
    expect(shown().notice?.code).toBe('CHOIX-EN-COURS');
    stands();
    expect(shown().notice).toBeNull();
    presenter.tell(failure('REPONSE-TARDIVE'));
    stands();
    expect(shown().notice?.code).toBe('REPONSE-TARDIVE');
  });

  it('covers no other program for what is only noted', () => {
    presenter.note(failure('VITALE-PARTIE'));
    expect(launcher.reveal).not.toHaveBeenCalled();
    expect(launcher.signal).toHaveBeenCalledOnce();
    expect(shown().notice?.code).toBe('VITALE-PARTIE');
  });

  it('counts each time that typing is asked for', () => {
    presenter.askTyping();
    presenter.askTyping();
    expect(shown().typingAsked).toBe(2);
    expect(launcher.reveal).toHaveBeenCalledTimes(2);
  });
});

describe('while the record is hidden because nobody is here', () => {
  beforeEach(() => {
    desk.insert('a', 'claire');
    desk.open(desk.subject('a'));
    presenter.setVeiled(true);
  });

  it('nobody of it is named anywhere', () => {
    expect(presenter.veiled).toBe(true);
    expect(JSON.stringify(shown())).not.toContain('CLAIRE');
    expect(shown().visit).toEqual({ person: null, veiled: true });
  });

  it('a card that comes later is shown', () => {
    desk.present(card('a'), card('b')).read('b', 'nora');
    presenter.render();
    expect(JSON.stringify(shown())).toContain('NORA');
    expect(JSON.stringify(shown())).not.toContain('CLAIRE');
  });

  it('ends with the visit', () => {
    const before = desk.state;
    desk.send({ type: 'visit-closed', id: before.visit!.id });
    presenter.follow(before, desk.state);
    expect(presenter.veiled).toBe(false);
    expect(JSON.stringify(shown())).toContain('CLAIRE');
  });

  it('ends when somebody is here again', () => {
    presenter.setVeiled(false);
    expect(shown().visit).toMatchObject({ person: { firstName: 'CLAIRE' } });
  });
});

describe('the part of the diagnosis that is opened', () => {
  it('is that of what is wrong: what was told first, then cards, then the practitioner’s', () => {
    expect(presenter.troubled).toBeNull();
    practitioner = { state: 'problem', failure: failure('CPX-BLOQUEE') };
    expect(presenter.troubled).toBe('cpx');
    desk.present(card('a')).send({ type: 'card-failed', key: 'a', failure: failure('VITALE-MUETTE') });
    expect(presenter.troubled).toBe('vitale');
    presenter.tell(failure('SITE-INJOIGNABLE', { host: 'dmp.exemple.fr', reason: 'coupé' }));
    expect(presenter.troubled).toBe('network');
  });
});

it('says on a shared workstation that the e-CPS session was ended, while there is no other', () => {
  presenter.render();
  expect(shown().signIn.endedHere).toBe(false);
  endedHere = true;
  presenter.render();
  expect(shown().signIn.endedHere).toBe(true);
});
