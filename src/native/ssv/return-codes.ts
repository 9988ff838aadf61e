import type { FailureCodeWith } from '../../domain/failures/index.ts';

/** A run of return codes that call for the same remedy. */
export interface ReturnCodeRow {
  readonly from: number;
  readonly to: number;
  readonly failure: FailureCodeWith<'code' | 'call'>;
  /** Session and protocol errors only: worth asking again, up to `MAX_RETRIES` times. */
  readonly retry: boolean;
}

export const OK = 0x0000;
/** `SGD_LireGroupeSuivant` has given every group: the normal end. */
export const NO_MORE_GROUPS = 0xf80b;
export const ALREADY_INITIALISED = 0xf670;
/** What F003 is when no PIN was given: the library demands one. */
export const WRONG_PIN = 0xf003;

/** "Wrong use of the library", which is also what a field number it does not know looks like. */
export function isWrongUse(code: number): boolean {
  return code >= 0xf800 && code <= 0xf80a;
}

/**
 * Every return code of `ssv-api.md` and `field.md` 7, in ranges that do not overlap.
 * `scripts/build-ssv-helper.mjs` turns this table into a C header: it must stay plain data.
 */
export const RETURN_CODES: readonly ReturnCodeRow[] = [
  { from: 0x0001, to: 0x0001, failure: 'SSV-GALSS-INTERNE', retry: false },
  { from: 0x0002, to: 0x0002, failure: 'SSV-GALSS-OCCUPE', retry: false },
  { from: 0x0004, to: 0x0004, failure: 'SSV-GALSS-OCCUPE', retry: false },
  { from: 0x0008, to: 0x0008, failure: 'SSV-GALSS-OCCUPE', retry: false },
  // No memory left for the card: another program has to let go first (field.md 7).
  { from: 0x0010, to: 0x0010, failure: 'SSV-GALSS-OCCUPE', retry: false },
  { from: 0x0020, to: 0x0020, failure: 'SSV-USAGE', retry: false },
  { from: 0x0040, to: 0x0040, failure: 'SSV-ECHANGE', retry: true },
  { from: 0x0080, to: 0x0080, failure: 'SSV-ECHANGE', retry: false },
  { from: 0x0100, to: 0x0100, failure: 'SSV-ECHANGE', retry: true },
  { from: 0x0200, to: 0x0200, failure: 'SSV-ECHANGE', retry: true },
  { from: 0x0400, to: 0x0400, failure: 'SSV-ECHANGE', retry: true },
  { from: 0x0800, to: 0x0800, failure: 'SSV-GALSS-OCCUPE', retry: true },
  { from: 0x1000, to: 0x1000, failure: 'SSV-USAGE', retry: false },
  { from: 0x2000, to: 0x2000, failure: 'SSV-RESSOURCE-INCONNUE', retry: false },
  { from: 0x4000, to: 0x4000, failure: 'SSV-USAGE', retry: false },
  { from: 0x8001, to: 0x8001, failure: 'SSV-GALSS-INI-ABSENT', retry: false },
  { from: 0x8002, to: 0x8002, failure: 'SSV-GALSS-ABSENT', retry: false },
  { from: 0x8003, to: 0x800b, failure: 'SSV-GALSS-INI-INVALIDE', retry: false },
  { from: 0x800c, to: 0x800c, failure: 'SSV-LECTEUR-INJOIGNABLE', retry: false },
  { from: 0x800d, to: 0x800d, failure: 'SSV-GALSS-INI-INVALIDE', retry: false },
  { from: 0x800e, to: 0x800e, failure: 'SSV-VERSIONS', retry: false },
  { from: 0x800f, to: 0x8011, failure: 'SSV-GALSS-INI-INVALIDE', retry: false },
  { from: 0x8012, to: 0x8014, failure: 'SSV-GALSS-INTERNE', retry: false },
  { from: 0x8020, to: 0x8020, failure: 'SSV-GALSS-INTERNE', retry: false },
  { from: 0xf001, to: 0xf001, failure: 'SSV-CPS-ABSENTE', retry: false },
  { from: 0xf003, to: 0xf003, failure: 'SSV-CODE-FAUX', retry: false },
  { from: 0xf004, to: 0xf004, failure: 'SSV-CPS-INVALIDE', retry: false },
  { from: 0xf011, to: 0xf011, failure: 'SSV-VITALE-ABSENTE', retry: false },
  { from: 0xf014, to: 0xf014, failure: 'SSV-VITALE-MUETTE', retry: false },
  { from: 0xf015, to: 0xf015, failure: 'SSV-VITALE-RETIREE', retry: false },
  { from: 0xf023, to: 0xf023, failure: 'SSV-AUTRE-ASSURE', retry: false },
  { from: 0xf026, to: 0xf026, failure: 'SSV-CARTES-MELANGEES', retry: false },
  { from: 0xf0ff, to: 0xf100, failure: 'SSV-LECTEUR', retry: false },
  { from: 0xf101, to: 0xf101, failure: 'SSV-RESSOURCE-INCONNUE', retry: false },
  { from: 0xf600, to: 0xf600, failure: 'SSV-USAGE', retry: false },
  { from: 0xf610, to: 0xf66f, failure: 'SSV-TABLES', retry: false },
  { from: 0xf670, to: 0xf670, failure: 'SSV-USAGE', retry: false },
  { from: 0xf680, to: 0xf680, failure: 'SSV-CHEMIN-TABLES', retry: false },
  { from: 0xf6f1, to: 0xf6f2, failure: 'SSV-DOSSIER-TRAVAIL', retry: false },
  { from: 0xf800, to: 0xf80b, failure: 'SSV-USAGE', retry: false },
  { from: 0xff21, to: 0xff21, failure: 'SSV-LECTEUR-ANCIEN', retry: false },
];
