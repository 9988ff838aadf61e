import { beforeEach, describe, expect, it } from 'vitest';
import type { Failure } from '../../../../src/domain/failures/index.ts';
import type { SoftwareCall } from '../../../../src/domain/launch/software-call.ts';
import { resolveConfiguration } from '../../../../src/domain/settings/configuration.ts';
import { CallDesk } from '../../../../src/main/calls/call-desk.ts';
import type { CallQuestion } from '../../../../src/main/questions/confirm.ts';
import { CLAIRE_INS, Desk, HUGO_INS, NORA_INS } from '../../domain/launch/launch-policy-cards.ts';

const resolved = resolveConfiguration({});
if (!resolved.ok) throw new Error(resolved.failure.code);
const SETTINGS = resolved.value;

let desk: Desk;
let asked: CallQuestion[];
let answer: boolean;
let veiled: boolean;
let trusted: boolean;
let told: string[];
let links: boolean;
let calls: CallDesk;

beforeEach(() => {
  desk = new Desk({ openOnInsert: 'ask' });
  asked = [];
  answer = true;
  veiled = false;
  trusted = false;
  links = true;
  told = [];
  calls = new CallDesk({
    confirm: {
      busy: false,
      askSoftware: (question) => {
        asked.push(question);
        return Promise.resolve(answer);
      },
      close: () => undefined,
    },
    state: () => desk.state,
    settings: {
      get current() {
        return { ...SETTINGS, allow: { ...SETTINGS.allow, links } };
      },
    },
    veiled: () => veiled,
    trustsCard: () => trusted,
    open: (subject, page) => {
      desk.send({ type: 'open', subject, page });
      const opened = desk.state.visit?.subject;
      if (opened !== undefined && !desk.asked.includes('ask-switch')) calls.done(opened, null);
    },
    tell: ({ code }) => told.push(code),
    log: { info: () => undefined },
  });
});

function carry(ins: SoftwareCall['ins'], traits: SoftwareCall['traits'] = null): Promise<Failure | null> {
  const call = { page: 'Documents', ins, traits, nature: null, caller: 'Cabinet Facile' } as const;
  return calls.carry(call, new AbortController().signal);
}

const named = (birthName: string): SoftwareCall['traits'] => ({ birthName, givenNames: '', birthDate: '' });

describe('a call of the practice’s software', () => {
  it('opens nothing before the practitioner agrees', async () => {
    answer = false;
    expect(await carry(HUGO_INS)).toEqual({ code: 'APPEL-REFUSE' });
    expect(desk.state.visit).toBeNull();
    answer = true;
    expect(await carry(HUGO_INS)).toBeNull();
    expect(asked).toHaveLength(2);
    expect(asked[1]).toMatchObject({ person: null, card: 'none' });
    expect(desk.openIns).toBe(HUGO_INS);
  });

  it('for a person of an inserted card is asked, and opened, under that person’s name', async () => {
    desk.insert('a', 'family');
    expect(await carry(HUGO_INS)).toBeNull();
    expect(asked[0]).toMatchObject({ person: { firstName: 'HUGO' }, card: 'same' });
    expect(desk.state.visit?.subject).toMatchObject({ kind: 'person', beneficiary: { firstName: 'HUGO' } });
  });

  it('for somebody else than the card’s says that a card was read, and names nobody', async () => {
    desk.insert('a', 'claire');
    await carry(NORA_INS);
    expect(asked[0]).toMatchObject({ person: null, card: 'other' });
  });

  it('for the record that is open changes its page, keeps its name, and asks nothing', async () => {
    desk.insert('a', 'claire').open(desk.subject('a'), 'TableauDeBord');
    expect(await carry(CLAIRE_INS)).toBeNull();
    expect(asked).toEqual([]);
    expect(desk.effects).toEqual([{ type: 'focus-visit', page: 'Documents' }]);
    expect(desk.state.visit?.subject.kind).toBe('person');
  });

  it('for a record that is hidden because nobody is here is asked', async () => {
    desk.insert('a', 'claire').open(desk.subject('a'), 'TableauDeBord');
    veiled = true;
    answer = false;
    expect(await carry(CLAIRE_INS)).toEqual({ code: 'APPEL-REFUSE' });
    // It is this card's patient, who is not named while nobody is here.
    expect(asked[0]).toMatchObject({ person: null, card: 'same', contradicted: false });
  });

  it('is not even asked about while a window of the record before stands, nor opened when one has come', async () => {
    desk.send({ type: 'system-windows', standing: ['save'] });
    expect(await carry(NORA_INS)).toEqual({ code: 'ENREGISTREMENT-EN-COURS' });
    expect(asked).toEqual([]);
    desk.send({ type: 'system-windows', standing: [] });
    const carried = carry(NORA_INS);
    desk.send({ type: 'system-windows', standing: ['choose'] });
    expect(await carried).toEqual({ code: 'CHOIX-EN-COURS' });
    expect(asked).toHaveLength(1);
    expect(desk.state.visit).toBeNull();
  });

  it('is trusted for the inserted card’s patient where the user says so, and for nobody else', async () => {
    trusted = true;
    expect(await carry(NORA_INS)).toBeNull();
    expect(asked).toHaveLength(1);
    desk = new Desk({ openOnInsert: 'ask' }).insert('a', 'claire');
    expect(await carry(CLAIRE_INS)).toBeNull();
    expect(asked).toHaveLength(1);
    expect(desk.state.visit?.subject.kind).toBe('person');
  });

  it('for another patient than the open one leaves the question to the change of patient', async () => {
    desk.insert('a', 'claire').open(desk.subject('a'), 'TableauDeBord');
    trusted = true;
    const outcome = carry(NORA_INS);
    await Promise.resolve();
    expect(asked).toEqual([]);
    expect(desk.asked).toEqual(['ask-switch']);
    desk.send({ type: 'switch-refused', id: desk.state.pending?.id ?? 0 });
    calls.follow(desk.state);
    expect(await outcome).toEqual({ code: 'APPEL-DOSSIER-OUVERT' });
  });

  it('by a link is refused where the workstation does not let one open anything, and another program’s is not', async () => {
    links = false;
    await calls.openLink(`dmp-direct://open/Documents/${HUGO_INS}`);
    expect([asked, told, desk.state.visit]).toEqual([[], ['APPEL-LIEN-NON-PERMIS'], null]);
    expect(await carry(HUGO_INS)).toBeNull();
  });

  it('that comes as a link is told when it cannot be read, and not when the practitioner refused it', async () => {
    await calls.openLink('dmp-direct://open/Documents/123');
    expect(told).toEqual(['INS-LONGUEUR']);
    answer = false;
    await calls.openLink(`dmp-direct://open/Documents/${HUGO_INS}`);
    expect(told).toHaveLength(1);
  });

  it('is asked under the name that the software gives where no card has one', async () => {
    await carry(NORA_INS, named('LEROY'));
    expect(asked[0]).toMatchObject({ person: { birthName: 'LEROY', standing: 'software' } });
    expect(desk.state.visit?.subject).toMatchObject({ kind: 'software', traits: { birthName: 'LEROY' } });
  });

  it('is asked under the card’s name, which wins over the software’s', async () => {
    desk.insert('a', 'claire');
    await carry(CLAIRE_INS, named('Martin'));
    expect(asked[0]).toMatchObject({
      person: { firstName: 'CLAIRE', standing: 'card' },
      contradicted: false,
    });
  });

  it('that gives the card’s number to somebody else says so, and is trusted never', async () => {
    trusted = true;
    answer = false;
    desk.insert('a', 'claire');
    expect(await carry(CLAIRE_INS, named('DURAND'))).toEqual({ code: 'APPEL-REFUSE' });
    expect(asked[0]).toMatchObject({ person: { firstName: 'CLAIRE', standing: 'card' }, contradicted: true });
    expect(desk.state.visit).toBeNull();
  });

  it('that gives the open record’s number to somebody else asks about a change', async () => {
    desk.insert('a', 'claire').open(desk.subject('a'), 'TableauDeBord');
    trusted = true;
    const outcome = carry(CLAIRE_INS, named('DURAND'));
    await Promise.resolve();
    expect(desk.state.pending?.to).toMatchObject({ kind: 'software', traits: { birthName: 'DURAND' } });
    desk.send({ type: 'switch-refused', id: desk.state.pending?.id ?? 0 });
    calls.follow(desk.state);
    expect(await outcome).toEqual({ code: 'APPEL-DOSSIER-OUVERT' });
  });
});
