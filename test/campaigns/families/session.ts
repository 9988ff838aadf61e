/**
 * A practitioner's day in twenty events: cards come and go, answers come late or never, people are clicked, questions
 * are answered after they have changed. Whatever happens, the launch policy may only open the record of the person
 * whose name it shows.
 */
import type { Beneficiary, VitaleReading } from '../../../src/domain/identity/beneficiary.ts';
import { failure } from '../../../src/domain/failures/index.ts';
import type { MergedReading } from '../../../src/domain/identity/ins-derivation.ts';
import {
  advance,
  INITIAL_LAUNCH_STATE,
  subjectOf,
  type CardPresence,
  type LaunchEvent,
  type LaunchRules,
  type LaunchState,
  type LaunchStep,
  type VisitSubject,
} from '../../../src/domain/launch/launch-policy.ts';
import type { TruePerson } from '../../unit/domain/identity/random-cards.ts';
import type { Dice } from '../../unit/domain/identity/sample-people.ts';
import { miss, type Tally, type Verdict } from './tally.ts';

/** A card with what its sources say and how to judge what is made of it. */
export interface KnownCard {
  readonly direct: VitaleReading;
  readonly merged: MergedReading;
  readonly mergedOwners: readonly (readonly TruePerson[])[];
  /** How giving this INS to this person of one of the two readings stands to the truth. */
  verdict(person: Beneficiary, ins: string): Verdict;
}

const STEPS = 20;
const READERS = 2;

/** Plays one session and adds what was opened, and every broken rule, to the tally. */
export function playSession(
  tally: Tally,
  where: string,
  dice: Dice,
  cards: readonly [KnownCard, KnownCard],
): void {
  new Session(tally, where, dice, cards).play();
}

class Session {
  readonly #tally: Tally;
  readonly #where: string;
  readonly #dice: Dice;
  readonly #cards: readonly KnownCard[];
  readonly #rules: LaunchRules;
  readonly #inserted = new Map<string, KnownCard>();
  #present: readonly CardPresence[] = [];
  #state: LaunchState = INITIAL_LAUNCH_STATE;
  #keys = 0;

  constructor(tally: Tally, where: string, dice: Dice, cards: readonly KnownCard[]) {
    this.#tally = tally;
    this.#where = where;
    this.#dice = dice;
    this.#cards = cards;
    this.#rules = {
      openOnInsert: dice.chance(0.8) ? 'always' : 'ask',
      landingPage: 'TableauDeBord',
      closeOnVitaleRemoval: dice.chance(0.3),
    };
  }

  play(): void {
    for (let step = 0; step < STEPS; step += 1) {
      const event = this.#nextEvent();
      if (event !== null) this.#advance(event);
    }
  }

  #nextEvent(): LaunchEvent | null {
    const dice = this.#dice;
    switch (dice.below(10)) {
      case 0:
      case 1:
        return this.#insert();
      case 2:
        this.#present = this.#present.slice(0, dice.below(this.#present.length + 1));
        return { type: 'cards-present', cards: this.#present };
      case 3:
      case 4:
      case 5:
        return this.#answer();
      case 6:
        return this.#click();
      case 7:
        return { type: dice.chance(0.8) ? 'switch-accepted' : 'switch-refused', id: this.#someId() };
      case 8:
        return dice.chance(0.5) ? { type: 'visit-closed', id: this.#someId() } : null;
      default:
        return dice.chance(0.2) ? { type: 'open', subject: { kind: 'dashboard' }, page: 'Accueil' } : null;
    }
  }

  #insert(): LaunchEvent {
    const dice = this.#dice;
    const key = String((this.#keys += 1));
    const reader = `Lecteur ${String(dice.below(READERS))}`;
    this.#inserted.set(key, dice.oneOf(this.#cards));
    // What was in that reader goes in the same moment: a swap.
    const others = this.#present.filter((card) => card.reader !== reader);
    this.#present = [...others, { key, reader, seenInserted: dice.chance(0.9) }];
    return { type: 'cards-present', cards: this.#present };
  }

  /** A source answers, about a card that may have left long ago. */
  #answer(): LaunchEvent | null {
    if (this.#keys === 0) return null;
    const dice = this.#dice;
    const late = dice.chance(0.2) || this.#present.length === 0;
    const key = late ? String(1 + dice.below(this.#keys)) : dice.oneOf(this.#present).key;
    const card = this.#inserted.get(key);
    if (card === undefined) return null;
    if (dice.chance(0.1)) return { type: 'card-failed', key, failure: failure('VITALE-RETIREE') };
    return dice.chance(0.7)
      ? { type: 'card-read', key, reading: card.direct }
      : { type: 'card-refined', key, reading: card.merged };
  }

  #click(): LaunchEvent | null {
    if (this.#state.cards.length === 0) return null;
    const card = this.#dice.oneOf(this.#state.cards);
    if (card.progress.kind !== 'read') return null;
    const subject = subjectOf(card, this.#dice.below(card.progress.reading.beneficiaries.length));
    return subject === null ? null : { type: 'open', subject, page: 'DossierPatient' };
  }

  /** The number of the open visit or question, or one that is over. */
  #someId(): number {
    const { visit, pending, nextId } = this.#state;
    const current = pending?.id ?? visit?.id ?? 0;
    return this.#dice.chance(0.7) ? current : this.#dice.below(nextId + 1);
  }

  #advance(event: LaunchEvent): void {
    const before = this.#state;
    const step = advance(before, event, this.#rules);
    this.#state = step.state;
    this.#checkLateAnswer(before, event, step);
    this.#checkChange(before, event, step);
    for (const effect of step.effects) {
      if (effect.type !== 'open-visit') continue;
      this.#checkOpened(effect.visit.subject);
      if (event.type === 'card-read' || event.type === 'card-refined') this.#checkAlone(before, event);
    }
    if (step.state.visit !== null) this.#checkShown(step.state.visit.subject);
    if (step.state.pending !== null) this.#checkShown(step.state.pending.to);
  }

  #broken(rule: string): void {
    miss(this.#tally, `${this.#where} session: ${rule}`);
  }

  #checkLateAnswer(before: LaunchState, event: LaunchEvent, step: LaunchStep): void {
    if (event.type !== 'card-read' && event.type !== 'card-refined' && event.type !== 'card-failed') return;
    const isThere = before.cards.some(({ key }) => key === event.key);
    if (!isThere && (step.state !== before || step.effects.length > 0))
      this.#broken('what was read of a card that has left changed something');
  }

  /** One visit at a time, and another one only by an answer to the very question that was shown. */
  #checkChange(before: LaunchState, event: LaunchEvent, { state, effects }: LaunchStep): void {
    const opens = effects.findIndex(({ type }) => type === 'open-visit');
    if (before.visit === null || state.visit === null || before.visit.id === state.visit.id) {
      if (opens >= 0 && before.visit !== null) this.#broken('a second visit was opened beside the first');
      return;
    }
    const answered = event.type === 'switch-accepted' && event.id === before.pending?.id;
    if (!answered) this.#broken(`the record changed on ${event.type}`);
    if (state.visit.subject !== before.pending?.to) this.#broken('what was opened is not what was asked');
    const closes = effects.findIndex(({ type }) => type === 'close-visit');
    if (closes < 0 || closes > opens) this.#broken('the new record was opened before the old one was closed');
  }

  #checkAlone(
    before: LaunchState,
    { key, reading }: Extract<LaunchEvent, { type: 'card-read' | 'card-refined' }>,
  ): void {
    const [card, ...others] = before.cards;
    const people = reading.beneficiaries.length;
    if (others.length > 0 || card?.key !== key || !card.seenInserted || people !== 1)
      this.#broken('a record opened by itself though there was a choice');
    if (this.#rules.openOnInsert !== 'always') this.#broken('a record opened by itself against the settings');
  }

  #checkOpened(subject: VisitSubject): void {
    if (subject.kind !== 'person') return;
    const verdict = this.#verdict(subject);
    this.#tally.opened[verdict] += 1;
    if (verdict === 'wrong') this.#broken('another person’s record was opened');
  }

  #checkShown(subject: VisitSubject): void {
    if (subject.kind === 'person' && this.#verdict(subject) === 'wrong')
      this.#broken('a name is shown with another person’s number');
  }

  #verdict({ cardKey, beneficiary, ins }: Extract<VisitSubject, { kind: 'person' }>): Verdict {
    return this.#inserted.get(cardKey)?.verdict(beneficiary, ins) ?? 'wrong';
  }
}
