import { describeFailure } from '../../domain/failures/index.ts';
import { checkInsInput } from '../../domain/identity/written-ins.ts';
import { interfaceTexts } from '../../domain/texts/fr/index.ts';

/** What the screen says of a number while it is typed. */
export type InsTyping =
  | { readonly status: 'typing'; readonly count: number; readonly message: string | null }
  | { readonly status: 'wrong'; readonly count: number; readonly message: string }
  | {
      readonly status: 'good';
      readonly count: number;
      readonly message: string;
      /** The 15 characters, and the letter of the kind where one was written. */
      readonly ins: string;
      readonly tail: string;
    };

const LENGTH = 15;
/** So many are missing where the key is: worth a word of its own. */
const KEY_LENGTH = 2;

/** Reads what was typed so far: nothing is said before a mistake is certain, the key is missing or right. */
export function readTyping(text: string): InsTyping {
  const check = checkInsInput(text);
  switch (check.state) {
    case 'incomplete':
      return {
        status: 'typing',
        count: LENGTH - check.missing,
        message: check.missing === KEY_LENGTH ? check.sentence : null,
      };
    case 'invalid':
      return { status: 'wrong', count: check.length, message: describeFailure(check.failure).sentence };
    case 'valid': {
      const { ins, kind } = check.written;
      const { keyGood, foundInLine } = interfaceTexts.launcher.ins;
      return {
        status: 'good',
        count: LENGTH,
        message: check.inLine ? `${foundInLine} ${keyGood}` : keyGood,
        ins: ins + (kind ?? ''),
        tail: ins.slice(-4),
      };
    }
  }
}
