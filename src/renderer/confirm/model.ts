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
  readonly detail: string;
}

function titleOf(party: Party, today?: Date): Pick<PartyWords, 'title' | 'detail'> {
  const texts = interfaceTexts.confirm;
  switch (party.kind) {
    case 'person':
      return { title: listName(party.person), detail: birthLine(party.person, false, today) };
    case 'number':
      return { title: insMasked(party.insTail).spoken, detail: texts.typedNumber };
    case 'software':
      return { title: insMasked(party.insTail).spoken, detail: texts.givenBy(party.caller) };
    case 'dashboard':
      return { title: texts.dashboard, detail: texts.withoutPatient };
    case 'veiled':
      return { title: texts.veiled, detail: texts.veiledDetail };
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
        return named(spokenName(party.person));
      case 'number':
      case 'software':
        return named(texts.number(insTail(party.insTail)));
      case 'dashboard':
        return dashboard;
      case 'veiled':
        return named(texts.openOne);
    }
  };
  return {
    sentence: cause === 'card' ? texts.byCard : texts.byChoice,
    from: { heading: texts.openRecord, ...titleOf(from, today) },
    to: { heading: cause === 'card' ? texts.insertedCard : texts.askedRecord, ...titleOf(to, today) },
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

export function softwareWords(
  { caller, page, insTail: tail, person, cardRead }: SoftwareCall,
  today?: Date,
): SoftwareWords {
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
  if (person !== null)
    return {
      question: texts.question,
      asks,
      check: null,
      title: listName(person),
      details: [birthLine(person, false, today), texts.onCard, texts.page(title)],
      open: interfaceTexts.confirm.open(spokenName(person)),
    };
  return {
    question: texts.question,
    asks,
    check: cardRead ? texts.checkOtherCard : texts.check,
    title: insMasked(tail).spoken,
    details: [texts.given(caller), texts.page(title)],
    open: texts.open(insTail(tail)),
  };
}
