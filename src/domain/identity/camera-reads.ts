/**
 * What a camera has seen, picture after picture, and when that counts as read. A pure function: the window feeds it and
 * obeys. The code's own correction can take a torn symbol for another one; two pictures do not tear it alike, and what
 * both say is still checked in full by `readInsDatamatrix`.
 */
import { looksLikeDatamatrix } from './datamatrix.ts';

/** What is known of the pictures so far. */
export interface CameraReads {
  /** What the last picture that showed a code said; null before there was one, or when it said several things. */
  readonly last: string | null;
  /** What was taken as read, so that the same paper is not read again and again. */
  readonly taken: string | null;
  /** Pictures in a row without any code. */
  readonly empty: number;
}

export const NOTHING_SEEN: CameraReads = { last: null, taken: null, empty: 0 };

export interface CameraStep {
  readonly state: CameraReads;
  /** A text that two pictures in a row agree on, once. */
  readonly code: string | null;
  /** The codes of several people lie before the camera: none of them is taken. */
  readonly several: boolean;
}

/** So many pictures without a code, and what lies before the camera next is another paper. */
const PUT_AWAY = 8;

/** Takes what one picture shows: the text of every code in it. */
export function takePicture(before: CameraReads, texts: readonly string[]): CameraStep {
  if (texts.length === 0) {
    const empty = before.empty + 1;
    return {
      state: empty >= PUT_AWAY ? { ...NOTHING_SEEN, empty } : { ...before, empty },
      code: null,
      several: false,
    };
  }
  // Documents carry other codes as well; beside the one of an identity they are not meant.
  const identities = texts.filter(looksLikeDatamatrix);
  const [text, ...others] = new Set(identities.length > 0 ? identities : texts);
  if (text === undefined || others.length > 0)
    return { state: { last: null, taken: null, empty: 0 }, code: null, several: identities.length > 0 };
  const wasTaken = before.taken === text;
  const isTaken = before.last === text && !wasTaken;
  return {
    state: { last: text, taken: isTaken || wasTaken ? text : null, empty: 0 },
    code: isTaken ? text : null,
    several: false,
  };
}
