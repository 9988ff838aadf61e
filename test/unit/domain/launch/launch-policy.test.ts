import { describe, expect, it } from 'vitest';
import { failure } from '../../../../src/domain/failures/index.ts';
import {
  openingRefusal,
  sameSubject,
  searchOf,
  subjectOf,
  subjectOfIns,
  subjectReady,
  type VisitSubject,
} from '../../../../src/domain/launch/launch-policy.ts';
import { withKey } from '../identity/sample-people.ts';
import { card, certified, CLAIRE_INS, Desk, HUGO_INS, NORA_INS, refined } from './launch-policy-cards.ts';

const LEA_INS = withKey('2120675999101');
const DASHBOARD: VisitSubject = { kind: 'dashboard' };
const TYPED: VisitSubject = { kind: 'typed', ins: NORA_INS };

describe('a card goes in', () => {
  it('is read, and brings the launcher forward', () => {
    expect(new Desk().present(card('a')).effects).toEqual([
      { type: 'read-card', key: 'a' },
      { type: 'show-launcher' },
    ]);
  });

  it('opens the landing page by itself with one person whose INS may be used', () => {
    const desk = new Desk({ landingPage: 'Documents' }).insert('a', 'claire');
    expect(desk.effects).toEqual([{ type: 'open-visit', visit: desk.state.visit, page: 'Documents' }]);
    expect(desk.state.visit).toMatchObject({ vitaleRemoved: false, subject: { ins: CLAIRE_INS } });
  });

  it.each([
    ['several people are on it', 'family', {}],
    ['nobody on it has a usable INS', 'child', {}],
    ['the settings say to ask', 'claire', { openOnInsert: 'ask' }],
  ] as const)('opens nothing by itself when %s', (_, name, rules) => {
    const desk = new Desk(rules).insert('a', name);
    expect(desk.asked).toEqual([]);
    expect(desk.state.cards[0]?.progress.kind).toBe('read');
  });

  it('that was there at the start is shown, opens nothing, and does not bring the launcher forward', () => {
    const desk = new Desk().present(card('a', false));
    expect(desk.asked).toEqual(['read-card']);
    expect(desk.read('a', 'claire').asked).toEqual([]);
    expect(desk.state.cards[0]?.progress.kind).toBe('read');
    expect(desk.open(desk.subject('a')).asked).toEqual(['open-visit']);
  });

  it('beside another one opens nothing by itself, whichever is read first', () => {
    const desk = new Desk().present(card('a'), card('b'));
    expect(desk.read('a', 'claire').asked).toEqual([]);
    expect(desk.read('b', 'nora').asked).toEqual([]);
    expect(desk.state.visit).toBeNull();
  });

  it('that fails is a failure of its own, and nothing else', () => {
    const desk = new Desk().present(card('a'));
    desk.send({ type: 'card-failed', key: 'a', failure: failure('VITALE-MUETTE') });
    expect(desk.asked).toEqual([]);
    expect(desk.state.cards[0]?.progress).toEqual({ kind: 'failed', failure: { code: 'VITALE-MUETTE' } });
  });
});

describe('a card comes out', () => {
  it('before it was read: said until the next card', () => {
    const desk = new Desk().present(card('a')).present();
    expect(desk.state.lost).toEqual({ code: 'VITALE-RETIREE' });
    expect(desk.present(card('b')).state.lost).toBeNull();
  });

  it('after it was read, or after it failed for another reason: nothing is said', () => {
    expect(new Desk({ openOnInsert: 'ask' }).insert('a', 'claire').present().state.lost).toBeNull();
    const failed = new Desk().present(card('a'));
    failed.send({ type: 'card-failed', key: 'a', failure: failure('VITALE-MUETTE') });
    expect(failed.present().state.lost).toBeNull();
  });

  it('and what its read answers too late is dropped', () => {
    const desk = new Desk().present(card('a')).present();
    const before = desk.state;
    expect(desk.read('a', 'claire').state).toBe(before);
    desk.send({ type: 'card-failed', key: 'a', failure: failure('VITALE-MUETTE') });
    desk.send({ type: 'card-refined', key: 'a', reading: refined('claire', true) });
    expect(desk.state).toBe(before);
    expect(desk.asked).toEqual([]);
  });

  it('and what was asked for from it too late is not opened', () => {
    const desk = new Desk({ openOnInsert: 'ask' }).insert('a', 'family');
    const hugo = desk.subject('a', 1);
    expect(desk.present().open(hugo).asked).toEqual([]);
    expect(desk.state.visit).toBeNull();
  });

  it('leaves its record open with a note, which goes when the same card is back', () => {
    const desk = new Desk().insert('a', 'claire').present();
    expect(desk.state.visit).toMatchObject({ vitaleRemoved: true });
    expect(desk.asked).toEqual([]);
    const { id } = desk.state.visit ?? { id: 0 };
    desk.insert('b', 'claire');
    expect(desk.effects).toEqual([{ type: 'focus-visit', page: null }]);
    expect(desk.state.visit).toMatchObject({ id, vitaleRemoved: false, subject: { cardKey: 'b' } });
    // It rests on the new insertion from now on.
    expect(desk.present().state.visit).toMatchObject({ vitaleRemoved: true });
  });

  it('closes its record when the settings say so, and only its own', () => {
    const desk = new Desk({ closeOnVitaleRemoval: true }).insert('a', 'claire');
    desk.present(card('a'), card('b'));
    expect(desk.present(card('a')).asked).toEqual([]);
    expect(desk.present().asked).toEqual(['close-visit']);
    expect(desk.state.visit).toBeNull();
    const typed = new Desk({ closeOnVitaleRemoval: true }).open(TYPED).present(card('a'), card('b'));
    expect(typed.present().asked).toEqual([]);
    expect(typed.openIns).toBe(NORA_INS);
  });

  it('withdraws the question that it had brought', () => {
    const desk = new Desk().insert('a', 'claire').present().insert('b', 'nora');
    expect(desk.asked).toEqual(['ask-switch']);
    expect(desk.present().asked).toEqual(['drop-switch']);
    expect(desk.state.pending).toBeNull();
    expect(desk.openIns).toBe(CLAIRE_INS);
  });
});

describe('another person while a record is open', () => {
  const asked = (): Desk => new Desk().insert('a', 'claire').present().insert('b', 'nora');

  it('is asked about, and the open record stays', () => {
    const desk = asked();
    expect(desk.asked).toEqual(['ask-switch']);
    expect(desk.state.pending).toMatchObject({ cause: 'card', to: { ins: NORA_INS } });
    expect(desk.openIns).toBe(CLAIRE_INS);
  });

  it('takes the place once accepted: the old session first, then the new one', () => {
    const desk = asked();
    desk.send({ type: 'switch-accepted', id: desk.state.pending?.id ?? 0 });
    expect(desk.asked).toEqual(['close-visit', 'open-visit']);
    expect(desk.openIns).toBe(NORA_INS);
    expect(desk.state.pending).toBeNull();
  });

  it('goes away once refused, and whoever stays stays with the record', () => {
    const desk = asked();
    desk.send({ type: 'switch-refused', id: desk.state.pending?.id ?? 0 });
    expect(desk.effects).toEqual([{ type: 'focus-visit', page: null }]);
    expect(desk.openIns).toBe(CLAIRE_INS);
    expect(desk.state.pending).toBeNull();
  });

  it('refused to another program leaves the practitioner there', () => {
    const desk = new Desk().insert('a', 'claire');
    desk.open({ kind: 'software', ins: NORA_INS, caller: 'Cabinet Facile', traits: null });
    desk.send({ type: 'switch-refused', id: desk.state.pending?.id ?? 0 });
    expect(desk.asked).toEqual([]);
    desk.open({ kind: 'dashboard', caller: 'Cabinet Facile' });
    desk.send({ type: 'switch-refused', id: desk.state.pending?.id ?? 0 });
    expect(desk.asked).toEqual([]);
  });

  it('an answer to a question that is no longer the one asked changes nothing', () => {
    const desk = asked();
    const first = desk.state.pending?.id ?? 0;
    desk.open(TYPED).open(DASHBOARD);
    const before = desk.state;
    desk.send({ type: 'switch-accepted', id: first });
    expect(desk.state).toBe(before);
    desk.send({ type: 'switch-refused', id: first });
    expect(desk.state).toBe(before);
    expect(desk.state.pending?.to).toEqual(DASHBOARD);
  });

  it('a record closed meanwhile leaves nothing to confirm', () => {
    const desk = asked();
    const question = desk.state.pending?.id ?? 0;
    desk.send({ type: 'visit-closed', id: desk.state.visit?.id ?? 0 });
    expect(desk.asked).toEqual(['drop-switch']);
    expect(desk.send({ type: 'switch-accepted', id: question }).asked).toEqual([]);
    expect(desk.state.visit).toBeNull();
  });

  it.each([
    ['its card left', {}],
    ['a second source does not confirm it', { refined: true }],
  ] as const)('a record that closes by itself, since %s, takes the question with it', (_, how) => {
    const desk = new Desk({ closeOnVitaleRemoval: true }).insert('a', 'claire').open(TYPED);
    const question = desk.state.pending?.id ?? 0;
    if ('refined' in how) desk.send({ type: 'card-refined', key: 'a', reading: refined('claire', false) });
    else desk.present();
    expect(desk.asked).toEqual(expect.arrayContaining(['close-visit', 'drop-switch']));
    expect(desk.send({ type: 'switch-accepted', id: question }).asked).toEqual([]);
    expect(desk.state).toMatchObject({ visit: null, pending: null });
  });

  it('the end of an older visit does not end the open one', () => {
    const desk = asked();
    const first = desk.state.visit?.id ?? 0;
    desk.send({ type: 'switch-accepted', id: desk.state.pending?.id ?? 0 });
    expect(desk.send({ type: 'visit-closed', id: first }).asked).toEqual([]);
    expect(desk.openIns).toBe(NORA_INS);
  });

  it.each(['family', 'impostor'] as const)('holds for every way to ask (%s)', (name) => {
    const desk = new Desk().insert('a', 'claire').present().insert('b', name);
    const hugo = name === 'family' ? desk.subject('b', 1) : desk.subject('b');
    desk.open(hugo);
    expect(desk.asked).toEqual(['ask-switch']);
    expect(desk.state.visit?.subject).toMatchObject({ beneficiary: { firstName: 'CLAIRE' } });
  });
});

describe('the same person while a record is open', () => {
  it('only brings it forward, where it is', () => {
    const desk = new Desk({ openOnInsert: 'ask' }).insert('a', 'family');
    desk.open(desk.subject('a', 1)).open(desk.subject('a', 1), 'TableauDeBord');
    expect(desk.effects).toEqual([{ type: 'focus-visit', page: null }]);
    expect(desk.openIns).toBe(HUGO_INS);
  });

  it.each([
    { kind: 'software', ins: CLAIRE_INS, caller: 'Cabinet Facile', traits: null } as const,
    { kind: 'typed', ins: CLAIRE_INS } as const,
  ])('asked for by number ($kind): another page of the record, which keeps its name', (subject) => {
    const desk = new Desk().insert('a', 'claire');
    const { visit } = desk.state;
    desk.open(subject, 'Documents');
    expect(desk.effects).toEqual([{ type: 'focus-visit', page: 'Documents' }]);
    expect(desk.state.visit).toBe(visit);
    expect(desk.state.pending).toBeNull();
  });

  it('a number that gets a name is confirmed', () => {
    const desk = new Desk({ openOnInsert: 'ask' }).open({ kind: 'typed', ins: CLAIRE_INS });
    desk.insert('a', 'claire').open(desk.subject('a'));
    expect(desk.asked).toEqual(['ask-switch']);
  });

  it('their card, inserted again beside it, does not move them to another page', () => {
    const desk = new Desk().insert('a', 'claire').present().insert('b', 'claire');
    expect(desk.effects).toEqual([{ type: 'focus-visit', page: null }]);
  });

  it('the same number under another name is not the same person', () => {
    const one = new Desk().insert('a', 'claire').subject('a');
    const other = new Desk().insert('a', 'impostor').subject('a');
    expect(sameSubject(one, other)).toBe(false);
    expect(sameSubject(one, { kind: 'typed', ins: CLAIRE_INS })).toBe(false);
    const software = { kind: 'software', ins: CLAIRE_INS, caller: 'A', traits: null } as const;
    expect(sameSubject(software, { ...software, caller: 'B' })).toBe(false);
    expect(sameSubject(software, { ...software })).toBe(true);
    const named = { birthName: 'MARTIN', givenNames: 'Claire', birthDate: '19850412' };
    expect(sameSubject(software, { ...software, traits: named })).toBe(false);
    expect(sameSubject({ ...software, traits: named }, { ...software, traits: { ...named } })).toBe(true);
    const clara = { ...named, givenNames: 'Clara' };
    expect(sameSubject({ ...software, traits: named }, { ...software, traits: clara })).toBe(false);
    expect(sameSubject(DASHBOARD, { kind: 'dashboard' })).toBe(true);
  });
});

describe('a card that comes', () => {
  it.each([
    ['always', ['read-card', 'show-launcher']],
    ['ask', ['read-card', 'signal-card']],
    ['discret', ['read-card']],
  ] as const)('is said as the settings want it: %s', (openOnInsert, effects) => {
    expect(new Desk({ openOnInsert }).present(card('a')).asked).toEqual(effects);
  });

  it('asks nothing beside a dashboard without patient', () => {
    const desk = new Desk().open(DASHBOARD).present(card('a'));
    expect(desk.asked).toEqual(['read-card']);
    desk.read('a', 'claire');
    expect(desk.asked).toEqual([]);
    expect(desk.state.visit?.subject).toEqual(DASHBOARD);
  });

  it('ends the search for somebody who is not on it, and only that', () => {
    const desk = new Desk({ openOnInsert: 'ask' }).insert('a', 'family');
    const [family] = desk.state.cards;
    expect(family && searchOf(family, 0), 'her number may be used').toBeNull();
    const search = family && searchOf(family, 2);
    expect(search).toMatchObject({ search: { firstName: 'LÉA', birthDate: '20120614' } });
    expect(JSON.stringify(search)).not.toContain(CLAIRE_INS);
    desk.open(search ?? TYPED);
    expect(desk.asked).toEqual(['open-visit']);
    // Taken out and put back.
    expect(desk.present().asked).toEqual([]);
    expect(desk.insert('b', 'child').asked).toEqual([]);
    expect(desk.state.visit?.subject).toEqual(search);
    expect(desk.present().insert('c', 'nora').asked).toEqual(['end-search']);
    expect(desk.state.visit?.subject).toEqual(DASHBOARD);
    desk.open(search ?? TYPED);
    desk.present(card('d')).send({ type: 'card-failed', key: 'd', failure: failure('VITALE-MUETTE') });
    expect(desk.asked).toEqual(['end-search']);
  });

  it('is ready for a gesture that names nobody only when it is one person’s, alone, with no record open', () => {
    const rules = { openOnInsert: 'discret' } as const;
    expect(subjectReady(new Desk(rules).insert('a', 'claire').state)).toMatchObject({ ins: CLAIRE_INS });
    expect(subjectReady(new Desk(rules).insert('a', 'family').state)).toBeNull();
    expect(subjectReady(new Desk(rules).insert('a', 'child').state)).toBeNull();
    expect(
      subjectReady(new Desk(rules).insert('a', 'claire').present(card('a'), card('b')).state),
    ).toBeNull();
    expect(subjectReady(new Desk(rules).open(DASHBOARD).insert('a', 'claire').state)).toBeNull();
  });

  it('gives its name to a number that is one person’s only', () => {
    const { state } = new Desk({ openOnInsert: 'ask' }).insert('a', 'family');
    expect(subjectOfIns(state, HUGO_INS)).toMatchObject({ beneficiary: { firstName: 'HUGO' } });
    expect(subjectOfIns(new Desk().insert('a', 'nora').state, HUGO_INS)).toBeNull();
    const twice = new Desk({ openOnInsert: 'ask' }).present(card('a'), card('b'));
    twice.read('a', 'claire').read('b', 'impostor');
    expect(subjectOfIns(twice.state, CLAIRE_INS)).toBeNull();
  });
});

describe('a number that a program gives with a name', () => {
  const said = (birthName: string, givenNames = ''): VisitSubject => ({
    kind: 'software',
    ins: CLAIRE_INS,
    caller: 'Cabinet Facile',
    traits: { birthName, givenNames, birthDate: '' },
  });

  it('is the open record where the name is its own', () => {
    const desk = new Desk().insert('a', 'claire').open(said('Martin', 'Claire'), 'Documents');
    expect(desk.effects).toEqual([{ type: 'focus-visit', page: 'Documents' }]);
    expect(desk.state.visit?.subject.kind).toBe('person');
  });

  it.each<readonly [string, Desk]>([
    ['of another name', new Desk().insert('a', 'claire')],
    ['without a name', new Desk().open({ kind: 'typed', ins: CLAIRE_INS })],
    ['that another program named', new Desk().open(said('Martin'))],
  ])('has to be confirmed beside a record %s', (_, desk) => {
    desk.open(said('Durand'));
    expect(desk.asked).toEqual(['ask-switch']);
  });
});

describe('a second source', () => {
  it('that confirms changes the list in its place and nothing else', () => {
    const desk = new Desk().insert('a', 'claire');
    const { visit } = desk.state;
    desk.send({ type: 'card-refined', key: 'a', reading: refined('claire', true) });
    expect(desk.asked).toEqual([]);
    expect(desk.state.visit).toBe(visit);
  });

  it('that does not confirm closes the record that rests on it, and says so', () => {
    const desk = new Desk().insert('a', 'claire');
    desk.send({ type: 'card-refined', key: 'a', reading: refined('claire', false) });
    expect(desk.asked).toEqual(['close-visit', 'tell']);
    expect(desk.effects).toContainEqual({
      type: 'tell',
      failure: { code: 'VITALE-CONTREDITE' },
      quietly: false,
    });
    expect(desk.state.visit).toBeNull();
    const card = desk.state.cards[0];
    expect(card && subjectOf(card, 0)).toBeNull();
  });

  it('that does not confirm withdraws the question that rests on it', () => {
    const desk = new Desk().insert('a', 'claire').present().insert('b', 'nora');
    desk.send({ type: 'card-refined', key: 'b', reading: refined('nora', false) });
    expect(desk.asked).toEqual(['drop-switch']);
    expect(desk.openIns).toBe(CLAIRE_INS);
  });

  it('that makes the one person of the card usable opens as if the first had', () => {
    const desk = new Desk().insert('a', 'child');
    desk.send({ type: 'card-refined', key: 'a', reading: certified('child') });
    expect(desk.effects).toEqual([{ type: 'open-visit', visit: desk.state.visit, page: 'TableauDeBord' }]);
    expect(desk.openIns).toBe(LEA_INS);
  });

  it('that comes after another record was opened asks first', () => {
    const desk = new Desk().insert('a', 'child').open(TYPED);
    desk.send({ type: 'card-refined', key: 'a', reading: certified('child') });
    expect(desk.asked).toEqual(['ask-switch']);
    expect(desk.openIns).toBe(NORA_INS);
  });

  it.each([
    ['the settings say to ask', (desk: Desk) => desk, { openOnInsert: 'ask' }],
    ['another card came beside it', (desk: Desk) => desk.present(card('a'), card('b')), {}],
    ['the card was there at the start', () => new Desk().present(card('a', false)).read('a', 'child'), {}],
  ] as const)('opens nothing when %s', (_, prepare, rules) => {
    const desk = prepare(new Desk(rules).insert('a', 'child'));
    desk.send({ type: 'card-refined', key: 'a', reading: certified('child') });
    expect(desk.asked).toEqual([]);
  });

  it('does not open again what was opened by the first and closed since', () => {
    const desk = new Desk().insert('a', 'claire');
    desk.send({ type: 'visit-closed', id: desk.state.visit?.id ?? 0 });
    desk.send({ type: 'card-refined', key: 'a', reading: refined('claire', true) });
    expect(desk.asked).toEqual([]);
  });
});

describe('a window of the system’s that a record has opened', () => {
  const WINDOWS = [
    ['save', 'ENREGISTREMENT-EN-COURS'],
    ['choose', 'CHOIX-EN-COURS'],
    ['print', 'IMPRESSION-EN-COURS'],
  ] as const;

  it.each(WINDOWS)('to %s stands: no other record opens, nor is one asked about', (kind, code) => {
    const desk = new Desk().insert('a', 'claire').send({ type: 'system-windows', standing: [kind] });
    const { visit } = desk.state;
    desk.open(TYPED);
    expect(desk.effects).toEqual([{ type: 'tell', failure: { code }, quietly: false }]);
    expect(desk.state).toMatchObject({ visit, pending: null });
    desk.send({ type: 'system-windows', standing: [] }).open(TYPED);
    expect(desk.asked).toEqual(['ask-switch']);
  });

  it('stands after its record was closed: a card that comes is not opened beneath it, and that is said quietly', () => {
    const desk = new Desk().insert('a', 'claire').send({ type: 'system-windows', standing: ['save'] });
    desk.send({ type: 'visit-closed', id: desk.state.visit!.id }).present(card('b')).read('b', 'nora');
    expect(desk.effects).toEqual([
      { type: 'tell', failure: { code: 'ENREGISTREMENT-EN-COURS' }, quietly: true },
    ]);
    expect(desk.state.visit).toBeNull();
    // Nothing opens by itself once it is answered: whoever answered it looks elsewhere.
    expect(desk.send({ type: 'system-windows', standing: [] }).asked).toEqual([]);
    expect(desk.open(desk.subject('b')).asked).toEqual(['open-visit']);
  });

  it('that came while the change of patient was asked about keeps the open record', () => {
    const desk = new Desk().insert('a', 'claire').open(TYPED);
    const { visit, pending } = desk.state;
    desk.send({ type: 'system-windows', standing: ['choose'] });
    desk.send({ type: 'switch-accepted', id: pending!.id });
    expect(desk.effects).toEqual([{ type: 'tell', failure: { code: 'CHOIX-EN-COURS' }, quietly: false }]);
    expect(desk.state).toMatchObject({ visit, pending: null });
  });

  it('that came while its record was closing for another refuses that one just before anything is loaded', () => {
    const desk = new Desk().open(TYPED);
    const visit = desk.state.visit!;
    expect(openingRefusal(desk.state, visit)).toBeNull();
    desk.send({ type: 'system-windows', standing: ['print'] });
    expect(openingRefusal(desk.state, visit)).toEqual({ code: 'IMPRESSION-EN-COURS' });
  });

  it('does not keep its own record from coming forward', () => {
    const desk = new Desk().insert('a', 'claire').send({ type: 'system-windows', standing: ['save'] });
    expect(desk.open(desk.subject('a')).asked).toEqual(['focus-visit']);
    expect(desk.open({ kind: 'typed', ins: CLAIRE_INS }).asked).toEqual(['focus-visit']);
  });
});
