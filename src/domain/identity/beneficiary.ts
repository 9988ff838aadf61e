/**
 * A date as cards write it: 8 digits `AAAAMMJJ`.
 * Month `00` or above `12` and day `00` exist (lunar or unknown dates) and mean "not known".
 */
export type CardDate = string;

/** How the insured person's family is related on the card (quality codes of the SSV manual, field 104/14). */
export type QualityCode = 0 | 1 | 2 | 3 | 4 | 5 | 6 | 8 | 9;

/** One person on a carte Vitale, whatever the component that read it. */
export interface Beneficiary {
  /** Usual name (nom d’usage) as printed on the card, trimmed. */
  readonly name: string;
  /** Birth name, when the source gives it apart from the usual name. */
  readonly birthName: string | null;
  readonly firstName: string;
  readonly birthDate: CardDate;
  /** 1 for most people; tells twins apart. Only the vendor's library gives it. */
  readonly birthRank: number | null;
  /** The 15 characters of the NIR in this person's own template; on a family card it may be the insured person's. */
  readonly nir: string | null;
  /** The beneficiary's own NIR, certified, 15 characters; only the vendor's library gives it. */
  readonly certifiedNir: string | null;
  readonly quality: QualityCode | null;
  /** A part of the name could not be read: it is shown as far as it goes, and nothing is opened for it. */
  readonly unreadable?: true | undefined;
}

/** What one read of one carte Vitale gave: all the persons or nothing. */
export interface VitaleReading {
  readonly source: 'pcsc' | 'ssv';
  readonly card: 'vitale-1' | 'vitale-2';
  readonly beneficiaries: readonly Beneficiary[];
  /** `AAAAMMJJ`, when the card gives it. */
  readonly validFrom: CardDate | null;
  /** Whether the card is a test card, where it can be known. */
  readonly test: boolean | null;
}
