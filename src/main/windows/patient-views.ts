/** Who a record is about, as windows say it: no INS leaves in full. */
import type { CallerTraits } from '../../domain/launch/software-call.ts';
import type { DatamatrixIdentity } from '../../domain/identity/datamatrix.ts';
import type { Beneficiary } from '../../domain/identity/beneficiary.ts';
import type { InsMatricule } from '../../domain/identity/ins.ts';
import type { VisitSubject } from '../../domain/launch/launch-policy.ts';
import type { Searched } from '../../domain/launch/visit-subject.ts';
import { insTail, sexOf } from '../../domain/identity/person.ts';
import type { PatientBar, Person, ShownParty } from '../../borders/windows/index.ts';

/** A person as shown; the sex is told only by a number that is this person's own. */
export function personView(beneficiary: Beneficiary, ins: InsMatricule | null): Person {
  const { name, birthName, firstName, birthDate } = beneficiary;
  return { name, birthName, firstName, birthDate, sex: ins === null ? null : sexOf(ins) };
}

/** The person whom a document names. */
export function documentPerson({ birthName, givenNames, birthDate, sex }: DatamatrixIdentity): Person {
  return { name: '', birthName, firstName: givenNames, birthDate, sex };
}

/** The person whom another program names; the sex is not told by a number that is only said to be theirs. */
export function callerPerson(traits: CallerTraits | null): Person | null {
  if (traits === null) return null;
  const { birthName, givenNames, birthDate } = traits;
  return { name: '', birthName, firstName: givenNames, birthDate, sex: null };
}

/** Somebody whom no card has named; in the bar of their record and in a question about it alike. */
function unseenView(subject: Extract<VisitSubject, { kind: 'software' | 'document' }>) {
  const tail = insTail(subject.ins);
  return subject.kind === 'software'
    ? {
        kind: subject.kind,
        caller: subject.caller,
        person: callerPerson(subject.traits),
        insTail: tail,
      }
    : { kind: subject.kind, person: documentPerson(subject.identity), insTail: tail };
}

/** Who is looked for in the site's own search: no number is theirs, so their sex is not told. */
export function searchedPerson({ name, birthName, firstName, birthDate }: Searched): Person {
  return { name, birthName, firstName, birthDate, sex: null };
}

/** The patient bar of a visit. */
export function patientBar(subject: VisitSubject): PatientBar {
  switch (subject.kind) {
    case 'dashboard':
      return { kind: 'none' };
    case 'typed':
      return { kind: 'typed', insTail: insTail(subject.ins) };
    case 'software':
    case 'document':
      return unseenView(subject);
    case 'person':
      return {
        kind: subject.source,
        person: personView(subject.beneficiary, subject.ins),
        insTail: insTail(subject.ins),
      };
  }
}

/** One side of a change of patient. */
export function partyView(subject: VisitSubject): ShownParty {
  switch (subject.kind) {
    case 'dashboard':
      return subject.caller === undefined
        ? { kind: 'dashboard' }
        : { kind: 'dashboard', caller: subject.caller };
    case 'person':
      return { kind: 'person', person: personView(subject.beneficiary, subject.ins) };
    case 'typed':
      return { kind: 'number', insTail: insTail(subject.ins) };
    case 'software':
    case 'document':
      return unseenView(subject);
  }
}
