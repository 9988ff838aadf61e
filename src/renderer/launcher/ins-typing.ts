import { describeFailure, failure } from '../../domain/failures/index.ts';
import { checkInsInput } from '../../domain/identity/ins.ts';
import { interfaceTexts } from '../../domain/texts/fr/index.ts';

/** What the screen says of a number while it is typed. */
export type InsTyping =
  | { readonly status: 'typing'; readonly count: number; readonly message: null }
  | { readonly status: 'wrong'; readonly count: number; readonly message: string }
  | {
      readonly status: 'good';
      readonly count: number;
      readonly message: string;
      readonly ins: string;
      readonly tail: string;
    };

const LENGTH = 15;

/** Reads what was typed so far: nothing is said before a mistake is certain or the key is right. */
export function readTyping(text: string): InsTyping {
  const check = checkInsInput(text);
  switch (check.state) {
    case 'incomplete':
      return { status: 'typing', count: LENGTH - check.missing, message: null };
    case 'invalid': {
      const detail = { length: String(check.length) };
      return {
        status: 'wrong',
        count: check.length,
        message: describeFailure(failure(check.code, detail)).sentence,
      };
    }
    case 'valid':
      return {
        status: 'good',
        count: LENGTH,
        message: interfaceTexts.launcher.ins.keyGood,
        ins: check.ins,
        tail: check.ins.slice(-4),
      };
  }
}
