/** Cards in readers for the tests of the launch policy. */
import type { VitaleReading } from '../../../../src/domain/identity/beneficiary.ts';
import type { DatamatrixIdentity } from '../../../../src/domain/identity/datamatrix.ts';
import type { MergedReading } from '../../../../src/domain/identity/ins-derivation.ts';
import {
  advance,
  INITIAL_LAUNCH_STATE,
  subjectOf,
  type CardPresence,
  type LaunchEffect,
  type LaunchEvent,
  type LaunchRules,
  type LaunchState,
  type VisitSubject,
} from '../../../../src/domain/launch/launch-policy.ts';
import { person, reading, withKey } from '../identity/sample-people.ts';

export const CLAIRE_INS = withKey('2850475999001');
export const HUGO_INS = withKey('1830975999001');
export const NORA_INS = withKey('2990875999002');

const claire = person({ nir: CLAIRE_INS });
const hugo = person({ firstName: 'HUGO', birthDate: '19830903', nir: HUGO_INS });
const nora = person({ name: 'LEROY', firstName: 'NORA', birthDate: '19990821', nir: NORA_INS });
const lea = person({ firstName: 'LÉA', birthDate: '20120614', nir: CLAIRE_INS });

/** What the cards of these tests hold; nobody on `child` has a number that may be used. */
export const READINGS = {
  claire: reading('pcsc', claire),
  nora: reading('pcsc', nora),
  family: reading('pcsc', claire, hugo, lea),
  child: reading('pcsc', lea),
  // Somebody else under Claire's number, as no honest card has it.
  impostor: reading('pcsc', person({ firstName: 'CLARA', nir: CLAIRE_INS })),
} as const satisfies Readonly<Record<string, VitaleReading>>;

export const LEA_INS = withKey('2120675999001');

const identity = (changes: Partial<DatamatrixIdentity>): DatamatrixIdentity => ({
  ins: LEA_INS,
  origin: 'nir',
  birthName: 'MARTIN',
  givenNames: 'LEA ROSE',
  sex: 'F',
  birthDate: '20120614',
  birthPlace: null,
  ...changes,
});

/** What the documents of these tests say; `conflicting` gives Claire another number than her card. */
export const DOCUMENTS = {
  lea: identity({}),
  claire: identity({ ins: CLAIRE_INS, givenNames: 'CLAIRE', birthDate: '19850412' }),
  conflicting: identity({ ins: NORA_INS, givenNames: 'CLAIRE', birthDate: '19850412' }),
  // Claire's number under the name of somebody who is on no card.
  impostor: identity({ ins: CLAIRE_INS, birthName: 'DURAND', givenNames: 'PAULE', birthDate: '19851201' }),
  stranger: identity({ ins: withKey('1550214999001'), birthName: 'ESSAI', givenNames: 'PAUL', sex: 'M' }),
} as const satisfies Readonly<Record<string, DatamatrixIdentity>>;

export type DocumentName = keyof typeof DOCUMENTS;

export type CardName = keyof typeof READINGS;

/** The second source's view of a card: it confirms everybody, or takes the numbers of all of them away. */
export function refined(name: CardName, confirms: boolean): MergedReading {
  return {
    ...READINGS[name],
    source: 'merged',
    beneficiaries: READINGS[name].beneficiaries.map((one) => ({
      ...one,
      findings: { ownTemplate: confirms, contradicted: !confirms },
    })),
  };
}

/** The library knows everybody as a dependant with a number of their own, made of their birth date. */
export function certified(name: CardName): MergedReading {
  return {
    ...READINGS[name],
    source: 'merged',
    beneficiaries: READINGS[name].beneficiaries.map((one, index) => ({
      ...one,
      quality: 6,
      certifiedNir: withKey(`2${one.birthDate.slice(2, 6)}75999${String(101 + index)}`),
      findings: { ownTemplate: false, contradicted: false },
    })),
  };
}

export const RULES: LaunchRules = {
  openOnInsert: 'always',
  landingPage: 'TableauDeBord',
  closeOnVitaleRemoval: false,
};

/** Plays the policy from its beginning and keeps what it asked for. */
export class Desk {
  state: LaunchState = INITIAL_LAUNCH_STATE;
  /** What the last event asked for. */
  effects: readonly LaunchEffect[] = [];
  readonly rules: LaunchRules;

  constructor(rules: Partial<LaunchRules> = {}) {
    this.rules = { ...RULES, ...rules };
  }

  send(event: LaunchEvent): this {
    const step = advance(this.state, event, this.rules);
    this.state = step.state;
    this.effects = step.effects;
    return this;
  }

  /** The types of what the last event asked for. */
  get asked(): readonly string[] {
    return this.effects.map(({ type }) => type);
  }

  present(...cards: readonly CardPresence[]): this {
    return this.send({ type: 'cards-present', cards });
  }

  read(key: string, name: CardName): this {
    return this.send({ type: 'card-read', key, reading: READINGS[name] });
  }

  /** A card that goes in alone and is read. */
  insert(key: string, name: CardName): this {
    return this.present(card(key)).read(key, name);
  }

  scan(name: DocumentName): this {
    return this.send({ type: 'document-read', identity: DOCUMENTS[name], page: 'TableauDeBord' });
  }

  /** Somebody of a card, as the chooser offers them. */
  subject(key: string, index = 0): VisitSubject {
    const found = this.state.cards.find((each) => each.key === key);
    const subject = found === undefined ? null : subjectOf(found, index);
    if (subject === null) throw new Error(`nobody to open at ${key}, ${String(index)}`);
    return subject;
  }

  open(subject: VisitSubject, page: 'TableauDeBord' | 'Documents' = 'Documents'): this {
    return this.send({ type: 'open', subject, page });
  }

  get openIns(): string | null {
    const subject = this.state.visit?.subject;
    return subject === undefined || subject.kind === 'dashboard' ? null : subject.ins;
  }
}

export function card(key: string, seenInserted = true): CardPresence {
  return { key, reader: `reader of ${key}`, seenInserted };
}
