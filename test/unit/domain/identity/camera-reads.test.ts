import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { NOTHING_SEEN, takePicture } from '../../../../src/domain/identity/camera-reads.ts';

const CLAIRE = `IS01${'0'.repeat(22)}S1285047599900181`;
const HUGO = `IS01${'0'.repeat(22)}S1183097599900274`;
const MEDICINE = '0103400930000019';

/** The codes that are read of pictures in a row, and whether the last of them showed several people. */
function look(pictures: readonly (readonly string[])[]): { codes: string[]; several: boolean } {
  let state = NOTHING_SEEN;
  let several = false;
  const codes: string[] = [];
  for (const texts of pictures) {
    const step = takePicture(state, texts);
    ({ state, several } = step);
    if (step.code !== null) codes.push(step.code);
  }
  return { codes, several };
}

describe('a code before the camera', () => {
  it('is read once two pictures agree, and only once while it lies there', () => {
    expect(look([[CLAIRE]]).codes).toEqual([]);
    expect(look([[CLAIRE], [CLAIRE]]).codes).toEqual([CLAIRE]);
    expect(look([[CLAIRE], [CLAIRE], [CLAIRE], [], [CLAIRE], [CLAIRE]]).codes).toEqual([CLAIRE]);
  });

  it('is read across a blurred picture, and not across another code', () => {
    expect(look([[CLAIRE], [], [CLAIRE]]).codes).toEqual([CLAIRE]);
    expect(look([[CLAIRE], [HUGO], [CLAIRE]]).codes).toEqual([]);
  });

  it('is read again when it was put away and comes back', () => {
    const away = Array.from({ length: 8 }, () => []);
    expect(look([[CLAIRE], [CLAIRE], ...away, [CLAIRE], [CLAIRE]]).codes).toEqual([CLAIRE, CLAIRE]);
    expect(look([[CLAIRE], ...away, [CLAIRE]]).codes).toEqual([]);
  });

  it('is not read beside the code of somebody else, which is said', () => {
    const both = [CLAIRE, HUGO];
    expect(look([both, both, both])).toEqual({ codes: [], several: true });
    expect(look([both, [CLAIRE]])).toEqual({ codes: [], several: false });
  });

  it('is read among its own copies on a sheet, and beside a code that is no identity', () => {
    expect(look([[CLAIRE, CLAIRE], [CLAIRE]]).codes).toEqual([CLAIRE]);
    expect(
      look([
        [MEDICINE, CLAIRE],
        [CLAIRE, MEDICINE],
      ]).codes,
    ).toEqual([CLAIRE]);
    expect(look([[MEDICINE], [MEDICINE]]).codes).toEqual([MEDICINE]);
  });

  it('is never one that two neighbouring pictures with codes did not both show alone', () => {
    const picture = fc.subarray([CLAIRE, HUGO, MEDICINE]);
    fc.assert(
      fc.property(fc.array(picture, { maxLength: 30 }), (pictures) => {
        let state = NOTHING_SEEN;
        pictures.forEach((texts, at) => {
          const step = takePicture(state, texts);
          state = step.state;
          if (step.code === null) return;
          const before = pictures.slice(0, at).findLast((each) => each.length > 0);
          const identities = (each: readonly string[] = []): readonly string[] =>
            each.filter((text) => text !== MEDICINE);
          const alone = (each: readonly string[] = []): readonly string[] =>
            identities(each).length > 0 ? identities(each) : each;
          expect(alone(texts)).toEqual([step.code]);
          expect(alone(before)).toEqual([step.code]);
        });
      }),
      { numRuns: 5_000 },
    );
  });
});
