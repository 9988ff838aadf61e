import type { Beneficiary, QualityCode } from '../../domain/identity/beneficiary.ts';
import { failure } from '../../domain/failures/index.ts';
import { failed, success, type Result } from '../../domain/result.ts';
import type { RequestResult } from '../../borders/native.ts';
import type { FieldPlan, GroupRecord } from './session.ts';

type VitaleReading = RequestResult<'ssv', 'readVitale'>;

/** Which group and fields hold what, in one generation of the library. Numbers are those of `ssv-api.md`. */
interface Layout {
  readonly card: { readonly group: number; readonly nir: number; readonly nirKey: number };
  readonly person: {
    readonly group: number;
    readonly usualName: number;
    readonly birthName: number;
    readonly firstName: number;
    readonly birthDate: number;
    readonly birthRank: number;
    readonly quality: number;
    readonly certifiedNir: number | null;
    readonly certifiedNirKey: number | null;
  };
}

const CURRENT: Layout = {
  card: { group: 101, nir: 8, nirKey: 9 },
  person: {
    group: 104,
    usualName: 1,
    birthName: 2,
    firstName: 3,
    certifiedNir: 9,
    certifiedNirKey: 10,
    birthDate: 12,
    birthRank: 13,
    quality: 14,
  },
};

const OLDER: Layout = {
  card: { group: 40, nir: 4, nirKey: 5 },
  person: {
    group: 41,
    usualName: 1,
    birthName: 2,
    firstName: 3,
    birthDate: 5,
    birthRank: 6,
    quality: 7,
    certifiedNir: null,
    certifiedNirKey: null,
  },
};

/** The only fields of a Vitale that are ever asked for: no serial, address, scheme, right or coverage. */
export const VITALE_PLAN: FieldPlan = new Map(
  [CURRENT, OLDER].flatMap(({ card, person }): [number, number[]][] => [
    [card.group, [card.nir, card.nirKey]],
    [
      person.group,
      Object.entries(person)
        .flatMap(([name, field]) => (name === 'group' || field === null ? [] : [field]))
        .sort((one, other) => one - other),
    ],
  ]),
);

const MAX_BENEFICIARIES = 99;
const MAX_NAME = 64;
const NUMBER_WITH_KEY = 15;
const QUALITIES: readonly QualityCode[] = [0, 1, 2, 3, 4, 5, 6, 8, 9];

/**
 * Turns the groups of one Vitale into a reading: all the persons, or SSV-REPONSE with the `group/field` that is
 * wrong (never its content). Whether a number's key is right is for the INS rules to judge.
 */
export function toVitaleReading(
  records: readonly GroupRecord[],
  card: VitaleReading['card'],
): Result<VitaleReading> {
  const layout = records.some((record) => record.group === CURRENT.person.group) ? CURRENT : OLDER;
  const people = records.filter((record) => record.group === layout.person.group);
  const holder = records.find((record) => record.group === layout.card.group);
  if (people.length === 0 || people.length > MAX_BENEFICIARIES) return wrong(CURRENT.person.group);
  if (holder === undefined) return wrong(layout.card.group);
  const cardNir = numberWithKey(holder, layout.card.nir, layout.card.nirKey);
  if (!cardNir.ok) return cardNir;
  const beneficiaries: Beneficiary[] = [];
  for (const person of people) {
    const beneficiary = toBeneficiary(person, layout.person, cardNir.value);
    if (!beneficiary.ok) return beneficiary;
    beneficiaries.push(beneficiary.value);
  }
  return success({ source: 'ssv', card, beneficiaries, validFrom: null, test: null });
}

function toBeneficiary(
  record: GroupRecord,
  layout: Layout['person'],
  cardNir: string | null,
): Result<Beneficiary> {
  const text = (field: number): string => record.fields.get(field) ?? '';
  const birthName = text(layout.birthName);
  const name = text(layout.usualName) || birthName;
  const firstName = text(layout.firstName);
  const birthDate = text(layout.birthDate);
  const birthRank = text(layout.birthRank);
  if (name === '' || name.length > MAX_NAME) return wrong(layout.group, layout.usualName);
  if (birthName.length > MAX_NAME) return wrong(layout.group, layout.birthName);
  if (firstName.length > MAX_NAME) return wrong(layout.group, layout.firstName);
  if (!/^[0-9]{8}$/.test(birthDate)) return wrong(layout.group, layout.birthDate);
  if (!/^0?[0-9]?$/.test(birthRank)) return wrong(layout.group, layout.birthRank);
  const certifiedNir = certifiedNirOf(record, layout);
  if (!certifiedNir.ok) return certifiedNir;
  const quality = qualityOf(text(layout.quality));
  return success({
    name,
    birthName: birthName === '' ? null : birthName,
    firstName,
    birthDate,
    birthRank: birthRank === '' ? null : Number(birthRank),
    // The card's number is the insured person's own and nobody else's: it is given to that person alone.
    nir: quality === 0 ? cardNir : null,
    certifiedNir: certifiedNir.value,
    quality,
  });
}

function certifiedNirOf(record: GroupRecord, layout: Layout['person']): Result<string | null> {
  if (layout.certifiedNir === null || layout.certifiedNirKey === null) return success(null);
  return numberWithKey(record, layout.certifiedNir, layout.certifiedNirKey);
}

/** Number and key as one text; null when the card has no number there. */
function numberWithKey(record: GroupRecord, number: number, key: number): Result<string | null> {
  const digits = record.fields.get(number) ?? '';
  if (digits === '') return success(null);
  const whole = digits + (record.fields.get(key) ?? '');
  return whole.length > NUMBER_WITH_KEY ? wrong(record.group, number) : success(whole);
}

/** A code that the manual does not name says nothing of the person: null, from which no right follows. */
function qualityOf(text: string): QualityCode | null {
  return QUALITIES.find((quality) => text === String(quality) || text === `0${String(quality)}`) ?? null;
}

function wrong(group: number, field?: number): Result<never> {
  const place = field === undefined ? String(group) : `${String(group)}/${String(field)}`;
  return failed(failure('SSV-REPONSE', { field: place }));
}
