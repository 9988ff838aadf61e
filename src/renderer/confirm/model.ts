import { PAGES } from '../../domain/site/pages.ts';
import { interfaceTexts } from '../../domain/texts/fr/index.ts';
import type { ConfirmState, Party } from '../../borders/windows/index.ts';
import { birthLine, insMasked, insTail, listName, spokenName } from '../shared/person.ts';

export type Question = ConfirmState['question'];
export type Switch = Extract<Question, { kind: 'switch' }>;

/** One side of the change, in two lines under its heading. */
export interface PartyWords {
  readonly heading: string;
  readonly title: string;
  /** A line each. */
  readonly details: readonly string[];
}

function titleOf(party: Party, today?: Date): Pick<PartyWords, 'title' | 'details'> {
  const texts = interfaceTexts.confirm;
  switch (party.kind) {
    case 'person':
      return { title: listName(party.person), details: [birthLine(party.person, false, today)] };
    case 'number':
      return { title: insMasked(party.insTail).spoken, details: [texts.typedNumber] };
    case 'document':
      return {
        title: listName(party.person),
        details: [birthLine(party.person, false, today), interfaceTexts.standing.document.words],
      };
    case 'software': {
      const given = texts.givenBy(party.caller);
      if (party.person === null) return { title: insMasked(party.insTail).spoken, details: [given] };
      return {
        title: listName(party.person),
        details: [birthLine(party.person, false, today), given],
      };
    }
    case 'dashboard':
      return {
        title: texts.dashboard,
        details: [
          texts.withoutPatient,
          ...(party.caller === undefined ? [] : [interfaceTexts.software.asks(party.caller)]),
        ],
      };
    case 'veiled':
      return { title: texts.veiled, details: [texts.veiledDetail] };
  }
}

/** Everything the question says. */
export interface SwitchWords {
  readonly sentence: string;
  readonly from: PartyWords;
  readonly to: PartyWords;
  readonly stay: string;
  readonly open: string;
}

/** The words of a change of patient: both sides are named, unless the open record is hidden. */
export function switchWords({ cause, from, to }: Switch, today?: Date): SwitchWords {
  const texts = interfaceTexts.confirm;
  const action = (party: Party, named: (name: string) => string, dashboard: string): string => {
    switch (party.kind) {
      case 'person':
      case 'document':
        return named(spokenName(party.person));
      case 'software':
        return named(party.person === null ? texts.number(insTail(party.insTail)) : spokenName(party.person));
      case 'number':
        return named(texts.number(insTail(party.insTail)));
      case 'dashboard':
        return dashboard;
      case 'veiled':
        return named(texts.openOne);
    }
  };
  return {
    sentence: { card: texts.byCard, choice: texts.byChoice, document: texts.byDocument }[cause],
    from: { heading: texts.openRecord, ...titleOf(from, today) },
    to: {
      heading: { card: texts.insertedCard, choice: texts.askedRecord, document: texts.readDocument }[cause],
      ...titleOf(to, today),
    },
    stay: action(from, texts.stay, texts.stayDashboard),
    open: action(to, texts.open, texts.openDashboard),
  };
}

export type SoftwareCall = Extract<Question, { kind: 'software' }>;

/** Everything the question about a call of the practice's software says. */
export interface SoftwareWords {
  readonly question: string;
  readonly asks: string;
  /** Null without a patient: there is nothing to check. */
  readonly check: string | null;
  readonly title: string;
  readonly details: readonly string[];
  readonly open: string;
}

export function softwareWords(call: SoftwareCall, today?: Date): SoftwareWords {
  const { caller, page, insTail: tail, person, contradicted, card } = call;
  const texts = interfaceTexts.software;
  const { title } = PAGES[page];
  const asks = texts.asks(caller);
  if (tail === null)
    return {
      question: texts.questionDashboard,
      asks,
      check: null,
      title: texts.withoutPatient,
      details: [texts.page(title)],
      open: texts.openPage(title),
    };
  const masked = insMasked(tail).spoken;
  // Of a hidden record nobody is named, though the card in the reader says whose it is.
  const isVouched = person === null ? card === 'same' : person.standing === 'card';
  const standing = isVouched ? texts.onCard : `INS ${interfaceTexts.standing.software(caller).words}`;
  const unread = { none: texts.check, same: texts.checkHidden, other: texts.checkOtherCard }[card];
  const check = person?.standing === 'card' ? null : unread;
  return {
    question: texts.question,
    asks,
    check: contradicted ? texts.checkOtherName(caller) : check,
    title: person === null ? masked : listName(person),
    details: [
      ...(person === null ? [] : [`${birthLine(person, false, today)} · ${masked}`]),
      standing,
      texts.page(title),
    ],
    open: person === null ? texts.open(insTail(tail)) : texts.openNamed(spokenName(person)),
  };
}

export type DocumentQuestion = Extract<Question, { kind: 'document' }>;

/** What the question about somebody whom a document names says of them, line by line. */
export function documentWords(
  { person, insTail: tail, page }: DocumentQuestion,
  today?: Date,
): readonly string[] {
  return [
    `${birthLine(person, false, today)} · ${interfaceTexts.person.sex(person.sex)}`,
    `${insMasked(tail).spoken}, ${interfaceTexts.standing.document.words}`,
    interfaceTexts.software.page(PAGES[page].title),
  ];
}
