import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  engineDatabase,
  ENGINE_DATABASES,
  findRegistration,
  learnOfEngine,
  type EngineKnowledge,
} from '../../../../src/domain/practitioner/engine-module.ts';
import { failure } from '../../../../src/domain/failures/index.ts';
import { failed, success } from '../../../../src/domain/result.ts';

const [OLD, NEW] = ENGINE_DATABASES;

describe('which database the engine reads', () => {
  it('goes on using the old place, and a newer engine makes the new one', () => {
    expect(engineDatabase(130, new Set())).toBe(OLD);
    expect(engineDatabase(130, new Set([NEW]))).toBe(OLD);
    expect(engineDatabase(145, new Set())).toBe(OLD);
    expect(engineDatabase(146, new Set())).toBe(NEW);
    expect(engineDatabase(150, new Set([NEW]))).toBe(NEW);
    expect(engineDatabase(150, new Set([OLD, NEW]))).toBe(OLD);
  });

  it('without the engine, is the one that is there', () => {
    expect(engineDatabase(null, new Set())).toBe(OLD);
    expect(engineDatabase(null, new Set([NEW]))).toBe(NEW);
  });
});

describe('whose registration it is', () => {
  const library = '/opt/santesocial/CPS/lib/libcps3_pkcs11_lux.so';
  const file = `${library}.3.1.0`;
  const nss = { name: 'NSS Internal PKCS #11 Module', library: '', file: null };

  it('knows the same file by whatever path, and a bare name', () => {
    const link = { name: 'CPS', library: '/usr/lib64/libcps3_pkcs11_lux.so', file };
    expect(findRegistration([nss, link], library, file)).toBe(link);
    const bare = { name: 'CPS', library: 'libcps3_pkcs11_lux.so', file: null };
    expect(findRegistration([nss, bare], library, file)).toBe(bare);
  });

  it('takes no other for it', () => {
    const other = { name: 'OpenSC', library: '/usr/lib/opensc-pkcs11.so', file: '/usr/lib/opensc-pkcs11.so' };
    const gone = { name: 'CPS', library: '/usr/local/galss/libcps3_pkcs11_lux.so', file: null };
    expect(findRegistration([nss, other, gone], library, file)).toBeNull();
  });
});

describe('what an answer comes to', () => {
  const there = success({ registered: true, added: false });
  const added = success({ registered: true, added: true });

  it('in time, the card can be used', () => {
    expect(learnOfEngine({ kind: 'looking' }, added, false)).toEqual({ kind: 'known' });
    expect(learnOfEngine({ kind: 'looking' }, there, false)).toEqual({ kind: 'known' });
  });

  it('too late, the next start can', () => {
    const absent: EngineKnowledge = { kind: 'unknown', reason: failure('CRYPTOLIB-ABSENTE') };
    const restart = { kind: 'unknown', reason: failure('CRYPTOLIB-REDEMARRER') };
    expect(learnOfEngine(absent, added, true)).toEqual(restart);
    // A database that could not be opened then, and can be now: the engine has gone on without it.
    expect(learnOfEngine(absent, there, true)).toEqual(restart);
    expect(learnOfEngine({ kind: 'known' }, there, true)).toEqual({ kind: 'known' });
    expect(learnOfEngine({ kind: 'known' }, added, true)).toEqual(restart);
  });

  it('never says «known» of a library that nobody registered, or that could not be looked for', () => {
    const answers = fc.oneof(
      fc.record({ registered: fc.boolean(), added: fc.boolean() }).map((value) => success(value)),
      fc.constant(failed(failure('MAGASIN-ABIME', { folder: '/home/a/.pki/nssdb' }))),
    );
    fc.assert(
      fc.property(fc.array(fc.tuple(answers, fc.boolean()), { maxLength: 8 }), (lives) => {
        let state: EngineKnowledge = { kind: 'looking' };
        for (const [answer, awake] of lives) {
          state = learnOfEngine(state, answer, awake);
          if (state.kind === 'known') expect(answer.ok && answer.value.registered).toBe(true);
          else expect(state.kind).toBe('unknown');
        }
      }),
    );
  });
});
