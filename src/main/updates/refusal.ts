import type { Failure } from '../../domain/failures/index.ts';

/** Carries a failure through electron-updater, which only knows exceptions. Never leaves this folder. */
export class UpdateRefused extends Error {
  readonly failure: Failure;

  constructor(failure: Failure) {
    super(failure.code);
    this.failure = failure;
  }
}
