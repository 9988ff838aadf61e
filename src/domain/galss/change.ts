/** A repair of galss.ini, as it is shown and handed over. */

/** One line of a repair, for people: `where` names it, the others are empty where there was or will be nothing. */
export interface GalssChange {
  readonly where: string;
  readonly before: string;
  readonly after: string;
}

export interface GalssPlan {
  readonly changes: readonly GalssChange[];
  /** The whole repaired file. */
  readonly text: string;
}
