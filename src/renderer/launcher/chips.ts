import { describeFailure } from '../../domain/failures/index.ts';
import { interfaceTexts } from '../../domain/texts/fr/index.ts';
import type { LauncherState } from '../../borders/windows/index.ts';

export interface Chip {
  readonly tone: 'good' | 'info' | 'attention' | 'stop' | 'neutral';
  readonly text: string;
}

/** From this many days before its end a CPx asks for attention. */
const EXPIRES_SOON_DAYS = 60;

const VITALE_TONES: Readonly<Record<LauncherState['vitale'], Chip['tone']>> = {
  looking: 'neutral',
  'service-off': 'stop',
  'no-reader': 'attention',
  waiting: 'info',
  reading: 'info',
  read: 'good',
  problem: 'attention',
};

/** The state of the Vitale's reader, in two words. */
export function vitaleChip({ vitale, refining }: Pick<LauncherState, 'vitale' | 'refining'>): Chip {
  if (refining) return { tone: 'info', text: interfaceTexts.chips.refining };
  return { tone: VITALE_TONES[vitale], text: interfaceTexts.chips.vitale[vitale] };
}

/** The state of the practitioner's own card; `short` where the header has room for a word only. */
export function practitionerChip(
  { practitioner, signIn }: Pick<LauncherState, 'practitioner' | 'signIn'>,
  short: boolean,
): Chip {
  const texts = interfaceTexts.chips;
  if (!signIn.choices.includes('cpx')) {
    return { tone: 'info', text: short ? texts.ecps : texts.ecpsChosen };
  }
  switch (practitioner.state) {
    case 'absent':
      if (signIn.proposed === 'cpx') {
        return { tone: 'attention', text: short ? texts.cpxAbsentShort : texts.cpxAbsentWaited };
      }
      return short ? { tone: 'info', text: texts.ecps } : { tone: 'attention', text: texts.cpxAbsentEcps };
    case 'reading':
      return { tone: 'info', text: texts.cpxReading };
    case 'problem':
      return {
        tone: 'attention',
        text: short ? texts.cpxProblem : describeFailure(practitioner.failure).title,
      };
    case 'ready': {
      const { type, holder, daysLeft } = practitioner;
      if (daysLeft !== null && daysLeft < EXPIRES_SOON_DAYS) {
        return { tone: 'attention', text: texts.cpxExpires(type, daysLeft) };
      }
      return { tone: 'good', text: short ? type : texts.cpxReady(type, holder) };
    }
  }
}
