import { expect, it } from 'vitest';
import { cameraFailure } from '../../../../src/domain/identity/camera-failure.ts';

it.each([
  ['NotAllowedError', 'CAMERA-REFUSEE'],
  ['SecurityError', 'CAMERA-REFUSEE'],
  ['NotFoundError', 'CAMERA-ABSENTE'],
  ['OverconstrainedError', 'CAMERA-ABSENTE'],
  ['NotReadableError', 'CAMERA-OCCUPEE'],
  ['AbortError', 'CAMERA-OCCUPEE'],
  ['', 'CAMERA-OCCUPEE'],
])('%s of a browser is %s', (name, code) => {
  expect(cameraFailure(name)).toEqual({ code });
});
