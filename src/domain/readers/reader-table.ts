/**
 * Readers and slots recognised by their PC/SC names, as data: the table of field.md 4, line by line, and the words
 * by which other makers name a contactless slot. A name that matches no line is a contact slot for any card.
 */

/** What lies in a slot is read by its contacts, without them, or is no card at all. */
export type SlotNature = 'contact' | 'contactless' | 'virtual';

/** Which card the maker or the field puts there; `any` where nothing tells. */
export type SlotUse = 'cps' | 'vitale' | 'third' | 'any';

export interface ReaderLine {
  /** A name of this line, for the test and for whoever reads the table. */
  readonly example: string;
  readonly pattern: RegExp;
  readonly model: string;
  readonly nature: SlotNature;
  readonly use: SlotUse;
  /** False where the same name may be another slot after a restart: then nothing is concluded from the name alone. */
  readonly settled: boolean;
  /** Certainty of field.md (A, B), or `word`: the name says it in so many letters. */
  readonly source: 'A' | 'B' | 'word';
}

const contact = { nature: 'contact', use: 'any', settled: true } as const;

/** The first line that matches counts. Patterns see the name with single spaces and without spaces at its ends. */
export const READER_TABLE: readonly ReaderLine[] = [
  {
    example: 'Windows Hello for Business 1',
    pattern: /^windows hello\b/i,
    model: 'Windows Hello',
    nature: 'virtual',
    use: 'any',
    settled: true,
    source: 'A',
  },
  {
    example: 'Microsoft Virtual Smart Card 0',
    pattern: /\bvirtual smart ?card\b/i,
    model: 'TPM',
    nature: 'virtual',
    use: 'any',
    settled: true,
    source: 'word',
  },
  ...telium(1, 'cps', 'contact'),
  ...telium(2, 'vitale', 'contact'),
  // «Third slot»: contactless on the models that have one (issue of the field, field.md 2.1 and 4).
  ...telium(3, 'third', 'contactless'),
  {
    ...contact,
    example: 'OLAQIN 0 TL VITALACT 1 0',
    pattern: /^olaqin (?:\d+ )?tl vitalact 1\b/i,
    model: 'Olaqin Vital’Act',
    use: 'cps',
    source: 'B',
  },
  {
    ...contact,
    example: 'OLAQIN 0 TL VITALACT 2 0',
    pattern: /^olaqin (?:\d+ )?tl vitalact 2\b/i,
    model: 'Olaqin Vital’Act',
    use: 'vitale',
    source: 'B',
  },
  {
    ...contact,
    example: 'Identive CLOUD 2700 R Smart Card Reader 1',
    pattern: /^identiv?e cloud 2700 r\b/i,
    model: 'Identive CLOUD 2700 R',
    settled: false,
    source: 'A',
  },
  {
    ...contact,
    example: 'FEI Smart Card CPS 0',
    pattern: /^fei smart card cps\b/i,
    model: 'FEI',
    use: 'cps',
    source: 'A',
  },
  {
    ...contact,
    example: 'FEI Smart Card CV1 0',
    pattern: /^fei smart card cv\d\b/i,
    model: 'FEI',
    use: 'vitale',
    source: 'A',
  },
  {
    example: 'FEI Smart Card NFC 0',
    pattern: /^fei smart card nfc\b/i,
    model: 'FEI',
    nature: 'contactless',
    use: 'third',
    settled: true,
    source: 'A',
  },
  {
    example: 'FEI USB Card Reader/QR Scanner 02',
    pattern: /^fei usb card reader\b.* 02$/i,
    model: 'FEI (macOS)',
    nature: 'contactless',
    use: 'third',
    settled: false,
    source: 'A',
  },
  {
    ...contact,
    example: 'FEI USB Card Reader/QR Scanner',
    pattern: /^fei usb card reader\b/i,
    model: 'FEI (macOS)',
    settled: false,
    source: 'A',
  },
  {
    example: 'Kapelse CCID Interface CLESS slot2 0',
    pattern: /^kapelse\b.*\bcless\b/i,
    model: 'Kapelse',
    nature: 'contactless',
    use: 'third',
    settled: true,
    source: 'A',
  },
  {
    ...contact,
    example: 'Kapelse CCID Interface slot0 0',
    pattern: /^kapelse\b.*\bslot0\b/i,
    model: 'Kapelse',
    use: 'cps',
    source: 'A',
  },
  {
    ...contact,
    example: 'Kapelse CCID Interface slot1 0',
    pattern: /^kapelse\b.*\bslot1\b/i,
    model: 'Kapelse',
    use: 'vitale',
    source: 'A',
  },
  {
    ...contact,
    example: 'F600 F600 Smart Card Reader 02',
    pattern: /^f600 f600\b/i,
    model: 'F600',
    settled: false,
    source: 'B',
  },
  {
    ...contact,
    example: 'SMSC SMSC USX101x Reader  1',
    pattern: /^smsc smsc usx101x reader (?:0?1)$/i,
    model: 'SMSC USX101x',
    use: 'vitale',
    source: 'A',
  },
  {
    ...contact,
    example: 'SMSC SMSC USX101x Reader  0',
    pattern: /^smsc smsc usx101x reader(?: 0+)?$/i,
    model: 'SMSC USX101x',
    use: 'cps',
    source: 'A',
  },
  {
    ...contact,
    example: 'Gemalto USB Smart Card Reader 0',
    pattern: /^gemalto usb smart card reader\b/i,
    model: 'Gemalto',
    source: 'B',
  },
  {
    example: 'ACS ACR1252 1S CL Reader PICC 0',
    pattern: /\b(?:nfc|cless|contactless|picc|cl)\b/i,
    model: '',
    nature: 'contactless',
    use: 'third',
    settled: true,
    source: 'word',
  },
];

/** Ingenico and Olaqin TELIUM: `Ingenico 0 TL TELIUM 1 0` on Windows, `Ingenico TL TELIUM(1)` on macOS. */
function telium(slot: number, use: SlotUse, nature: SlotNature): ReaderLine[] {
  const number = String(slot);
  const common = { model: 'Ingenico TELIUM', nature, use, settled: true, source: 'A' } as const;
  return [
    {
      ...common,
      example: `Ingenico 0 TL TELIUM ${number} 0`,
      pattern: new RegExp(`^(?:ingenico|olaqin) (?:\\d+ )?tl telium ${number}\\b`, 'i'),
    },
    {
      ...common,
      example: `Ingenico TL TELIUM(${number})`,
      pattern: new RegExp(`^(?:ingenico|olaqin) (?:\\d+ )?tl telium ?\\(${number}\\)`, 'i'),
    },
  ];
}
