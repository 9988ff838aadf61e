import { failure, type Failure } from '../failures/index.ts';

/**
 * What a browser's refusal to give a camera means, by the name that the Media Capture standard gives it; any other is
 * a camera that is there and does not answer.
 */
export function cameraFailure(name: string): Failure {
  switch (name) {
    case 'NotAllowedError':
    case 'SecurityError':
      return failure('CAMERA-REFUSEE');
    case 'NotFoundError':
    case 'OverconstrainedError':
      return failure('CAMERA-ABSENTE');
    default:
      return failure('CAMERA-OCCUPEE');
  }
}

/** What would read the pictures cannot be run. */
export const DECODER_FAILURE: Failure = failure('CAMERA-LECTURE');
