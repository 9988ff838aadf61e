/**
 * The fictional holders of practitioners' cards, as data. Their subjects follow `cpx.md`; nobody here exists.
 */
export type CardType = 'CPS' | 'CPF' | 'CPE' | 'CPA';
export type PolicyClass = 'FORT' | 'STANDARD' | 'ELEMENTAIRE';
export type CertificateKind = 'authentication' | 'signature';

/** What a card's certificates say of its holder. Validity is in days from the day the materials are made. */
export interface LabPractitioner {
  readonly key: string;
  readonly cardType: CardType;
  readonly policyClass: PolicyClass;
  /** `real` is only a pretence of the real chain, made by the laboratory: no true authority signs it. */
  readonly chain: 'test' | 'real';
  /** Absent from a card without a person's name. */
  readonly person: { readonly name: string; readonly firstName: string } | null;
  readonly profession: string | null;
  /** 11 digits with a Luhn key, for CPS and CPF. */
  readonly rpps: string | null;
  readonly structure: { readonly name: string; readonly identifier: string } | null;
  /** Digits of the card's serial number, as in the token label `CPS3v3-<serial>`. */
  readonly cardSerial: string;
  readonly validity: { readonly fromDays: number; readonly toDays: number };
  readonly certificates: readonly CertificateKind[];
}

const BOTH: readonly CertificateKind[] = ['authentication', 'signature'];
const IN_DATE = { fromDays: -400, toDays: 695 };
const STRUCTURE = { name: 'CABINET DES TILLEULS', identifier: '0B0261234' };

function cps(key: string, rest: Partial<LabPractitioner> & Pick<LabPractitioner, 'rpps' | 'cardSerial'>) {
  return {
    key,
    cardType: 'CPS',
    policyClass: 'FORT',
    chain: 'test',
    person: { name: 'PRATICIEN', firstName: 'ANNE' },
    profession: 'Médecin',
    structure: null,
    validity: IN_DATE,
    certificates: BOTH,
    ...rest,
  } satisfies LabPractitioner;
}

function employee(
  key: string,
  rest: Partial<LabPractitioner> & Pick<LabPractitioner, 'cardSerial'>,
): LabPractitioner {
  return {
    key,
    cardType: 'CPE',
    policyClass: 'STANDARD',
    chain: 'test',
    person: { name: 'ACCUEIL', firstName: 'JEANNE' },
    profession: null,
    rpps: null,
    structure: STRUCTURE,
    validity: IN_DATE,
    certificates: BOTH,
    ...rest,
  };
}

/** Every card of the laboratory, by a name that tests and the demonstration use. */
export const LAB_PRACTITIONERS = {
  cps: cps('cps', { rpps: rppsOf('9970000001'), cardSerial: '2800000001' }),
  /** A colleague, for two cards in two readers. */
  'cps-remplacant': cps('cps-remplacant', {
    person: { name: 'REMPLACANT', firstName: 'BRUNO' },
    rpps: rppsOf('9970000002'),
    cardSerial: '2800000002',
  }),
  cpf: cps('cpf', {
    cardType: 'CPF',
    person: { name: 'INTERNE', firstName: 'CHLOE' },
    rpps: rppsOf('9970000003'),
    cardSerial: '2800000003',
  }),
  cpe: employee('cpe', { cardSerial: '2800000004' }),
  'cpe-anonyme': employee('cpe-anonyme', {
    policyClass: 'ELEMENTAIRE',
    person: null,
    cardSerial: '2800000005',
  }),
  cpa: employee('cpa', {
    cardType: 'CPA',
    person: { name: 'AUTORISE', firstName: 'MARC' },
    cardSerial: '2800000006',
  }),
  'cps-expiree': cps('cps-expiree', {
    rpps: rppsOf('9970000007'),
    cardSerial: '2800000007',
    validity: { fromDays: -1100, toDays: -30 },
  }),
  'cps-pas-encore-valable': cps('cps-pas-encore-valable', {
    rpps: rppsOf('9970000008'),
    cardSerial: '2800000008',
    validity: { fromDays: 10, toDays: 1105 },
  }),
  'cps-bientot-expiree': cps('cps-bientot-expiree', {
    rpps: rppsOf('9970000009'),
    cardSerial: '2800000009',
    validity: { fromDays: -1050, toDays: 45 },
  }),
  'cps-reelle': cps('cps-reelle', {
    chain: 'real',
    rpps: rppsOf('9970000010'),
    cardSerial: '2800000010',
  }),
  'cps-sans-authentification': cps('cps-sans-authentification', {
    rpps: rppsOf('9970000011'),
    cardSerial: '2800000011',
    certificates: ['signature'],
  }),
} as const satisfies Readonly<Record<string, LabPractitioner>>;

export type PractitionerKey = keyof typeof LAB_PRACTITIONERS;

/** The last byte of the card-type extension (`cpx.md`). */
export const CARD_TYPE_BYTES: Readonly<Record<CardType, number>> = { CPS: 0, CPF: 1, CPE: 2, CPA: 3 };

/** « Dr A. PRATICIEN » for a doctor, « Jeanne ACCUEIL »-like otherwise, the structure for a card without a name. */
export function displayName(practitioner: LabPractitioner): string {
  if (practitioner.person === null) {
    return practitioner.structure?.name ?? practitioner.cardSerial;
  }
  const { name, firstName } = practitioner.person;
  const title = practitioner.profession === 'Médecin' ? 'Dr ' : '';
  return `${title}${firstName.charAt(0)}. ${name}`;
}

/** The subject's CN: `8` and the RPPS number, or `<structure>/<serial>`. */
export function commonName(practitioner: LabPractitioner): string {
  return practitioner.rpps === null
    ? `${practitioner.structure?.identifier ?? ''}/${practitioner.cardSerial}`
    : `8${practitioner.rpps}`;
}

/** Ten digits and their Luhn key. */
function rppsOf(tenDigits: string): string {
  let sum = 0;
  Array.from(tenDigits)
    .reverse()
    .forEach((digit, index) => {
      const value = Number(digit) * (index % 2 === 0 ? 2 : 1);
      sum += value > 9 ? value - 9 : value;
    });
  return `${tenDigits}${(10 - (sum % 10)) % 10}`;
}
