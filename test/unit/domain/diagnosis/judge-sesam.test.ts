import { describe, expect, it } from 'vitest';
import { failure } from '../../../../src/domain/failures/index.ts';
import { checksWith, HEALTHY, notGood as allNotGood } from './facts.ts';

const library = { version: '1.40.14', bits: 64 } as const;
/** Everything but the variables is as it should be. */
const VARIABLES = {
  text: '[COMMUN]\nRepertoireTable=%T%\n[SSV]\nRepertoireTable=%T%\n[MGC]\nRepertoireConfigTrace=/conf\n',
  folders: [
    { section: 'SSV', key: 'RepertoireTable', written: '%T%', folder: '/t', files: ['tablebin.ssv'] },
  ],
  versions: [library, { version: '1.40.9', bits: 32 }],
  library,
} as const;
const BROKEN = { ...VARIABLES, text: '[SSV]\nRepertoireTable=/t\n', folders: [] };
const judged = (sesam: typeof HEALTHY.ssv.sesam, changes: Partial<typeof HEALTHY.ssv> = {}) =>
  checksWith({ ssv: { ...HEALTHY.ssv, sesamIni: '/conf/sesam.ini', sesam, ...changes } });

/** Without the practitioner's card, which the healthy workstation of this test has not in. */
const notGood = (checks: Parameters<typeof allNotGood>[0]): string[] =>
  allNotGood(checks).filter((line) => line !== 'unknown CPX-ABSENTE');

describe('sesam.ini in the diagnosis', () => {
  it('is watched as long as the library answers, and corrected where it does not', () => {
    expect(notGood(judged(BROKEN))).toEqual(['watch SESAM-TABLES-NON-NOMMEES', 'watch SESAM-TRACE']);
    const versions = { ok: false, failure: failure('SSV-TABLES', { code: 'F610' }) } as const;
    expect(notGood(judged(BROKEN, { versions }))).toEqual([
      'fix SSV-TABLES',
      'fix SESAM-TABLES-NON-NOMMEES',
      'fix SESAM-TRACE',
    ]);
  });

  it('has its variables suspected only where the library does not find its tables', () => {
    expect(notGood(judged(VARIABLES))).toEqual([]);
    const versions = { ok: false, failure: failure('SSV-CHEMIN-TABLES', { code: 'F680' }) } as const;
    expect(notGood(judged(VARIABLES, { versions }))).toEqual([
      'fix SSV-CHEMIN-TABLES',
      'fix SESAM-VARIABLES',
    ]);
  });

  it('is said to be whole, and the versions stand beside each other', () => {
    const found = new Map(judged(VARIABLES).map(({ id, found: text }) => [id, text]));
    expect(found.get('ssv.sesam')).toBe('sesam.ini complet\u00a0: /conf/sesam.ini');
    expect(found.get('ssv.fsv')).toBe(
      'FSV installé\u00a0: 1.40.14 (64\u00a0bits, utilisée), 1.40.9 (32\u00a0bits)',
    );
  });
});
