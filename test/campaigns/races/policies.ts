/** The rules that the races put together. A test takes others in their place, to show that the counts can rise. */
import { witnessOf } from '../../../src/domain/identity/library-answer.ts';
import { advance, openingRefusal } from '../../../src/domain/launch/launch-policy.ts';
import { advanceVisit, beginVisit } from '../../../src/domain/launch/visit-policy.ts';
import { advancePin } from '../../../src/domain/practitioner/pin-policy.ts';
import { isOtherPatientsPage, readPlace } from '../../../src/domain/site/places.ts';

export const POLICIES = {
  advance,
  openingRefusal,
  witnessOf,
  beginVisit,
  advanceVisit,
  readPlace,
  isOtherPatientsPage,
  advancePin,
};

export type Policies = typeof POLICIES;
