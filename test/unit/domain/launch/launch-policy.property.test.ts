/** Random lives of the program, event by event: what must hold after every one of them. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { failure } from '../../../../src/domain/failures/index.ts';
import {
  openingRefusal,
  sameSubject,
  subjectOf,
  type CardPresence,
  type LaunchEvent,
  type LaunchState,
  type OpenVisit,
  type VisitSubject,
  type VitaleCard,
} from '../../../../src/domain/launch/launch-policy.ts';
import { isUnfinished, type SystemWindow } from '../../../../src/domain/launch/system-windows.ts';
import {
  card,
  certified,
  CLAIRE_INS,
  Desk,
  DOCUMENTS,
  NORA_INS,
  READINGS,
  refined,
  type CardName,
  type DocumentName,
} from './launch-policy-cards.ts';

/** What may happen; numbers choose among what there is at that moment. */
type Happening =
  | { readonly what: 'insert'; readonly seen: boolean }
  | { readonly what: 'remove'; readonly which: number }
  | { readonly what: 'swap'; readonly which: number }
  | { readonly what: 'read'; readonly which: number; readonly card: CardName }
  | { readonly what: 'fail'; readonly which: number }
  | { readonly what: 'refine'; readonly which: number; readonly confirms: boolean }
  /** The library knows a number of their own of everybody. */
  | { readonly what: 'certify'; readonly which: number }
  | { readonly what: 'open-person'; readonly which: number; readonly index: number }
  | { readonly what: 'scan'; readonly document: DocumentName }
  | { readonly what: 'open-other'; readonly subject: VisitSubject }
  | { readonly what: 'answer'; readonly accepts: boolean; readonly which: number }
  /** The open record opens a window of the system's, or one of them is answered, whosever it is. */
  | { readonly what: 'window'; readonly kind: SystemWindow }
  | { readonly what: 'answer-window'; readonly which: number }
  | { readonly what: 'close'; readonly which: number };

const which = fc.nat(5);
const names = fc.constantFrom(...(Object.keys(READINGS) as CardName[]));
const documents = fc.constantFrom(...(Object.keys(DOCUMENTS) as DocumentName[]));
const OTHERS: readonly VisitSubject[] = [
  { kind: 'dashboard' },
  { kind: 'typed', ins: CLAIRE_INS },
  { kind: 'typed', ins: NORA_INS },
  { kind: 'software', ins: NORA_INS, caller: 'Logiciel A', traits: null },
  { kind: 'software', ins: NORA_INS, caller: 'Logiciel B', traits: null },
  {
    kind: 'software',
    ins: CLAIRE_INS,
    caller: 'Logiciel A',
    traits: { birthName: 'MARTIN', givenNames: 'CLAIRE', birthDate: '19850412' },
  },
  {
    kind: 'software',
    ins: CLAIRE_INS,
    caller: 'Logiciel A',
    traits: { birthName: 'DURAND', givenNames: 'PAULE', birthDate: '' },
  },
];

const happening: fc.Arbitrary<Happening> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ what: fc.constant('insert' as const), seen: fc.boolean() }) },
  { weight: 3, arbitrary: fc.record({ what: fc.constant('remove' as const), which }) },
  { weight: 1, arbitrary: fc.record({ what: fc.constant('swap' as const), which }) },
  { weight: 8, arbitrary: fc.record({ what: fc.constant('read' as const), which, card: names }) },
  { weight: 1, arbitrary: fc.record({ what: fc.constant('fail' as const), which }) },
  {
    weight: 2,
    arbitrary: fc.record({ what: fc.constant('refine' as const), which, confirms: fc.boolean() }),
  },
  {
    weight: 5,
    arbitrary: fc.record({ what: fc.constant('open-person' as const), which, index: fc.nat(3) }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ what: fc.constant('open-other' as const), subject: fc.constantFrom(...OTHERS) }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ what: fc.constant('certify' as const), which }),
  },
  { weight: 3, arbitrary: fc.record({ what: fc.constant('scan' as const), document: documents }) },
  { weight: 5, arbitrary: fc.record({ what: fc.constant('answer' as const), accepts: fc.boolean(), which }) },
  {
    weight: 1,
    arbitrary: fc.record({
      what: fc.constant('window' as const),
      kind: fc.constantFrom<SystemWindow>('save', 'choose', 'print'),
    }),
  },
  { weight: 3, arbitrary: fc.record({ what: fc.constant('answer-window' as const), which }) },
  { weight: 1, arbitrary: fc.record({ what: fc.constant('close' as const), which }) },
);

/** A question as it was put on the screen. */
interface Shown {
  readonly id: number;
  /** Null for the question about a document while no record is open. */
  readonly from: VisitSubject | null;
  readonly to: VisitSubject;
}

/** Plays happenings against the policy and keeps what really is: cards in readers, records on the screen. */
class Life {
  readonly desk: Desk;
  present: CardPresence[] = [];
  readonly names = new Map<string, CardName>();
  readonly everSeen: string[] = [];
  readonly gone: VisitSubject[] = [];
  /** What the effects have put on the screen. */
  screen: OpenVisit | null = null;
  shown: Shown | null = null;
  /** The system's windows on the screen, each of the record that opened it. */
  windows: { readonly kind: SystemWindow; readonly of: OpenVisit }[] = [];
  readonly questions: number[] = [];
  readonly visits: OpenVisit[] = [];

  constructor(desk: Desk) {
    this.desk = desk;
  }

  /** The event that a happening stands for now; null when there is nothing that it could happen to. */
  eventOf(happening: Happening): LaunchEvent | null {
    const { state } = this.desk;
    switch (happening.what) {
      case 'insert':
        return this.present.length < 3 ? this.arrive(this.present, happening.seen) : null;
      case 'remove':
        return this.leave(happening.which, null);
      case 'swap':
        return this.leave(happening.which, true);
      case 'read': {
        // Also of cards that have left: an answer that comes too late.
        const key = pick(this.everSeen, happening.which);
        if (key === undefined || this.names.has(key)) return null;
        this.names.set(key, happening.card);
        return { type: 'card-read', key, reading: READINGS[happening.card] };
      }
      case 'fail': {
        const key = pick(this.everSeen, happening.which);
        if (key === undefined || this.names.has(key)) return null;
        return { type: 'card-failed', key, failure: failure('VITALE-MUETTE') };
      }
      case 'refine': {
        const key = pick([...this.names.keys()], happening.which);
        const name = key === undefined ? undefined : this.names.get(key);
        if (key === undefined || name === undefined) return null;
        return { type: 'card-refined', key, reading: refined(name, happening.confirms) };
      }
      case 'certify': {
        const key = pick([...this.names.keys()], happening.which);
        const name = key === undefined ? undefined : this.names.get(key);
        if (key === undefined || name === undefined) return null;
        return { type: 'card-refined', key, reading: certified(name) };
      }
      case 'open-person': {
        const there = pick(state.cards, happening.which);
        const subject = (there && subjectOf(there, happening.index)) ?? pick(this.gone, happening.which);
        return subject === undefined ? null : { type: 'open', subject, page: 'Documents' };
      }
      case 'scan':
        return { type: 'document-read', identity: DOCUMENTS[happening.document], page: 'Documents' };
      case 'open-other':
        return { type: 'open', subject: happening.subject, page: 'TableauDeBord' };
      case 'answer': {
        // Mostly the question on the screen, now and then an older one.
        const id = pick(this.questions.slice(happening.which < 4 ? -1 : -4), happening.which) ?? 0;
        return { type: happening.accepts ? 'switch-accepted' : 'switch-refused', id };
      }
      case 'window':
        if (this.screen === null) return null;
        this.windows.push({ kind: happening.kind, of: this.screen });
        return this.tellWindows();
      case 'answer-window': {
        const answered = pick(this.windows, happening.which);
        this.windows = this.windows.filter((each) => each !== answered);
        return answered === undefined ? null : this.tellWindows();
      }
      case 'close': {
        const visit = pick(this.visits.slice(-2), happening.which);
        // The window of a visit that the effects have closed is closed already.
        return visit === undefined ? null : { type: 'visit-closed', id: visit.id };
      }
    }
  }

  private tellWindows(): LaunchEvent {
    return { type: 'system-windows', standing: this.windows.map(({ kind }) => kind) };
  }

  private arrive(others: readonly CardPresence[], seen: boolean): LaunchEvent {
    const arrived = card(`card ${String(this.everSeen.length)}`, seen);
    this.everSeen.push(arrived.key);
    this.present = [...others, arrived];
    return { type: 'cards-present', cards: this.present };
  }

  private leave(index: number, seen: boolean | null): LaunchEvent | null {
    const left = pick(this.present, index);
    if (left === undefined) return null;
    const card = this.desk.state.cards.find(({ key }) => key === left.key);
    const subject = card && subjectOf(card, 0);
    if (subject) this.gone.push(subject);
    const others = this.present.filter((each) => each !== left);
    if (seen !== null) return this.arrive(others, seen);
    this.present = others;
    return { type: 'cards-present', cards: others };
  }

  happen(happening: Happening): void {
    const event = this.eventOf(happening);
    if (event === null) return;
    const before = this.desk.state;
    this.desk.send(event);
    if (event.type === 'visit-closed' && this.screen?.id === event.id) this.screen = null;
    for (const effect of this.desk.effects) {
      if (effect.type === 'close-visit') this.screen = null;
      if (effect.type === 'open-visit') {
        expect(this.screen, 'two records at a time').toBeNull();
        this.checkOpening(event, before, effect.visit);
        this.screen = effect.visit;
        this.visits.push(effect.visit);
      }
      if (effect.type === 'ask-switch') this.ask();
    }
    this.check(before, event);
  }

  private ask(): void {
    const { visit, pending } = this.desk.state;
    if (pending === null) throw new Error('asked about nothing');
    this.shown = { id: pending.id, from: visit?.subject ?? null, to: pending.to };
    this.questions.push(pending.id);
  }

  /** A record opens for one of three reasons, and no other. */
  private checkOpening(event: LaunchEvent, before: LaunchState, opened: OpenVisit): void {
    const { subject } = opened;
    expect(this.windows, 'a record opened beneath a window of another').toEqual([]);
    if (subject.kind === 'person') expect(this.present.map(({ key }) => key)).toContain(subject.cardKey);
    switch (event.type) {
      case 'open':
        expect(before.visit).toBeNull();
        expect(subject).toEqual(event.subject);
        return;
      case 'switch-accepted':
        expect(this.shown?.id).toBe(event.id);
        expect(this.shown?.to).toEqual(subject);
        if (before.visit === null) {
          expect(this.shown?.from).toBeNull();
          expect(subject.kind).toBe('document');
        } else expect(this.shown?.from && sameSubject(before.visit.subject, this.shown.from)).toBe(true);
        return;
      case 'card-read': {
        expect(before.visit).toBeNull();
        expect(this.present).toEqual([{ ...card(event.key), seenInserted: true }]);
        expect(event.reading.beneficiaries).toHaveLength(1);
        expect(this.desk.rules.openOnInsert).toBe('always');
        expect(subject).toMatchObject({ cardKey: event.key, beneficiary: event.reading.beneficiaries[0] });
        return;
      }
      case 'card-refined': {
        // As the first source's, and only where that one had nobody to open.
        const known = before.cards.find(({ key }) => key === event.key);
        expect(known && subjectOf(known, 0)).toBeNull();
        expect(known?.progress).toMatchObject({ kind: 'read', reading: { source: 'pcsc' } });
        expect(before.visit).toBeNull();
        expect(this.present).toEqual([{ ...card(event.key), seenInserted: true }]);
        expect(event.reading.beneficiaries).toHaveLength(1);
        expect(this.desk.rules.openOnInsert).toBe('always');
        expect(subject).toMatchObject({ cardKey: event.key });
        return;
      }
      default:
        throw new Error(`${event.type} opened a record`);
    }
  }

  private check(before: LaunchState, event: LaunchEvent): void {
    const { visit, pending, cards } = this.desk.state;
    // The state and the screen agree.
    expect(visit?.id ?? null).toBe(this.screen?.id ?? null);
    if (visit !== null && this.screen !== null)
      expect(sameSubject(visit.subject, this.screen.subject), 'a record changed its subject').toBe(true);
    // What is shown of cards is of cards that are there.
    expect(cards.map(({ key }) => key).sort()).toEqual(this.present.map(({ key }) => key).sort());
    // A question is about the open record, and about someone whose card is there.
    if (pending !== null) {
      if (pending.to.kind !== 'document') expect(visit).not.toBeNull();
      expect(this.shown?.id).toBe(pending.id);
      if (pending.to.kind === 'person')
        expect(this.present.map(({ key }) => key)).toContain(pending.to.cardKey);
    }
    // Whom a document has named is somebody of a card that is there, with that document's number.
    const { named } = this.desk.state;
    if (named !== null) {
      const there = cards.find(({ key }) => key === named.cardKey);
      expect(there && subjectOf(there, named.index)?.kind).toBe('person');
    }
    // No number is two people's of a card, whatever the documents say.
    for (const each of cards) {
      const numbers = numbersOf(each);
      expect(new Set(numbers).size).toBe(numbers.length);
    }
    // Two records in a row: only by a question.
    if (before.visit !== null && visit !== null && before.visit.id !== visit.id)
      expect(event.type).toBe('switch-accepted');
    // A window of the system's is of the record that is open, or stands alone.
    for (const { of } of this.windows) expect([of.id, undefined]).toContain(visit?.id);
    // Asked just before anything is loaded: only the record that is wanted, while its card is there and nothing stands.
    if (visit !== null) {
      const gone = visit.subject.kind === 'person' && visit.vitaleRemoved;
      expect(openingRefusal(this.desk.state, visit) !== null).toBe(gone || this.windows.length > 0);
    }
    for (const former of this.visits)
      if (former.id !== visit?.id) expect(openingRefusal(this.desk.state, former)).not.toBeNull();
    // The note is there exactly when the record's card is not.
    if (visit?.subject.kind === 'person') {
      const { cardKey } = visit.subject;
      expect(visit.vitaleRemoved).toBe(!this.present.some(({ key }) => key === cardKey));
      if (this.desk.rules.closeOnVitaleRemoval) expect(visit.vitaleRemoved).toBe(false);
    } else if (visit !== null) expect(visit.vitaleRemoved).toBe(false);
    // Where the settings say to ask or to stay discreet, nothing that a card does comes over another program.
    if (this.desk.rules.openOnInsert !== 'always' && event.type.startsWith('card'))
      for (const effect of this.desk.effects) {
        expect(['open-visit', 'focus-visit', 'show-launcher', 'ask-switch']).not.toContain(effect.type);
        if (effect.type === 'tell') expect(effect.quietly).toBe(true);
      }
    // A name is never taken for another: what brings the open record forward is its number alone, or its own name.
    if (event.type === 'open' && before.visit !== null && this.desk.asked.includes('focus-visit'))
      expect(namesAnother(before.visit.subject, event.subject)).toBe(false);
    // An old answer changes nothing.
    if (
      (event.type === 'switch-accepted' || event.type === 'switch-refused') &&
      before.pending?.id !== event.id
    )
      expect(this.desk.state).toBe(before);
  }
}

/** Whether a program names somebody else than the open record does; a record without a name is named by nobody. */
function namesAnother(open: VisitSubject, asked: VisitSubject): boolean {
  if (asked.kind !== 'software' || asked.traits === null) return false;
  const { birthName } = asked.traits;
  switch (open.kind) {
    case 'person':
      return open.beneficiary.name !== birthName;
    case 'document':
      return open.identity.birthName !== birthName;
    case 'software':
      return open.traits?.birthName !== birthName;
    case 'typed':
    case 'dashboard':
      return true;
  }
}

/** The numbers that the people of a card may be opened with. */
function numbersOf(card: VitaleCard): readonly string[] {
  if (card.progress.kind !== 'read') return [];
  const { decisions } = card.progress;
  return decisions.flatMap((decision) => (decision.usable ? [decision.ins] : []));
}

function pick<T>(list: readonly T[], index: number): T | undefined {
  return list.length === 0 ? undefined : list[index % list.length];
}

it.each([
  { openOnInsert: 'always', closeOnVitaleRemoval: false },
  { openOnInsert: 'always', closeOnVitaleRemoval: true },
  { openOnInsert: 'ask', closeOnVitaleRemoval: false },
  { openOnInsert: 'discret', closeOnVitaleRemoval: true },
] as const)('one record at a time, and never another than what was asked for: %o', (rules) => {
  let opened = 0;
  let switched = 0;
  let waited = 0;
  fc.assert(
    fc.property(fc.array(happening, { minLength: 5, maxLength: 60, size: 'max' }), (happenings) => {
      const life = new Life(new Desk(rules));
      for (const each of happenings) {
        const before = life.desk.state.visit;
        life.happen(each);
        const now = life.desk.state.visit;
        if (now !== null && before === null) opened++;
        if (now !== null && before !== null && now.id !== before.id) switched++;
        if (life.desk.effects.some((effect) => effect.type === 'tell' && isUnfinished(effect.failure)))
          waited++;
      }
    }),
    { numRuns: 1_500, seed: 20_261_123 },
  );
  // Lives in which nothing happens would prove nothing.
  expect(opened).toBeGreaterThan(500);
  expect(switched).toBeGreaterThan(200);
  expect(waited).toBeGreaterThan(200);
});

it('ids of records and questions are never used twice', () => {
  fc.assert(
    fc.property(fc.array(happening, { minLength: 5, maxLength: 60, size: 'max' }), (happenings) => {
      const life = new Life(new Desk());
      for (const each of happenings) life.happen(each);
      const ids = [...life.visits.map(({ id }) => id), ...life.questions];
      expect(new Set(ids).size).toBe(ids.length);
    }),
    { numRuns: 500 },
  );
});
