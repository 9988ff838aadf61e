import type { Candidate, LauncherState, Person } from '../../../src/borders/windows/index.ts';

/** Fictional people and states for the tests of the windows' logic. */
export const CLAIRE: Person = {
  name: 'MARTIN',
  birthName: null,
  firstName: 'CLAIRE',
  birthDate: '19850412',
  sex: 'F',
};
export const AMADOU: Person = {
  name: 'DIALLO',
  birthName: null,
  firstName: 'AMADOU',
  birthDate: '19571102',
  sex: 'M',
};
export const LEA: Person = {
  name: 'MARTIN',
  birthName: null,
  firstName: 'LÉA',
  birthDate: '20120614',
  sex: null,
};

export function usable(id: string, person: Person): Candidate {
  return { id, person, insured: false, open: false, ins: { usable: true, tail: '2048', source: 'card' } };
}

export function refused(id: string, person: Person): Candidate {
  return {
    id,
    person,
    insured: false,
    open: false,
    ins: { usable: false, reason: 'Son INS n’est pas utilisable.' },
  };
}

export const WAITING: LauncherState = {
  refining: false,
  vitale: 'waiting',
  practitioner: { state: 'absent' },
  signIn: { proposed: 'cpx', choices: ['cpx'] },
  landingPage: 'TableauDeBord',
  screen: { kind: 'waiting' },
  typingAsked: 0,
  allowed: { typedIns: true, camera: true },
  visit: null,
  notice: null,
};

export function withPeople(candidates: Candidate[], selected: string | null): LauncherState {
  return {
    ...WAITING,
    vitale: 'read',
    screen: { kind: 'people', candidates, selected, named: null, several: false },
  };
}
