import { describe, expect, it } from 'vitest';
import { announcement } from '../../../../src/renderer/launcher/announce.ts';
import { practitionerChip, vitaleChip } from '../../../../src/renderer/launcher/chips.ts';
import { readTyping } from '../../../../src/renderer/launcher/ins-typing.ts';
import { landingPages } from '../../../../src/renderer/launcher/landing-pages.ts';
import { waitingText } from '../../../../src/renderer/launcher/waiting-text.ts';
import type { LauncherState } from '../../../../src/borders/windows/index.ts';
import { AMADOU, CLAIRE, LEA, refused, usable, WAITING, withPeople } from '../people.ts';

const READING: LauncherState = { ...WAITING, vitale: 'reading', screen: { kind: 'reading' } };

describe('what a screen reader hears', () => {
  it('is how many people were read and who is selected', () => {
    const family = withPeople([usable('a', CLAIRE), usable('b', AMADOU)], 'a');
    expect(announcement(READING, family)).toBe('Carte lue, deux personnes. Sélection\u00a0: MARTIN Claire.');
  });

  it('names nobody when no INS can be used', () => {
    expect(announcement(READING, withPeople([refused('a', LEA)], null))).toBe('Carte lue, une personne.');
  });

  it('says nothing of the reading itself, nor twice the same thing', () => {
    const family = withPeople([usable('a', CLAIRE)], 'a');
    expect(announcement(WAITING, READING)).toBe('');
    expect(announcement(family, { ...family, notice: { code: 'INS-CLE' } })).toBeNull();
    expect(announcement(null, WAITING)).toBeNull();
  });

  it('says that the card has gone, and what is wrong with one', () => {
    expect(announcement(READING, WAITING)).toBe('Carte Vitale retirée.');
    const family = withPeople([usable('a', CLAIRE)], 'a');
    const visit = { person: CLAIRE, veiled: false };
    // The record's own window says it.
    expect(announcement({ ...family, visit }, { ...WAITING, visit })).toBe('');
    const other = { person: AMADOU, veiled: false };
    expect(announcement({ ...family, visit: other }, { ...WAITING, visit: other })).toBe(
      'Carte Vitale retirée.',
    );
    // Hidden, not removed: the name that was said is taken back.
    expect(announcement(family, { ...WAITING, vitale: 'read' })).toBe('');
    expect(
      announcement(READING, { ...WAITING, screen: { kind: 'problem', failure: { code: 'VITALE-MUETTE' } } }),
    ).toMatch(/^La carte ne répond pas\. /);
  });
});

describe('a number that is being typed', () => {
  it('is left in peace until a mistake is certain', () => {
    expect(readTyping('')).toEqual({ status: 'typing', count: 0, message: null });
    expect(readTyping('1 88 10')).toEqual({ status: 'typing', count: 5, message: null });
  });

  it('is refused with its reason', () => {
    const wrong = readTyping('188102B17295265');
    expect(wrong.status).toBe('wrong');
    expect(wrong.message).toMatch(/la clé ne correspond pas/);
  });

  it('never says more than its last four characters on the button', () => {
    const good = readTyping('188102B17295264');
    expect(good.status === 'good' && good.tail).toBe('5264');
  });
});

describe('the chips', () => {
  const chip = (over: Partial<LauncherState>, short: boolean): string =>
    practitionerChip({ ...WAITING, ...over }, short).text;
  const both: LauncherState['signIn'] = { proposed: 'ecps', choices: ['cpx', 'ecps'] };

  it('say what stands in for a missing card', () => {
    expect(chip({ signIn: both }, false)).toBe('Aucune carte CPS\u00a0: l’e-CPS sera proposée');
    expect(chip({}, false)).toBe('Insérez votre carte CPS');
    expect(chip({ signIn: { proposed: 'ecps', choices: ['ecps'] } }, false)).toBe('Connexion par e-CPS');
  });

  it('warn of a card that ends within sixty days', () => {
    const ready = (daysLeft: number): LauncherState['practitioner'] => ({
      state: 'ready',
      type: 'CPS',
      holder: 'Dr A. PRATICIEN',
      daysLeft,
    });
    expect(practitionerChip({ ...WAITING, practitioner: ready(60) }, false)).toEqual({
      tone: 'good',
      text: 'CPS · Dr A. PRATICIEN',
    });
    expect(practitionerChip({ ...WAITING, practitioner: ready(59) }, true)).toEqual({
      tone: 'attention',
      text: 'CPS\u00a0: expire dans 59\u00a0jours',
    });
    expect(chip({ practitioner: ready(1) }, true)).toBe('CPS\u00a0: expire dans 1\u00a0jour');
    expect(chip({ practitioner: ready(0) }, true)).toBe('CPS\u00a0: expire aujourd’hui');
  });

  it('give every state of the reader a word of its own', () => {
    const states = ['looking', 'service-off', 'no-reader', 'waiting', 'reading', 'read', 'problem'] as const;
    expect(new Set(states.map((state) => vitaleChip({ vitale: state, refining: false }).text)).size).toBe(
      states.length,
    );
  });
});

it('offers the pages about a patient, and the one in force', () => {
  expect(landingPages('TableauDeBord')).toHaveLength(8);
  expect(landingPages('TableauDeBord')).not.toContain('Parametrages');
  expect(landingPages('Parametrages')).toContain('Parametrages');
});

it('says what to do without a card', () => {
  expect(waitingText(WAITING).title).toBe('Insérez la carte Vitale');
  expect(waitingText({ ...WAITING, vitale: 'no-reader' }).title).toBe('Branchez votre lecteur de cartes');
  expect(waitingText({ ...WAITING, vitale: 'read' }).title).toBe('La carte Vitale est dans le lecteur');
  expect(waitingText(WAITING).help).toContain('avec votre carte.');
});
