/** What the assistant is told of readers, cards and addresses. */
import type { Configuration, SignInMethod } from '../../domain/settings/configuration.ts';
import type { HostFact } from '../../domain/diagnosis/facts.ts';
import type { VitaleCard } from '../../domain/launch/launch-policy.ts';
import { isCardReader } from '../../domain/readers/classify.ts';
import type { ReadersSnapshot } from '../../borders/native.ts';
import type { AssistantState, HostProbe } from '../../borders/windows/index.ts';
import { readersFailure } from '../cards/readers-failure.ts';

/** The readers that are there, or why there is none. */
export function readersView(snapshot: ReadersSnapshot | null): AssistantState['readers'] {
  const failure = readersFailure(snapshot);
  if (failure !== null) return { state: 'problem', failure };
  const [first, ...others] = (snapshot?.readers ?? []).filter(isCardReader);
  if (first === undefined) return { state: 'searching' };
  return { state: 'found', names: [first.name, ...others.map(({ name }) => name)] };
}

/** The card that is tried: the last one inserted counts. Only how many people it holds is told. */
export function vitaleView(cards: readonly VitaleCard[]): AssistantState['vitale'] {
  const progress = cards.at(-1)?.progress;
  switch (progress?.kind) {
    case undefined:
      return { state: 'waiting' };
    case 'reading':
      return { state: 'reading' };
    case 'failed':
      return { state: 'problem', failure: progress.failure };
    case 'read': {
      const people = progress.reading.beneficiaries.length;
      return people === 0
        ? { state: 'problem', failure: { code: 'VITALE-INCOHERENTE' } }
        : { state: 'read', people };
    }
  }
}

/** The ways to sign in that the setting leaves open. */
export function methodsOf(signIn: Configuration['signIn']): readonly SignInMethod[] {
  return signIn === 'ask' ? ['cpx', 'ecps'] : [signIn];
}

/** A way there that cannot be tried from here counts as a connection that was not made. */
const STAGES = {
  dns: 'name',
  proxy: 'connection',
  connection: 'connection',
  unverified: 'connection',
} as const;

/**
 * What became of trying an address. A chain of which only the first certificate was sent is completed by the engine,
 * so it counts; everything else that an honest site would not show does not.
 */
export function probeView({ outcome, certificate, milliseconds }: HostFact, now: number): HostProbe {
  if (outcome.stage !== 'done') return { state: 'silent', stage: STAGES[outcome.stage] };
  if (outcome.protocol === null || certificate === null) return { state: 'silent', stage: 'tls' };
  const trusted =
    certificate.chain !== 'untrusted' &&
    certificate.namesHost &&
    certificate.notBefore <= now &&
    now <= certificate.notAfter;
  return trusted
    ? {
        state: 'answers',
        tls: outcome.protocol.replace('TLSv', 'TLS '),
        milliseconds: Math.round(milliseconds),
      }
    : { state: 'silent', stage: 'certificate' };
}
