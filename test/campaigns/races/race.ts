/**
 * A life of the program, drawn at random: cards of two practitioners and of patients come and go in four readers,
 * answers come late, windows are typed into, sessions end, PC/SC and processes go away and come back. The launch,
 * visit and PIN policies run as the program puts them together; what is counted is judged by the plastic and by what
 * the site really shows, never by the policies' own books.
 */
import { failure } from '../../../src/domain/failures/index.ts';
import {
  INITIAL_LAUNCH_STATE,
  subjectOf,
  type LaunchEffect,
  type LaunchEvent,
  type LaunchRules,
  type LaunchState,
  type OpenVisit,
} from '../../../src/domain/launch/launch-policy.ts';
import { isUnfinished, type SystemWindow } from '../../../src/domain/launch/system-windows.ts';
import type { PageId } from '../../../src/domain/site/pages.ts';
import { CLAIRE_INS, HUGO_INS, LEA_INS, NORA_INS } from '../../unit/domain/launch/launch-policy-cards.ts';
import { TERMS } from '../../unit/domain/launch/visit-lives.ts';
import { Life, type Happening } from '../../unit/domain/practitioner/pin-lives.ts';
import { Dice } from '../../unit/domain/identity/sample-people.ts';
import { holds, Plastic, SLOTS, VITALES, type Inserted } from './desk.ts';
import { POLICIES, type Policies } from './policies.ts';
import { readCard, type Sources } from './reads.ts';
import { OpenRecord, type RecordWorld } from './record.ts';
import { answerTo, somewhere } from './site.ts';
import type { Tally } from './tally.ts';

const PEOPLE = [CLAIRE_INS, HUGO_INS, NORA_INS, LEA_INS];
const PAGES: readonly PageId[] = ['TableauDeBord', 'Documents', 'DossierPatient', 'Parametrages'];
const HAPPENINGS = { least: 100, most: 300 };

/** Plays one life and adds it to the tally. */
export function race(tally: Tally, seed: number, policies: Policies = POLICIES): void {
  new Race(tally, new Dice(seed), policies).play();
}

class Race {
  readonly #tally: Tally;
  readonly #dice: Dice;
  readonly #policies: Policies;
  readonly #plastic = new Plastic();
  readonly #pins: Life;
  readonly #rules: LaunchRules;
  readonly #sources: Sources;
  /** The site wants a certificate; one that makes it optional lets in whoever comes. */
  readonly #demands: boolean;
  /** What may happen, each as often as its weight says. */
  readonly #happenings: readonly (readonly [weight: number, happen: () => void])[];
  readonly #weights: number;
  /** What the program was told a key is of. */
  readonly #inserted = new Map<string, Inserted>();
  /** What is on its way: done in any order. */
  #coming: (() => void)[] = [];
  #state: LaunchState = INITIAL_LAUNCH_STATE;
  #record: OpenRecord | null = null;
  /** The system's windows on the screen, which stay when their record goes. */
  #windows: { readonly kind: SystemWindow; readonly of: OpenRecord }[] = [];
  /** Openings wait for one another. */
  #openings: { readonly visit: OpenVisit; readonly page: PageId }[] = [];
  #attempts = 0;
  #arrivals = 0;
  #usedPins = 0;

  constructor(tally: Tally, dice: Dice, policies: Policies) {
    this.#tally = tally;
    this.#dice = dice;
    this.#policies = policies;
    this.#pins = new Life(dice.chance(0.3), policies.advancePin);
    this.#rules = {
      openOnInsert: dice.chance(0.7) ? 'always' : 'ask',
      landingPage: 'TableauDeBord',
      closeOnVitaleRemoval: dice.chance(0.3),
    };
    this.#sources = dice.oneOf(['pcsc', 'both', 'ssv']);
    this.#demands = dice.chance(0.7);
    if (dice.chance(0.3)) this.#plastic.hidden = dice.oneOf(VITALES);
    this.#happenings = this.#whatMayHappen();
    this.#weights = this.#happenings.reduce((sum, [weight]) => sum + weight, 0);
  }

  #whatMayHappen(): readonly (readonly [weight: number, happen: () => void])[] {
    return [
      [12, () => this.#insertVitale()],
      [9, () => this.#removeVitale()],
      [8, () => this.#insertPractitioner()],
      [2, () => this.#removePractitioner()],
      [36, () => this.#arrive()],
      [8, () => this.#click()],
      [5, () => this.#answerQuestion()],
      [1, () => this.#close()],
      [2, () => this.#openWindow()],
      [6, () => this.#answerWindow()],
      [8, () => this.#siteLeads()],
      [2, () => this.#record?.send({ type: 'act', action: 'start-over' })],
      [2, () => this.#record?.send({ type: 'open-page', page: this.#dice.oneOf(PAGES) })],
      [1, () => this.#sessionOver(this.#dice.oneOf(['SESSION-VERROUILLEE', 'SITE-ARRETE']))],
      [1, () => this.#pcscGoes()],
      [2, () => this.#pcscComes()],
      [80, () => this.#pinHappens()],
    ];
  }

  play(): void {
    const { least, most } = HAPPENINGS;
    const count = least + this.#dice.below(most - least);
    for (let happening = 0; happening < count; happening++) {
      this.#happen();
      this.#followPins();
    }
    const { faults } = this.#pins;
    this.#tally.lives++;
    this.#tally.happenings += count;
    this.#tally.pins += this.#pins.used.length;
    this.#tally.wrongPins += this.#pins.used.filter(({ right }) => !right).length;
    this.#tally.lastTries += this.#pins.used.filter(({ lastTry }) => lastTry).length;
    this.#tally.pinToOtherToken += faults.filter((fault) => fault === 'other-token').length;
    this.#tally.unwarnedLastTry += faults.filter((fault) => fault === 'unwarned').length;
  }

  #happen(): void {
    let drawn = this.#dice.below(this.#weights);
    for (const [weight, happen] of this.#happenings) {
      drawn -= weight;
      if (drawn >= 0) continue;
      happen();
      return;
    }
  }

  #insertVitale(): void {
    const slot = this.#plastic.free(this.#dice);
    if (slot === null) return;
    this.#plastic.insert(this.#dice.oneOf(VITALES), slot);
    this.#tally.insertions++;
    this.#arrivals++;
    this.#tellCards();
  }

  #removeVitale(): void {
    const { vitales, slots } = this.#plastic;
    if (vitales.length === 0) return;
    slots[this.#dice.oneOf(vitales).slot] = null;
    this.#tellCards();
  }

  #insertPractitioner(): void {
    const slot = this.#plastic.free(this.#dice);
    const card = this.#dice.below(2);
    if (slot === null || this.#plastic.slots.includes(card)) return;
    this.#plastic.slots[slot] = card;
    this.#tally.insertions++;
    this.#pins.happen({ what: 'insert', card, reader: slot });
  }

  #removePractitioner(): void {
    const slots = SLOTS.filter((slot) => typeof this.#plastic.slots[slot] === 'number');
    if (slots.length === 0) return;
    const slot = this.#dice.oneOf(slots);
    this.#pins.happen({ what: 'remove', card: Number(this.#plastic.slots[slot]) });
    this.#plastic.slots[slot] = null;
    if (this.#record?.restsOn === slot) this.#sessionOver('CPX-RETIREE');
  }

  #pcscGoes(): void {
    if (!this.#plastic.told) return;
    this.#plastic.told = false;
    this.#pins.happen({ what: 'pcsc-away' });
    this.#tellCards();
    this.#sessionOver('CPX-RETIREE');
  }

  #pcscComes(): void {
    if (this.#plastic.told) {
      this.#pins.happen({ what: 'process-restarts' });
      this.#plastic.told = false;
      this.#tellCards();
    } else this.#pins.happen({ what: 'pcsc-back' });
    this.#plastic.lookAnew();
    this.#tellCards();
  }

  #tellCards(): void {
    for (const card of this.#plastic.vitales) this.#inserted.set(card.key, card);
    this.#launch({ type: 'cards-present', cards: this.#plastic.presences() });
  }

  /** Something that was on its way is there: any of it, the last as well as the first. */
  #arrive(): void {
    if (this.#coming.length === 0) return;
    const index = this.#dice.below(this.#coming.length);
    const [come] = this.#coming.splice(index, 1);
    come?.();
  }

  #click(): void {
    const dice = this.#dice;
    const { cards } = this.#state;
    if (cards.length === 0 || dice.chance(0.15)) {
      const ins = dice.oneOf(PEOPLE);
      const subject = dice.oneOf([
        { kind: 'dashboard' } as const,
        { kind: 'typed', ins } as const,
        { kind: 'software', ins, caller: 'Cabinet', traits: null } as const,
      ]);
      const page = subject.kind === 'dashboard' ? 'TableauDeBord' : dice.oneOf(PAGES);
      this.#launch({ type: 'open', subject, page });
      return;
    }
    const card = dice.oneOf(cards);
    if (card.progress.kind !== 'read') return;
    const subject = subjectOf(card, dice.below(card.progress.reading.beneficiaries.length));
    if (subject !== null) this.#launch({ type: 'open', subject, page: dice.oneOf(PAGES) });
  }

  #answerQuestion(): void {
    const { pending, nextId } = this.#state;
    const id = pending !== null && this.#dice.chance(0.9) ? pending.id : this.#dice.below(nextId + 1);
    this.#launch({ type: this.#dice.chance(0.7) ? 'switch-accepted' : 'switch-refused', id });
  }

  #close(): void {
    this.#record?.send({ type: 'close' });
  }

  /** The open record saves, chooses a file or prints: the system asks, in a window of its own. */
  #openWindow(): void {
    if (this.#record === null) return;
    this.#tally.windows++;
    this.#windows.push({ kind: this.#dice.oneOf(['save', 'choose', 'print']), of: this.#record });
    this.#tellWindows();
  }

  #answerWindow(): void {
    if (this.#windows.length === 0) return;
    const answered = this.#dice.oneOf(this.#windows);
    this.#windows = this.#windows.filter((each) => each !== answered);
    if (answered.of !== this.#record) this.#tally.windowsLeft++;
    this.#tellWindows();
  }

  #tellWindows(): void {
    this.#launch({ type: 'system-windows', standing: this.#windows.map(({ kind }) => kind) });
  }

  #siteLeads(): void {
    const record = this.#record;
    if (record === null) return;
    record.leads(somewhere(this.#dice, record.ins, PEOPLE), this.#dice.chance(0.4));
  }

  #sessionOver(code: 'SESSION-VERROUILLEE' | 'SITE-ARRETE' | 'CPX-RETIREE'): void {
    if (code === 'SESSION-VERROUILLEE') this.#pins.happen({ what: 'away' });
    if (this.#record !== null) this.#pins.happen({ what: 'end', attempt: this.#record.attempt });
    this.#record?.send({ type: 'session-over', session: null, failure: failure(code) });
  }

  #pinHappens(): void {
    const dice = this.#dice;
    const event = dice.oneOf<Happening>([
      { what: 'library-tells' },
      { what: 'library-looks' },
      { what: 'library-answers', silent: false },
      { what: 'library-answers', silent: false },
      { what: 'library-answers', silent: dice.chance(0.3) },
      { what: 'type', accepts: dice.chance(0.5), right: dice.chance(0.2) },
      { what: 'type', accepts: true, right: dice.chance(0.2) },
      { what: 'type', accepts: true, right: dice.chance(0.2) },
      dice.chance(0.2) ? { what: 'give-up' } : { what: 'prove' },
      { what: 'ask', reader: dice.oneOf(SLOTS), attempt: this.#newAttempt(), byLibrary: true },
    ]);
    this.#pins.happen(event);
  }

  /** What a PIN that was right opens: the engine has its certificate, and the site answers what was asked. */
  #followPins(): void {
    const used = this.#pins.used.slice(this.#usedPins);
    this.#usedPins = this.#pins.used.length;
    for (const { attempt, right } of used) {
      const record = this.#record;
      const session = record?.session ?? null;
      if (record === null || session === null || record.attempt !== attempt) continue;
      if (right) record.send({ type: 'certificate-answered', session });
      else
        this.#coming.push(() => {
          this.#askPin(record, session);
        });
    }
  }

  #newAttempt(): number {
    this.#attempts += 1;
    return this.#attempts;
  }

  #askPin(record: OpenRecord, session: number): void {
    if (this.#record !== record || record.session !== session) return;
    const slots = SLOTS.filter((slot) => typeof this.#plastic.slots[slot] === 'number');
    if (slots.length === 0) return;
    const slot = this.#dice.oneOf(slots);
    record.restsOn = slot;
    this.#pins.happen({ what: 'ask', reader: slot, attempt: record.attempt, byLibrary: false });
  }

  #launch(event: LaunchEvent): void {
    const step = this.#policies.advance(this.#state, event, this.#rules);
    this.#state = step.state;
    for (const effect of step.effects) this.#carryOut(effect);
    const { visit } = this.#state;
    if (this.#record !== null && visit?.id === this.#record.opened.id)
      this.#record.send({ type: 'vitale', removed: visit.vitaleRemoved });
  }

  #carryOut(effect: LaunchEffect): void {
    switch (effect.type) {
      case 'read-card':
        this.#read(effect.key);
        return;
      case 'close-visit': {
        const record = this.#record;
        const close = (): void => record?.send({ type: 'close' });
        // Effects wait for one another: what the record does meanwhile, it still does.
        if (this.#dice.chance(0.5)) close();
        else this.#coming.push(close);
        return;
      }
      case 'open-visit':
        this.#openings.push(effect);
        this.#coming.push(() => {
          this.#open();
        });
        return;
      case 'tell':
        if (isUnfinished(effect.failure)) this.#tally.openingsWaited++;
        return;
      default:
    }
  }

  #read(key: string): void {
    const card = this.#inserted.get(key);
    if (card !== undefined)
      readCard(card, this.#sources, {
        dice: this.#dice,
        plastic: this.#plastic,
        arrivals: () => this.#arrivals,
        later: (come) => this.#coming.push(come),
        tell: (event) => {
          this.#launch(event);
        },
        witnessOf: this.#policies.witnessOf,
        onRefused: () => this.#tally.libraryRefused++,
      });
  }

  /** The next opening has what it waited for; the policy is asked once more, as the program does. */
  #open(): void {
    const opening = this.#openings.shift();
    if (opening === undefined) return;
    const { visit, page } = opening;
    this.#close();
    if (this.#policies.openingRefusal(this.#state, visit) !== null) {
      this.#tally.openingsRefused++;
      if (this.#state.visit?.id === visit.id) this.#launch({ type: 'visit-closed', id: visit.id });
      return;
    }
    if (this.#windows.length > 0) this.#tally.openedBeneath++;
    this.#record = new OpenRecord(visit, page, this.#worldOfRecords());
  }

  #worldOfRecords(): RecordWorld {
    return {
      policies: this.#policies,
      tally: this.#tally,
      load: (record, session, address) => {
        this.#loads(record, session, address);
      },
      signIn: (record) => {
        const { session } = record;
        if (session === null) return;
        this.#coming.push(() => {
          this.#askPin(record, session);
        });
      },
      renew: (record, renewal) => {
        this.#coming.push(() => {
          record.send({ type: 'renewed', renewal, terms: { ok: true, value: TERMS } });
        });
      },
      attemptOver: (attempt) => {
        this.#pins.happen({ what: 'end', attempt });
      },
      signedIn: () => {
        this.#pins.happen({ what: 'prove' });
      },
      closed: (record) => {
        if (this.#record === record) this.#record = null;
        this.#launch({ type: 'visit-closed', id: record.opened.id });
      },
      newAttempt: () => this.#newAttempt(),
    };
  }

  #loads(record: OpenRecord, session: number, address: string): void {
    if (!record.loaded) this.#judgeOpening(record);
    record.loaded = true;
    this.#coming.push(() => {
      const isIn = record.life.session?.certificate === true;
      const status = isIn || !this.#demands ? 200 : 403;
      if (!isIn && this.#demands && this.#dice.chance(0.8)) {
        // The handshake waits for the card: the answer comes once there is one.
        if (this.#record === record && record.session === session) this.#loads(record, session, address);
        return;
      }
      record.answered(session, answerTo(address), status);
    });
  }

  /**
   * The first thing that a record asks of the site: is a card in a reader that holds this person with this number? It
   * need not be the same insertion: a card that was put back is its own.
   */
  #judgeOpening({ opened: { subject } }: OpenRecord): void {
    if (subject.kind !== 'person') {
      this.#tally.openedOtherwise++;
      return;
    }
    this.#tally.opened++;
    const isIn = this.#plastic.vitales.some(({ name }) => holds(name, subject));
    if (!isIn) this.#tally.openedWithoutCard++;
  }
}
