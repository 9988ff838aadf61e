import { interfaceTexts } from '../../domain/texts/fr/index.ts';
import type { LauncherState } from '../../borders/windows/index.ts';

const SIGN_IN = { cpx: 'signInCpx', ecps: 'signInEcps' } as const;

/** The title and the sentence of the screen without a card, for what the reader is doing. */
export function waitingText({ vitale, signIn }: Pick<LauncherState, 'vitale' | 'signIn'>): {
  title: string;
  help: string;
} {
  const texts = interfaceTexts.launcher.waiting;
  switch (vitale) {
    case 'service-off':
      return { title: texts.serviceOff, help: texts.serviceOffHelp };
    case 'no-reader':
      return { title: texts.plugReader, help: texts.plugReaderHelp };
    case 'read':
    case 'problem':
      return { title: texts.stillIn, help: texts.stillInHelp };
    case 'looking':
    case 'waiting':
    case 'reading':
      return {
        title: texts.insert,
        help: signIn.choices.length > 1 ? texts.signInAsk : texts[SIGN_IN[signIn.proposed]],
      };
  }
}
