import { describe, expect, it } from 'vitest';
import type { ReadersSnapshot } from '../../../../src/borders/native.ts';
import { failure } from '../../../../src/domain/failures/index.ts';
import {
  candidateId,
  launcherScreen,
  offeredPerson,
  searchOfCandidate,
  subjectOfCandidate,
  trayState,
  visitStrip,
  vitaleStatus,
} from '../../../../src/main/program/view-models.ts';
import { card, CLAIRE_INS, Desk, HUGO_INS } from '../../domain/launch/launch-policy-cards.ts';

const READER = { name: 'Gemalto PC Twin Reader 00 00', card: null };
const WITH_READER: ReadersSnapshot = { service: 'running', failure: null, readers: [READER] };
const WITHOUT_READER: ReadersSnapshot = { service: 'running', failure: null, readers: [] };
const STOPPED: ReadersSnapshot = {
  service: 'unavailable',
  failure: failure('PCSC-SERVICE-ARRETE'),
  readers: [],
};
const QUIET = { openOnInsert: 'ask' } as const;
const NOBODY: ReadonlySet<string> = new Set();

/** The people of the screen, or nothing for another screen. */
function peopleOf(screen: ReturnType<typeof launcherScreen>) {
  if (screen.kind !== 'people') throw new Error(screen.kind);
  return screen;
}

describe('the launcher’s screen', () => {
  it('names the people of a card, and gives no number away', () => {
    const desk = new Desk(QUIET).insert('a', 'family');
    const screen = peopleOf(launcherScreen(desk.state, WITH_READER));
    expect(screen.candidates.map(({ person }) => person.firstName)).toEqual(['CLAIRE', 'HUGO', 'LÉA']);
    const told = JSON.stringify(screen);
    for (const ins of [CLAIRE_INS, HUGO_INS]) {
      expect(told).not.toContain(ins);
      expect(told).not.toContain(ins.slice(0, 13));
    }
    const [claire, hugo, lea] = screen.candidates;
    expect(claire?.ins).toMatchObject({ usable: true, source: 'card' });
    expect(hugo?.ins).toMatchObject({ usable: true, source: 'card' });
    expect(lea?.ins).toMatchObject({ usable: false, reason: expect.stringMatching(/\.$/) as string });
  });

  it('proposes the one person of a card whose INS may be used, and nobody otherwise', () => {
    const alone = new Desk(QUIET).insert('a', 'claire');
    expect(peopleOf(launcherScreen(alone.state, WITH_READER)).selected).toBe('a#0');
    const child = new Desk(QUIET).insert('a', 'child');
    expect(peopleOf(launcherScreen(child.state, WITH_READER)).selected).toBeNull();
    const several = new Desk(QUIET).insert('a', 'family');
    expect(peopleOf(launcherScreen(several.state, WITH_READER)).selected).toBeNull();
  });

  it('proposes among several whom a document has just named', () => {
    const desk = new Desk(QUIET).insert('a', 'family').scan('lea');
    const screen = peopleOf(launcherScreen(desk.state, WITH_READER));
    expect(screen.named?.id).toBe('a#2');
    expect(screen.selected).toBe('a#2');
    expect(screen.candidates[2]?.ins).toMatchObject({ usable: true, source: 'document' });
  });

  it('says so when two Vitale are in, and not for the several people of one', () => {
    const desk = new Desk(QUIET).insert('a', 'family');
    expect(peopleOf(launcherScreen(desk.state, WITH_READER)).several).toBe(false);
    desk.present(card('a'), card('b'));
    expect(peopleOf(launcherScreen(desk.state, WITH_READER)).several).toBe(false);
    desk.read('b', 'claire');
    expect(peopleOf(launcherScreen(desk.state, WITH_READER)).several).toBe(true);
    expect(peopleOf(launcherScreen(desk.state, WITH_READER, new Set(['b']))).several).toBe(false);
    desk.present(card('a'));
    expect(peopleOf(launcherScreen(desk.state, WITH_READER)).several).toBe(false);
  });

  it('marks whose record is open', () => {
    const desk = new Desk(QUIET).insert('a', 'claire');
    desk.open(desk.subject('a'));
    expect(peopleOf(launcherScreen(desk.state, WITH_READER)).candidates.map(({ open }) => open)).toEqual([
      true,
    ]);
  });

  it('does not name the people of a card that is hidden', () => {
    const desk = new Desk(QUIET).insert('a', 'claire');
    expect(launcherScreen(desk.state, WITH_READER, new Set(['a']))).toEqual({ kind: 'waiting' });
    desk.present(card('a'), card('b')).read('b', 'nora');
    const screen = peopleOf(launcherScreen(desk.state, WITH_READER, new Set(['a'])));
    expect(screen.candidates.map(({ person }) => person.firstName)).toEqual(['NORA']);
  });

  it('says what is wrong with a card, then with the readers, and otherwise waits', () => {
    const desk = new Desk(QUIET);
    expect(launcherScreen(desk.state, WITH_READER)).toEqual({ kind: 'waiting' });
    expect(launcherScreen(desk.state, WITHOUT_READER)).toMatchObject({ kind: 'problem' });
    expect(launcherScreen(desk.state, STOPPED)).toMatchObject({ failure: { code: 'PCSC-SERVICE-ARRETE' } });
    desk.present(card('a'));
    expect(launcherScreen(desk.state, WITH_READER)).toEqual({ kind: 'reading' });
    desk.send({ type: 'card-failed', key: 'a', failure: failure('VITALE-MUETTE') });
    expect(launcherScreen(desk.state, STOPPED)).toMatchObject({ failure: { code: 'VITALE-MUETTE' } });
  });
});

describe('the id of a candidate', () => {
  it('leads to the person as the state has them now', () => {
    const desk = new Desk(QUIET).insert('a', 'family');
    expect(subjectOfCandidate(desk.state, 'a#1')).toMatchObject({ kind: 'person', ins: HUGO_INS });
    expect(subjectOfCandidate(desk.state, 'a#2')).toBeNull();
  });

  it('is worth nothing once its card has gone, even when the same card comes back', () => {
    const desk = new Desk(QUIET).insert('a', 'claire');
    const [before] = desk.state.cards;
    const id = candidateId(before!, 0);
    expect(subjectOfCandidate(desk.state, id)).toMatchObject({ ins: CLAIRE_INS });
    desk.present();
    expect(subjectOfCandidate(desk.state, id)).toBeNull();
    desk.insert('b', 'claire');
    expect(subjectOfCandidate(desk.state, id)).toBeNull();
  });
});

describe('the open visit in the launcher', () => {
  it('is named while its window is, and only then', () => {
    const desk = new Desk(QUIET).insert('a', 'claire');
    expect(visitStrip(desk.state, false)).toBeNull();
    desk.open(desk.subject('a'));
    expect(visitStrip(desk.state, false)).toMatchObject({ person: { firstName: 'CLAIRE' }, veiled: false });
    expect(visitStrip(desk.state, true)).toEqual({ person: null, veiled: true });
  });

  it('has no name for a number that was typed, and none for the dashboard', () => {
    const typed = new Desk(QUIET).open({ kind: 'typed', ins: HUGO_INS });
    expect(visitStrip(typed.state, false)).toEqual({ person: null, veiled: false });
    const dashboard = new Desk(QUIET).open({ kind: 'dashboard' }, 'TableauDeBord');
    expect(visitStrip(dashboard.state, false)).toEqual({ person: null, veiled: false });
  });
});

describe('what a dashboard without patient offers', () => {
  const offered = (...then: ('claire' | 'family' | 'child')[]) => {
    const desk = new Desk().open({ kind: 'dashboard' }, 'TableauDeBord');
    for (const name of then) desk.insert('a', name);
    return { desk, offer: offeredPerson(desk.state) };
  };

  it('is the one person of the card that was read, without asking anything', () => {
    const { desk, offer } = offered('claire');
    expect(offer).toMatchObject({ firstName: 'CLAIRE' });
    expect(JSON.stringify(offer)).not.toContain(CLAIRE_INS);
    expect(desk.asked).toEqual([]);
  });

  it('is the list of several, and nothing where nobody can be opened', () => {
    expect(offered('family').offer).toBe('people');
    expect(offered('child').offer).toBeNull();
    expect(offered().offer).toBeNull();
  });

  it('is nothing while somebody is looked for there, nor beside a record or a question', () => {
    const searching = new Desk(QUIET).insert('a', 'family');
    const search = searchOfCandidate(searching.state, 'a#2');
    if (search === null) throw new Error('nobody to look for');
    expect(offeredPerson(searching.open(search, 'TableauDeBord').state)).toBeNull();
    const { desk } = offered('claire');
    desk.open(desk.subject('a'));
    expect(desk.asked).toEqual(['ask-switch']);
    expect(offeredPerson(desk.state)).toBeNull();
    const record = new Desk().open({ kind: 'typed', ins: HUGO_INS });
    expect(offeredPerson(record.state)).toBeNull();
  });
});

describe('the tray’s icon', () => {
  const icon = (desk: Desk, snapshot: ReadersSnapshot | null, changes = {}) =>
    trayState(desk.state, snapshot, { paused: false, veiled: NOBODY, ...changes });

  it('shows a patient’s record above everything else', () => {
    const desk = new Desk(QUIET).insert('a', 'claire');
    desk.open(desk.subject('a'));
    expect(icon(desk, STOPPED, { paused: true })).toBe('patient');
  });

  it('shows a card that is ready beside a dashboard, unless it is hidden', () => {
    const desk = new Desk(QUIET).insert('a', 'claire').open({ kind: 'dashboard' }, 'TableauDeBord');
    expect(icon(desk, WITH_READER)).toBe('ready');
    expect(icon(desk, WITH_READER, { veiled: new Set(['a']) })).toBe('patient');
  });

  it.each([
    ['paused', new Desk(QUIET).insert('a', 'claire'), WITH_READER, true],
    ['ready', new Desk(QUIET).insert('a', 'claire'), WITH_READER, false],
    ['reading', new Desk(QUIET).present(card('a')), WITH_READER, false],
    ['no-reader', new Desk(QUIET), WITHOUT_READER, false],
    ['problem', new Desk(QUIET), STOPPED, false],
    ['waiting', new Desk(QUIET), WITH_READER, false],
    ['waiting', new Desk(QUIET), null, false],
  ] as const)('is «%s»', (expected, desk, snapshot, paused) => {
    expect(icon(desk, snapshot, { paused })).toBe(expected);
  });
});

describe('the Vitale in a word', () => {
  it.each([
    ['looking', null],
    ['service-off', STOPPED],
    ['no-reader', WITHOUT_READER],
    ['waiting', WITH_READER],
  ] as const)('is «%s» without a card', (expected, snapshot) => {
    expect(vitaleStatus(new Desk().state, snapshot)).toBe(expected);
  });

  it('is the best of several cards', () => {
    const desk = new Desk(QUIET).present(card('a'), card('b'));
    desk.send({ type: 'card-failed', key: 'a', failure: failure('VITALE-MUETTE') });
    expect(vitaleStatus(desk.state, WITH_READER)).toBe('reading');
    desk.read('b', 'claire');
    expect(vitaleStatus(desk.state, WITH_READER)).toBe('read');
    desk.present(card('a'));
    expect(vitaleStatus(desk.state, WITH_READER)).toBe('problem');
  });
});
