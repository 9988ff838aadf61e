/**
 * A test authority that imitates IGC-Santé: the names, key usages and the card-type extension of `cpx.md`.
 * The roots' names are the laboratory's own choice; the reference only gives those of the issuing authorities.
 */
import {
  EXTENDED_KEY_USAGES,
  createAuthority,
  daysFrom,
  issueLeaf,
  type Authority,
  type Issued,
  type Subject,
} from './certificates.ts';
import {
  CARD_TYPE_BYTES,
  commonName,
  type CertificateKind,
  type LabPractitioner,
  type PolicyClass,
} from './practitioners.ts';

export type Chain = 'test' | 'real';
export type Domain = 'PERSONNES' | 'ORGANISATIONS';

const CLASSES: readonly PolicyClass[] = ['FORT', 'STANDARD', 'ELEMENTAIRE'];
const DOMAINS: readonly Domain[] = ['PERSONNES', 'ORGANISATIONS'];
const CARD_TYPE_OID = '1.2.250.1.71.1.2.2';

export interface IgcSante {
  readonly root: Authority;
  readonly issuers: Readonly<Record<Domain, Readonly<Record<PolicyClass, Authority>>>>;
}

/** The root and six issuing authorities of one chain. */
export async function createIgcSante(chain: Chain, now: Date): Promise<IgcSante> {
  const validity = { notBefore: daysFrom(now, -3650), notAfter: daysFrom(now, 3650) };
  const root = await createAuthority(authorityName(chain, 'AC RACINE IGC-SANTE LABORATOIRE'), validity);
  const domain = async (name: Domain) => {
    const [fort, standard, elementaire] = await Promise.all(
      CLASSES.map((policyClass) =>
        createAuthority(authorityName(chain, `AC IGC-SANTE ${policyClass} ${name}`), validity, root),
      ),
    );
    if (fort === undefined || standard === undefined || elementaire === undefined) {
      throw new Error('one authority per class was expected');
    }
    return { FORT: fort, STANDARD: standard, ELEMENTAIRE: elementaire };
  };
  const [persons, organisations] = await Promise.all(DOMAINS.map(domain));
  if (persons === undefined || organisations === undefined) {
    throw new Error('one set of authorities per domain was expected');
  }
  return { root, issuers: { PERSONNES: persons, ORGANISATIONS: organisations } };
}

/** One of the two certificates of a card. */
export async function issueCardCertificate(
  igc: IgcSante,
  practitioner: LabPractitioner,
  kind: CertificateKind,
  now: Date,
): Promise<Issued> {
  return issueLeaf(igc.issuers.PERSONNES[practitioner.policyClass], {
    subject: practitionerSubject(practitioner),
    validity: {
      notBefore: daysFrom(now, practitioner.validity.fromDays),
      notAfter: daysFrom(now, practitioner.validity.toDays),
    },
    keyType: 'rsa',
    keyUsage: kind,
    extendedKeyUsages:
      kind === 'authentication' ? [EXTENDED_KEY_USAGES.clientAuth, EXTENDED_KEY_USAGES.smartCardLogon] : [],
    extensions: [
      { oid: CARD_TYPE_OID, der: Uint8Array.of(0x02, 0x01, CARD_TYPE_BYTES[practitioner.cardType]) },
    ],
  });
}

/** A structure's certificate, good for client authentication but not a person's: the launcher must not take it. */
export async function issueOrganisationCertificate(igc: IgcSante, now: Date): Promise<Issued> {
  return issueLeaf(igc.issuers.ORGANISATIONS.FORT, {
    subject: [
      { C: 'FR' },
      { O: 'CABINET DES TILLEULS' },
      { OU: '0B0261234' },
      { CN: 'cabinet-des-tilleuls.lab.test' },
    ],
    validity: { notBefore: daysFrom(now, -100), notAfter: daysFrom(now, 995) },
    keyType: 'rsa',
    keyUsage: 'authentication',
    extendedKeyUsages: [EXTENDED_KEY_USAGES.clientAuth],
  });
}

function authorityName(chain: Chain, commonNameText: string): Subject {
  return [
    { C: 'FR' },
    { O: 'ASIP-SANTE' },
    { OU: '0002 187512751' },
    { OU: chain === 'test' ? 'IGC-SANTE TEST' : 'IGC-SANTE' },
    { CN: chain === 'test' ? `TEST ${commonNameText}` : commonNameText },
  ];
}

/** `CN`, `SN` and `GN` share one RDN, as on real cards: that is what breaks string splitting. */
function practitionerSubject(practitioner: LabPractitioner): Subject {
  const { person, profession, structure } = practitioner;
  return [
    { C: 'FR' },
    ...(structure === null ? [] : [{ O: structure.name }, { OU: structure.identifier }]),
    ...(profession === null ? [] : [{ T: profession }]),
    {
      CN: commonName(practitioner),
      ...(person === null ? {} : { SN: person.name, G: person.firstName }),
    },
  ];
}
