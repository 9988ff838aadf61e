import { describe, expect, expectTypeOf, it } from 'vitest';
import {
  describeFailure,
  FAILURES,
  failure,
  type FailureCodeWith,
  type FailureHoles,
} from '../../../../src/domain/failures/index.ts';

describe('a failure', () => {
  it('is told with its details in their places', () => {
    const told = describeFailure(failure('SITE-ERREUR', { host: 'dmp.exemple.fr', status: '503' }));
    expect(told.sentence).toBe('Le site dmp.exemple.fr a répondu par l’erreur 503.');
  });

  it('sends nobody to the diagnosis, which may be where it is read: a button beside it leads there', () => {
    const texts = Object.values(FAILURES).flatMap(({ remedies }) => remedies);
    expect(texts.filter((text) => /\b(?:ouvrez|lancez|faites) le diagnostic\b/i.test(text))).toEqual([]);
  });

  it('keeps what only a helpdesk reads', () => {
    const made = failure('CRYPTOLIB-ERREUR', { error: 'CKR_DEVICE_ERROR', call: 'C_Login' });
    expect(made.detail).toEqual({ error: 'CKR_DEVICE_ERROR', call: 'C_Login' });
  });

  // What follows is held by the compiler (`npm run check`): each line is refused, or tsc says that it is not.
  it('cannot be made without what its texts have holes for', () => {
    // @ts-expect-error the reason is missing
    failure('SITE-INJOIGNABLE', { host: 'dmp.exemple.fr' });
    // @ts-expect-error its name is written wrongly
    failure('SITE-INJOIGNABLE', { host: 'dmp.exemple.fr', raison: 'coupé' });
    // @ts-expect-error there is no detail at all
    failure('SITE-INJOIGNABLE');
    // @ts-expect-error one of the two needs a name of a file
    failure<'INS-CLE' | 'CONFIG-ILLISIBLE'>('INS-CLE');
    expectTypeOf(failure('INS-CLE')).toEqualTypeOf(failure('SITE-INJOIGNABLE', { host: '', reason: '' }));
  });

  it('needs what title, sentence and remedies name', () => {
    expectTypeOf<FailureHoles<'SITE-ERREUR'>>().toEqualTypeOf<'host' | 'status'>();
    expectTypeOf<FailureHoles<'INS-CLE'>>().toBeNever();
    expectTypeOf<'SITE-ERREUR'>().toExtend<FailureCodeWith<'host' | 'status'>>();
    expectTypeOf<'SITE-ERREUR'>().not.toExtend<FailureCodeWith<'host'>>();
    expectTypeOf<'INS-CLE'>().toExtend<FailureCodeWith<never>>();
  });
});
