import { describe, expect, it } from 'vitest';
import { ENGINE_CONTROLS } from '../../../../src/domain/diagnosis/judge-engine.ts';
import type { EngineFact } from '../../../../src/domain/diagnosis/facts.ts';
import { failure } from '../../../../src/domain/failures/index.ts';

const RUNNING = { kind: 'running', failure: null } as const;

function judged(engine: EngineFact | null, signIn: 'ask' | 'ecps' = 'ask') {
  const context = {
    configuration: { environment: 'test', signIn, minimumChromium: null, cards: { vitale: ['pcsc'] } },
    now: 0,
  } as const;
  const checks = ENGINE_CONTROLS[0]?.judge({ engine: { state: 'done', value: engine } }, context) ?? [];
  return checks.map(({ result, code, repair }) => [result, code, repair]);
}

describe('whether the embedded browser knows the Cryptolib', () => {
  it('is no question elsewhere than under Linux', () => {
    expect(judged(null)).toEqual([]);
  });

  it('is good by whoever registered it', () => {
    expect(judged({ registration: { ok: true, name: 'CPS' }, program: RUNNING })).toEqual([
      ['good', 'CRYPTOLIB-NAVIGATEUR-OK', null],
    ]);
  });

  it('offers the repair where it is missing, and tells of the restart it needs', () => {
    expect(judged({ registration: { ok: true, name: null }, program: RUNNING })).toEqual([
      ['fix', 'CRYPTOLIB-NON-DECLAREE', 'engine'],
    ]);
    const restart = { kind: 'running', failure: failure('CRYPTOLIB-REDEMARRER') } as const;
    expect(judged({ registration: { ok: true, name: 'CPS' }, program: restart })).toEqual([
      ['fix', 'CRYPTOLIB-REDEMARRER', null],
    ]);
  });

  it('is no fault before the program has ever run', () => {
    expect(judged({ registration: { ok: true, name: null }, program: { kind: 'not-running' } })).toEqual([
      ['unknown', 'DIAGNOSTIC-NON-VERIFIE', null],
    ]);
  });

  it('names what is wrong with the database, which nobody with e-CPS alone must mend', () => {
    const registration = {
      ok: false,
      failure: failure('MAGASIN-ABIME', { folder: '/home/a/.pki/nssdb' }),
    } as const;
    expect(judged({ registration, program: RUNNING })).toEqual([['fix', 'MAGASIN-ABIME', null]]);
    expect(judged({ registration, program: RUNNING }, 'ecps')).toEqual([['unknown', 'MAGASIN-ABIME', null]]);
  });

  it('leaves a missing library to the control of the library', () => {
    const registration = { ok: false, failure: failure('CRYPTOLIB-ABSENTE') } as const;
    expect(judged({ registration, program: RUNNING })).toEqual([]);
  });
});
