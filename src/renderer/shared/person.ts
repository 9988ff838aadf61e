/** How the windows write a person: the domain's own words, on what the contract lets through. */
import {
  birthLine as domainBirthLine,
  formalName,
  initials as domainInitials,
  maskIns,
  spokenName as domainSpokenName,
  usualNameNote,
} from '../../domain/identity/person.ts';
import { formatCardDate } from '../../domain/identity/card-date.ts';
import { interfaceTexts } from '../../domain/texts/fr/index.ts';
import type { Person } from '../../borders/windows/index.ts';

/** `MARTIN Claire`. */
export function listName(person: Person): string {
  return formalName(person);
}

/** `Claire MARTIN`. */
export function spokenName(person: Person): string {
  return domainSpokenName(person);
}

/** `CM`. */
export function initials(person: Person): string {
  return domainInitials(person);
}

/** `née le 12/04/1985 · 41 ans · assurée`; `insured` adds the last part; a usual name that differs follows. */
export function birthLine(person: Person, insured: boolean, today = new Date()): string {
  const line = domainBirthLine(person.birthDate, person.sex, today);
  const parts = [line, insured ? interfaceTexts.person.insured(person.sex) : null, usualNameNote(person)];
  return parts.filter((part) => part !== null).join(' · ');
}

/** `12/04/1985`; null where the card says nothing of it. */
export function birthDay({ birthDate }: Person): string | null {
  return formatCardDate(birthDate);
}

/** `20 48`: the last four characters, in two groups. */
export function insTail(tail: string): string {
  return `${tail.slice(0, 2)} ${tail.slice(2)}`;
}

/** A masked INS as shown, and as a screen reader says it. */
export function insMasked(tail: string): { readonly shown: string; readonly spoken: string } {
  return {
    shown: interfaceTexts.person.insMasked(maskIns(tail)),
    spoken: interfaceTexts.person.insEnding(insTail(tail)),
  };
}
