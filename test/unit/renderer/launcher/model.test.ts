import { describe, expect, it } from 'vitest';
import {
  forgets,
  freshLocal,
  keyEffect,
  mainAction,
  reduceLocal,
  type KeyContext,
  type LocalState,
} from '../../../../src/renderer/launcher/model.ts';
import { readTyping } from '../../../../src/renderer/launcher/ins-typing.ts';
import type { LauncherState } from '../../../../src/borders/windows/index.ts';
import { AMADOU, CLAIRE, LEA, refused, usable, WAITING, withPeople } from '../people.ts';

const FAMILY = withPeople([usable('a', CLAIRE), usable('b', AMADOU), refused('c', LEA)], 'a');
const NOTHING_TYPED = readTyping('');

const at = (state: LauncherState, over: Partial<LocalState> = {}): LocalState => ({
  ...freshLocal(state),
  ...over,
});

const key = (name: string, over: Partial<KeyContext> = {}): ReturnType<typeof keyEffect> =>
  keyEffect(name, { state: FAMILY, local: at(FAMILY), onButton: false, inList: true, armed: true, ...over });

describe('the main action', () => {
  it('opens the selected person at the chosen page', () => {
    const local = at(FAMILY, { selected: 'b', page: 'Documents' });
    expect(mainAction(FAMILY, local, NOTHING_TYPED)).toMatchObject({
      kind: 'person',
      candidate: { id: 'b' },
      page: 'Documents',
    });
  });

  it('is the search on the dashboard for someone whose INS cannot be used', () => {
    const search = { kind: 'search', candidate: { id: 'c' } };
    expect(mainAction(FAMILY, at(FAMILY, { selected: 'c' }), NOTHING_TYPED)).toMatchObject(search);
    const alone = withPeople([refused('c', LEA)], null);
    expect(mainAction(alone, at(alone), NOTHING_TYPED)).toMatchObject(search);
  });

  it('never opens someone who is not on the screen any more', () => {
    expect(mainAction(FAMILY, at(FAMILY, { selected: 'from another card' }), NOTHING_TYPED)).toEqual({
      kind: 'none',
    });
  });

  it('is nothing as long as nobody was chosen among several', () => {
    expect(mainAction(FAMILY, at(FAMILY, { selected: null }), NOTHING_TYPED)).toEqual({ kind: 'none' });
    const refusedAll = withPeople([refused('b', AMADOU), refused('c', LEA)], null);
    expect(mainAction(refusedAll, at(refusedAll), NOTHING_TYPED)).toEqual({ kind: 'dashboard' });
  });

  it('leads back to the record that is open, which stays where it is', () => {
    const open = withPeople([{ ...usable('a', CLAIRE), open: true }], 'a');
    expect(mainAction(open, at(open), NOTHING_TYPED)).toMatchObject({ kind: 'visit' });
  });

  it('does nothing while no card is there', () => {
    expect(mainAction(WAITING, at(WAITING), NOTHING_TYPED)).toEqual({ kind: 'none' });
  });

  it('opens a typed number only once its key is right', () => {
    const local = at(WAITING, { view: 'ins' });
    expect(mainAction(WAITING, local, readTyping('188102B17295265'))).toEqual({ kind: 'none' });
    expect(mainAction(WAITING, local, readTyping('1 88 10 2b 172 952 64'))).toEqual({
      kind: 'ins',
      ins: '188102B17295264',
      tail: '5264',
      page: 'TableauDeBord',
    });
  });
});

describe('the keys', () => {
  it('choose among the first nine with a digit, and only there', () => {
    expect(key('2')).toEqual({ kind: 'select', id: 'b' });
    expect(key('4')).toBeNull();
    expect(key('0')).toBeNull();
    expect(key('2', { local: at(FAMILY, { view: 'ins' }) })).toBeNull();
    expect(key('2', { local: at(FAMILY, { choosingPage: true }) })).toBeNull();
    expect(key('2', { state: WAITING })).toBeNull();
  });

  it('choose nobody as long as the list has not the focus', () => {
    expect(key('2', { inList: false })).toBeNull();
  });

  it('leave Enter to a button that has the focus', () => {
    expect(key('Enter')).toEqual({ kind: 'main' });
    expect(key('Enter', { onButton: true })).toBeNull();
  });

  it('are deaf for an instant after people appear, but for Escape', () => {
    expect(key('Enter', { armed: false })).toBeNull();
    expect(key('1', { armed: false })).toBeNull();
    expect(key('Escape', { armed: false })).toEqual({ kind: 'hide' });
  });

  it('step back with Escape, from the innermost outwards', () => {
    expect(key('Escape', { local: at(FAMILY, { choosingPage: true, view: 'ins' }) })).toEqual({
      kind: 'back',
    });
    expect(key('Escape', { local: at(FAMILY, { view: 'ins' }) })).toEqual({ kind: 'back' });
    expect(key('Escape', { state: { ...FAMILY, notice: { code: 'INS-CLE' } } })).toEqual({ kind: 'dismiss' });
    expect(key('Escape')).toEqual({ kind: 'hide' });
  });
});

describe('what is typed or chosen', () => {
  it('steps back from the page to the number, then to the card, and forgets the number', () => {
    const deep = at(FAMILY, { view: 'ins', choosingPage: true, typed: '188' });
    const once = reduceLocal(deep, { type: 'back' });
    expect(once).toMatchObject({ view: 'ins', choosingPage: false, typed: '188' });
    expect(reduceLocal(once, { type: 'back' })).toMatchObject({ view: 'main', typed: '' });
  });

  it('is forgotten when another card is read, even of the same people', () => {
    expect(forgets(FAMILY, withPeople([usable('a2', CLAIRE)], 'a2'))).toBe(true);
    expect(forgets(WAITING, FAMILY)).toBe(true);
    expect(forgets(WAITING, { ...WAITING, screen: { kind: 'reading' } })).toBe(true);
  });

  it('is forgotten when a record opens or closes', () => {
    expect(forgets(WAITING, { ...WAITING, visit: { person: null, veiled: false } })).toBe(true);
    expect(forgets({ ...WAITING, visit: { person: CLAIRE, veiled: false } }, WAITING)).toBe(true);
    const shown = { ...WAITING, visit: { person: CLAIRE, veiled: false } };
    expect(forgets(shown, { ...shown, visit: { person: null, veiled: true } })).toBe(true);
  });

  it('is kept when a card leaves or the same state comes again', () => {
    expect(forgets(FAMILY, WAITING)).toBe(false);
    expect(forgets(FAMILY, { ...FAMILY, notice: { code: 'INS-CLE' } })).toBe(false);
    expect(
      forgets(WAITING, { ...WAITING, screen: { kind: 'problem', failure: { code: 'VITALE-MUETTE' } } }),
    ).toBe(false);
  });

  it('starts from what main proposes', () => {
    expect(freshLocal({ ...FAMILY, landingPage: 'Documents' })).toEqual({
      view: 'main',
      choosingPage: false,
      typed: '',
      page: 'Documents',
      selected: 'a',
    });
    expect(freshLocal(WAITING).selected).toBeNull();
  });
});
