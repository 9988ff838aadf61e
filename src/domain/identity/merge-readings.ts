/**
 * Two reads of the same card made into one: the direct read that is already on screen, and the vendor library's
 * that knows certified numbers and qualities. What is shown never moves; it only gets more precise.
 */
import type { Beneficiary, VitaleReading } from './beneficiary.ts';
import { parseCardDate } from './card-date.ts';
import { deriveInsForReading, type MergedBeneficiary, type MergedReading } from './ins-derivation.ts';
import { insMatriculeOrNull, type InsMatricule } from './ins.ts';
import type { LibraryWitness } from './library-answer.ts';
import { personKeysInSources } from './person.ts';

/** One person as one source gives them. */
interface Seen {
  readonly person: Beneficiary;
  readonly source: 'direct' | 'library';
  readonly keys: readonly string[];
  /** The numbers that this source says are this very person's. */
  readonly own: readonly InsMatricule[];
}

/** Everyone who may be one and the same person: a sure match has one in each source. */
interface Group {
  readonly direct: readonly Seen[];
  readonly library: readonly Seen[];
}

/** What the library prints for the whole card: the insured person's number, whoever it stands beside. */
type CardNumbers = ReadonlySet<InsMatricule>;

function numbersAmong(fields: readonly (string | null)[]): readonly InsMatricule[] {
  return fields.map(insMatriculeOrNull).filter((number) => number !== null);
}

function seenDirectly(reading: VitaleReading): readonly Seen[] {
  const decisions = deriveInsForReading(reading);
  return reading.beneficiaries.map((person, place): Seen => {
    const decision = decisions[place];
    const own = decision?.usable === true ? [decision.ins] : [];
    return { person, source: 'direct', keys: personKeysInSources(person), own };
  });
}

function seenByLibrary(reading: VitaleReading): readonly Seen[] {
  return reading.beneficiaries.map((person): Seen => {
    const own = numbersAmong([person.certifiedNir, person.quality === 0 ? person.nir : null]);
    return { person, source: 'library', keys: personKeysInSources(person), own };
  });
}

/** Everyone reachable from one person by common keys, the person included. */
function reachableFrom(start: Seen, everyone: readonly Seen[]): ReadonlySet<Seen> {
  const reached = new Set([start]);
  // A set visits what is added while it is walked through.
  for (const one of reached)
    for (const other of everyone) if (other.keys.some((key) => one.keys.includes(key))) reached.add(other);
  return reached;
}

function groupPeople(everyone: readonly Seen[]): readonly Group[] {
  const groups: Group[] = [];
  const placed = new Set<Seen>();
  for (const start of everyone) {
    if (placed.has(start)) continue;
    const reached = reachableFrom(start, everyone);
    reached.forEach((one) => placed.add(one));
    const members = everyone.filter((one) => reached.has(one));
    groups.push({
      direct: members.filter(({ source }) => source === 'direct'),
      library: members.filter(({ source }) => source === 'library'),
    });
  }
  return groups;
}

const isInBoth = ({ direct, library }: Group): boolean => direct.length > 0 && library.length > 0;

/** Whether the two sources say different things of one person that both know. */
function disagree(direct: Seen, library: Seen, cardNumbers: CardNumbers): boolean {
  const insuredNumber = library.person.quality === 0 ? numbersAmong([direct.person.nir]) : [];
  const differs = [...direct.own, ...insuredNumber].some((number) =>
    library.own.some((other) => other !== number),
  );
  const isDependant = library.person.quality !== null && library.person.quality !== 0;
  const isGivenToInsured =
    isDependant && direct.own.some((number) => cardNumbers.has(number) && !library.own.includes(number));
  return differs || isGivenToInsured;
}

/** Everyone on whom the sources disagree, or who cannot be told from a namesake. */
function findContradicted(groups: readonly Group[], cardNumbers: CardNumbers): ReadonlySet<Seen> {
  const everyone = groups.flatMap(({ direct, library }) => [...direct, ...library]);
  // Two lists without one person in common are two cards: nothing of one may be trusted for the other.
  const areTwoCards = !groups.some(isInBoth) && new Set(everyone.map(({ source }) => source)).size === 2;
  if (areTwoCards) return new Set(everyone);

  const contradicted = new Set<Seen>();
  for (const group of groups) {
    const [direct, ...namesakes] = group.direct;
    const [library, ...libraryNamesakes] = group.library;
    if (!direct || !library) continue;
    // A name without a date of birth is not a person: the library may have read another card with a namesake.
    const isUndated = parseCardDate(direct.person.birthDate).year === null;
    const isUnsure = isUndated || namesakes.length > 0 || libraryNamesakes.length > 0;
    if (isUnsure || disagree(direct, library, cardNumbers))
      [...group.direct, ...group.library].forEach((one) => contradicted.add(one));
  }
  for (const [direct, library] of sameNumberElsewhere(groups)) contradicted.add(direct).add(library);
  return contradicted;
}

/** Pairs in which the library gives another person the number that the direct read derives for someone. */
function sameNumberElsewhere(groups: readonly Group[]): readonly (readonly [Seen, Seen])[] {
  const known = groups.flatMap(({ library }) => library);
  return groups.flatMap((group) =>
    group.direct.flatMap((direct) =>
      known
        .filter(
          (other) =>
            !group.library.includes(other) && other.own.some((number) => direct.own.includes(number)),
        )
        .map((other) => [direct, other] as const),
    ),
  );
}

/**
 * The number in a person's template stays theirs to claim unless the library knows them as a dependant
 * and it is, or might be, the insured person's.
 */
function keepsOwnTemplate(direct: Beneficiary, library: Beneficiary, cardNumbers: CardNumbers): boolean {
  const [template] = numbersAmong([direct.nir]);
  if (template === undefined || direct.quality !== null) return false;
  return library.quality === null || (cardNumbers.size > 0 && !cardNumbers.has(template));
}

function refine(
  { person: direct }: Seen,
  { person: library }: Seen,
  contradicted: boolean,
  cardNumbers: CardNumbers,
): MergedBeneficiary {
  const directNumberIsSound = numbersAmong([direct.nir]).length > 0;
  return {
    // The names as they were first shown.
    name: direct.name,
    firstName: direct.firstName,
    birthDate: direct.birthDate,
    birthName: direct.birthName ?? library.birthName,
    birthRank: library.birthRank ?? direct.birthRank,
    nir: directNumberIsSound ? direct.nir : (library.nir ?? direct.nir),
    certifiedNir: library.certifiedNir ?? direct.certifiedNir,
    quality: library.quality ?? direct.quality,
    unreadable: direct.unreadable,
    findings: { ownTemplate: keepsOwnTemplate(direct, library, cardNumbers), contradicted },
  };
}

/**
 * Merges the vendor library's read of a card into the direct read of the same card.
 * People are matched by name, first name and birth date. The direct read's people keep their order and their
 * places; the library's other people follow. Someone on whom the sources disagree is marked, and gets no INS.
 * @param witness who says that both read the same card: where it is a person whom they share, the library's other
 * people may be on another card (a child is on both parents'), and get no INS
 */
export function mergeReadings(
  direct: VitaleReading,
  library: VitaleReading,
  witness: LibraryWitness = 'reader',
): MergedReading {
  const shown = seenDirectly(direct);
  const groups = groupPeople([...shown, ...seenByLibrary(library)]);
  const cardNumbers: CardNumbers = new Set(numbersAmong(library.beneficiaries.map(({ nir }) => nir)));
  const contradicted = findContradicted(groups, cardNumbers);

  const refinements = new Map<Seen, Seen>();
  const added: Seen[] = [];
  for (const group of groups) {
    const [first] = group.direct;
    const [match] = group.library;
    if (first && match && group.direct.length === 1 && group.library.length === 1)
      refinements.set(first, match);
    // Among namesakes nobody is refined; only those in excess of what is shown are new people.
    else added.push(...group.library.slice(group.direct.length));
  }

  const kept = shown.map((seen): MergedBeneficiary => {
    const match = refinements.get(seen);
    const isContradicted = contradicted.has(seen);
    if (match) return refine(seen, match, isContradicted, cardNumbers);
    const ownTemplate = seen.person.quality === null;
    return { ...seen.person, findings: { ownTemplate, contradicted: isContradicted } };
  });
  const appended = added.map((seen): MergedBeneficiary => ({
    ...seen.person,
    findings: { ownTemplate: false, contradicted: witness === 'person' || contradicted.has(seen) },
  }));
  return {
    source: 'merged',
    card: direct.card,
    beneficiaries: [...kept, ...appended],
    validFrom: direct.validFrom ?? library.validFrom,
    // Only the vendor's library tells test cards from real ones.
    test: library.test ?? direct.test,
  };
}
