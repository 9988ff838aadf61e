/** Linux: whether the embedded browser knows the Cryptolib. */
import { failure } from '../failures/index.ts';
import type { Check, CheckWriter } from './check.ts';
import { defineControl, notVerifiable } from './control.ts';
import type { EngineFact, JudgementContext } from './facts.ts';
import { CPX_CHECKS, STANDS_IN_THE_WAY } from '../texts/fr/checks.ts';

export const ENGINE_CONTROLS = [
  defineControl({
    id: 'engine',
    section: 'cpx',
    title: CPX_CHECKS.engine,
    needs: ['engine'],
    judge: ({ engine }, write, context) => (engine === null ? [] : judgeEngine(engine, write, context)),
  }),
];

function judgeEngine(
  { registration, program }: EngineFact,
  write: CheckWriter,
  { configuration }: JudgementContext,
): readonly Check[] {
  // Someone who only signs in with e-CPS needs no card.
  const judged = configuration.signIn === 'ecps' ? write.unknown : write.fix;
  if (!registration.ok) {
    // What is wrong with the library itself is another control's.
    const ofLibrary = registration.failure.code.startsWith('CRYPTOLIB-');
    return ofLibrary ? [] : [judged('engine', registration.failure)];
  }
  const { name } = registration;
  if (name === null) {
    if (program.kind === 'not-running')
      return [notVerifiable(write, 'engine', CPX_CHECKS.engine, STANDS_IN_THE_WAY.declaredAtStart)];
    return [{ ...judged('engine', failure('CRYPTOLIB-NON-DECLAREE')), repair: 'engine' }];
  }
  if (program.kind === 'running' && program.failure !== null) return [judged('engine', program.failure)];
  return [write.good('engine', 'CRYPTOLIB-NAVIGATEUR-OK', CPX_CHECKS.engineKnows(name))];
}
