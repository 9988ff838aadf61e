/** What of the site's, or of Pro Santé Connect's, is awaited, and what is said when it says nothing for long. */
import { failure, type Failure, type FailureCode } from '../failures/index.ts';
import type { ConnectTurn, VisitLife } from './visit-life.ts';

const SILENCES: ReadonlySet<FailureCode> = new Set(['SITE-MUET', 'ECPS-MUET']);

export function isSilence({ code }: Failure): boolean {
  return SILENCES.has(code);
}

/** Whether it is the site or Pro Santé Connect that is awaited, and nobody at the workstation. */
export function isSiteAwaited({ waiting, connectDue }: VisitLife): boolean {
  return waiting === 'connecting' || waiting === 'loading' || connectDue !== null;
}

/** Whose silence it is; null while nobody's answer is awaited. */
export function silenceOf(life: VisitLife, seconds: number): Failure | null {
  const { session, connectDue } = life;
  if (session === null || !isSiteAwaited(life)) return null;
  const said = { host: connectDue ?? new URL(session.terms.origin).host, seconds: String(seconds) };
  return connectDue === null ? failure('SITE-MUET', said) : failure('ECPS-MUET', said);
}

/** Something has come after all. */
export function heard(life: VisitLife): VisitLife {
  const answered: VisitLife = { ...life, connectDue: null, banner: null, unreached: 0 };
  if (life.stop === null || !isSilence(life.stop.failure)) return answered;
  return { ...answered, stage: 'opening', stop: null };
}

/** Once a page of Pro Santé Connect's is there, the practitioner is still awaited. */
export function loadingEnded(life: VisitLife, turn: ConnectTurn | null): VisitLife {
  return { ...life, connectDue: null, waiting: turn === 'practitioner' ? life.waiting : null };
}
