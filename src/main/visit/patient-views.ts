/** Who a record is about, as windows say it: no INS leaves in full. */
import type { Beneficiary } from '../../domain/identity/beneficiary.ts';
import type { InsMatricule } from '../../domain/identity/ins.ts';
import type { VisitSubject } from '../../domain/launch/launch-policy.ts';
import { insTail, sexOf } from '../../domain/identity/person.ts';
import type { Party, PatientBar, Person } from '../../borders/windows/index.ts';

/** A person as shown; the sex is told only by a number that is this person's own. */
export function personView(beneficiary: Beneficiary, ins: InsMatricule | null): Person {
  const { name, birthName, firstName, birthDate } = beneficiary;
  return { name, birthName, firstName, birthDate, sex: ins === null ? null : sexOf(ins) };
}

/** The patient bar of a visit. */
export function patientBar(subject: VisitSubject): PatientBar {
  switch (subject.kind) {
    case 'dashboard':
      return { kind: 'none' };
    case 'typed':
      return { kind: 'typed', insTail: insTail(subject.ins) };
    case 'software':
      return { kind: 'software', caller: subject.caller, insTail: insTail(subject.ins) };
    case 'person':
      return {
        kind: 'card',
        person: personView(subject.beneficiary, subject.ins),
        insTail: insTail(subject.ins),
      };
  }
}

/** One side of a change of patient. */
export function partyView(subject: VisitSubject): Party {
  switch (subject.kind) {
    case 'dashboard':
      return { kind: 'dashboard' };
    case 'person':
      return { kind: 'person', person: personView(subject.beneficiary, subject.ins) };
    case 'typed':
      return { kind: 'number', insTail: insTail(subject.ins) };
    case 'software':
      return { kind: 'software', caller: subject.caller, insTail: insTail(subject.ins) };
  }
}
