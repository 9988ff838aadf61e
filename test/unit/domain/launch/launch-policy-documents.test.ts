/** The code of a document beside the cards, by hand: what it opens, whom it names, what it takes away. */
import { describe, expect, it } from 'vitest';
import { subjectOf } from '../../../../src/domain/launch/launch-policy.ts';
import { card, CLAIRE_INS, Desk, DOCUMENTS, LEA_INS, refined } from './launch-policy-cards.ts';

describe('a document without its person on a card', () => {
  it('opens nothing before a question that names them', () => {
    const desk = new Desk().scan('lea');
    expect(desk.asked).toEqual(['ask-switch']);
    expect(desk.state.visit).toBeNull();
    expect(desk.state.pending).toMatchObject({
      cause: 'document',
      to: { kind: 'document', ins: LEA_INS, identity: DOCUMENTS.lea },
    });
    desk.send({ type: 'switch-accepted', id: desk.state.pending?.id ?? 0 });
    expect(desk.asked).toEqual(['open-visit']);
    expect(desk.openIns).toBe(LEA_INS);
    expect(desk.state.pending).toBeNull();
  });

  it('refused, opens nothing', () => {
    const desk = new Desk().scan('lea');
    desk.send({ type: 'switch-refused', id: desk.state.pending?.id ?? 0 });
    expect(desk.effects).toEqual([]);
    expect(desk.state.visit).toBeNull();
  });

  it('beside an open record, asks the question that names both', () => {
    const desk = new Desk().insert('a', 'claire').scan('stranger');
    expect(desk.openIns).toBe(CLAIRE_INS);
    expect(desk.asked).toEqual(['ask-switch']);
    desk.send({ type: 'switch-accepted', id: desk.state.pending?.id ?? 0 });
    expect(desk.asked).toEqual(['close-visit', 'open-visit']);
    expect(desk.openIns).toBe(DOCUMENTS.stranger.ins);
  });

  it('read again while its record is open, brings that record forward', () => {
    const desk = new Desk().scan('lea');
    desk.send({ type: 'switch-accepted', id: desk.state.pending?.id ?? 0 }).scan('lea');
    expect(desk.asked).toEqual(['focus-visit']);
  });

  it('gives way to a record that is opened otherwise', () => {
    const desk = new Desk().scan('lea').insert('a', 'claire');
    expect(desk.asked).toEqual(['drop-switch', 'open-visit']);
    expect(desk.openIns).toBe(CLAIRE_INS);
    expect(desk.state.pending).toBeNull();
  });

  it('is refused in the end when a card read meanwhile gives its number to somebody else', () => {
    const desk = new Desk({ openOnInsert: 'ask' }).scan('impostor').insert('a', 'claire');
    desk.send({ type: 'switch-accepted', id: desk.state.pending?.id ?? 0 });
    expect(desk.effects).toEqual([{ type: 'tell', failure: { code: 'DOCUMENT-CONTREDIT' }, quietly: false }]);
    expect(desk.state.visit).toBeNull();
    expect(desk.state.pending).toBeNull();
  });
});

describe('a document of somebody on the inserted card', () => {
  it('settles the doubt that the card left: that person’s line gets the number, with its source', () => {
    const desk = new Desk().insert('a', 'family').scan('lea');
    expect(desk.asked).toEqual(['show-launcher']);
    expect(desk.state.named).toMatchObject({ cardKey: 'a', index: 2 });
    expect(desk.subject('a', 2)).toMatchObject({ kind: 'person', ins: LEA_INS, source: 'document' });
    expect(desk.subject('a', 0)).toMatchObject({ ins: CLAIRE_INS, source: 'card' });
    expect(desk.state.visit).toBeNull();
    desk.open(desk.subject('a', 2));
    expect(desk.openIns).toBe(LEA_INS);
  });

  it('that agrees changes nothing but who is proposed', () => {
    const desk = new Desk().insert('a', 'family').scan('claire');
    expect(desk.state.named).toMatchObject({ index: 0 });
    expect(desk.subject('a', 0)).toMatchObject({ ins: CLAIRE_INS, source: 'card' });
  });

  it('is another reading every time', () => {
    const desk = new Desk().insert('a', 'family').scan('lea');
    const first = desk.state.named?.scan;
    expect(desk.scan('lea').state.named?.scan).not.toBe(first);
  });

  it('is forgotten with the card', () => {
    const desk = new Desk().insert('a', 'family').scan('lea').present().insert('b', 'family');
    const [family] = desk.state.cards;
    expect(family && subjectOf(family, 2)).toBeNull();
    expect(desk.state.named).toBeNull();
  });

  it('stays when the second source confirms the card', () => {
    const desk = new Desk().insert('a', 'family').scan('lea');
    desk.send({ type: 'card-refined', key: 'a', reading: refined('family', true) });
    expect(desk.subject('a', 2)).toMatchObject({ ins: LEA_INS, source: 'document' });
  });

  it('goes when the two reads of the card contradict each other, with the record it opened', () => {
    const desk = new Desk().insert('a', 'family').scan('lea');
    desk.open(desk.subject('a', 2));
    desk.send({ type: 'card-refined', key: 'a', reading: refined('family', false) });
    expect(desk.asked).toEqual(['close-visit', 'tell']);
    expect(desk.state.visit).toBeNull();
  });
});

describe('a document that contradicts the card', () => {
  it('takes the number away, and says so', () => {
    const desk = new Desk({ openOnInsert: 'ask' }).insert('a', 'family').scan('conflicting');
    expect(desk.effects).toEqual([{ type: 'tell', failure: { code: 'DOCUMENT-CONTREDIT' }, quietly: false }]);
    const [family] = desk.state.cards;
    expect(family && subjectOf(family, 0)).toBeNull();
    expect(family && subjectOf(family, 1)).not.toBeNull();
  });

  it('closes the record that rested on that number', () => {
    const desk = new Desk().insert('a', 'claire').scan('conflicting');
    expect(desk.asked).toEqual(['close-visit', 'tell']);
    expect(desk.state.visit).toBeNull();
  });

  it('gives nobody else the number of somebody of the card', () => {
    const desk = new Desk({ openOnInsert: 'ask' }).insert('a', 'claire').scan('impostor');
    expect(desk.asked).toEqual(['tell']);
    expect(desk.state.pending).toBeNull();
  });

  it('is not undone by another document', () => {
    const desk = new Desk({ openOnInsert: 'ask' }).insert('a', 'family').scan('conflicting').scan('claire');
    expect(desk.asked).toEqual(['tell']);
  });

  it('leaves a card that is still being read alone', () => {
    const desk = new Desk().present(card('a')).scan('lea');
    expect(desk.asked).toEqual(['ask-switch']);
  });
});
