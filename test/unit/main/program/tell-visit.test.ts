import { describe, expect, it } from 'vitest';
import { tellVisit } from '../../../../src/main/program/tell-visit.ts';
import { Desk } from '../../domain/launch/launch-policy-cards.ts';

/** What the open visit was told on the way from one state to the next. */
function toldBetween(desk: Desk, then: (desk: Desk) => unknown): unknown[] {
  const told: unknown[] = [];
  const before = desk.state;
  then(desk);
  const visit = {
    setVitaleRemoved: (removed: boolean) => void told.push({ removed }),
    offer: (person: unknown) => void told.push({ offer: person }),
  };
  tellVisit(visit, before, desk.state);
  return told;
}

/** Claire's record, opened from her card. */
function record(): Desk {
  const desk = new Desk().insert('a', 'claire');
  expect(desk.state.visit?.subject.kind).toBe('person');
  return desk;
}

describe('the open visit is told', () => {
  it('once that its card has left, and once that it is back', () => {
    const desk = record();
    expect(toldBetween(desk, () => desk.present())).toContainEqual({ removed: true });
    expect(toldBetween(desk, () => desk.present())).not.toContainEqual({ removed: true });
    expect(toldBetween(desk, () => desk.insert('b', 'claire'))).toContainEqual({ removed: false });
  });

  it('nothing of another visit’s card: one that comes in its place begins anew', () => {
    const desk = record();
    desk.present();
    const told = toldBetween(desk, () =>
      desk.send({ type: 'visit-closed', id: desk.state.visit?.id ?? NaN }).insert('b', 'nora'),
    );
    expect(desk.state.visit?.vitaleRemoved).toBe(false);
    expect(told).toEqual([{ offer: null }]);
  });

  it('whom a card names that was read beside a dashboard, and that it has left', () => {
    const desk = new Desk().open({ kind: 'dashboard' }, 'TableauDeBord');
    expect(toldBetween(desk, () => desk.insert('a', 'claire'))).toMatchObject([
      { offer: { firstName: 'CLAIRE' } },
    ]);
    expect(toldBetween(desk, () => desk.present())).toEqual([{ offer: null }]);
  });

  it('nothing where none is open', () => {
    const { state } = new Desk();
    expect(() => {
      tellVisit(null, state, record().state);
    }).not.toThrow();
  });
});
