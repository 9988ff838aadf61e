import { interfaceTexts } from '../../domain/texts/fr/index.ts';
import type { ConfirmState, Party } from '../../main/contract.ts';
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
    case 'dashboard':
      return { title: texts.dashboard, detail: texts.withoutPatient };
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

/** The words of a change of patient: both sides are always named. */
export function switchWords({ cause, from, to }: Switch, today?: Date): SwitchWords {
  const texts = interfaceTexts.confirm;
  const action = (party: Party, named: (name: string) => string, dashboard: string): string => {
    switch (party.kind) {
      case 'person':
        return named(spokenName(party.person));
      case 'number':
        return named(texts.number(insTail(party.insTail)));
      case 'dashboard':
        return dashboard;
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
