/** A visit for the tests of its policy, played event by event against a browser that only keeps count. */
import { failure } from '../../../../src/domain/failures/index.ts';
import type { VisitSubject } from '../../../../src/domain/launch/launch-policy.ts';
import type {
  PageArrived,
  VisitEffect,
  VisitEvent,
  VisitLife,
  VisitStep,
} from '../../../../src/domain/launch/visit-life.ts';
import { advanceVisit, beginVisit } from '../../../../src/domain/launch/visit-policy.ts';
import type { SiteTerms } from '../../../../src/domain/settings/site-terms.ts';
import type { SitePlace } from '../../../../src/domain/site/places.ts';
import type { PageId } from '../../../../src/domain/site/pages.ts';
import { CLAIRE_INS } from './launch-policy-cards.ts';

export const TERMS: SiteTerms = {
  environment: 'test',
  method: 'cpx',
  origin: 'https://carte.exemple.fr',
  connectOrigins: [],
  resourceHosts: [],
  answers: [],
  localComponents: false,
  insForm: 'matricule',
  insKind: 'T',
};

export const ECPS_TERMS: SiteTerms = {
  ...TERMS,
  method: 'ecps',
  origin: 'https://ecps.exemple.fr',
  connectOrigins: ['https://auth.exemple.fr'],
};

export const CLAIRE: VisitSubject = { kind: 'typed', ins: CLAIRE_INS };

/** Where a page of the table is, as the launcher itself opens it. */
export function place(page: PageId | null, more: Partial<SitePlace> = {}): SitePlace {
  return { page, ours: page !== null, landing: page === 'Accueil' ? 'home' : null, ...more };
}

/** A page of the site that arrives as it should, unless told otherwise. */
export function arrival(session: number, more: Partial<PageArrived> = {}): PageArrived {
  return {
    type: 'page-arrived',
    session,
    from: 'site',
    place: place('Documents'),
    status: 200,
    problem: null,
    turn: null,
    callback: false,
    ...more,
  };
}

/** Plays a visit and keeps what a browser would show of it. */
export class Story {
  life: VisitLife;
  /** What the last event asked for. */
  effects: readonly VisitEffect[] = [];
  /** The session that the browser has. */
  session: number | null = 1;
  visible = false;
  readonly loads: { readonly session: number | null; readonly address: string }[] = [];

  constructor(subject: VisitSubject = CLAIRE, page: PageId = 'Documents', terms: SiteTerms = TERMS) {
    const begun = beginVisit(subject, page, terms);
    this.life = begun.life;
    this.#carryOut(begun);
  }

  send(event: VisitEvent): this {
    this.#carryOut(advanceVisit(this.life, event));
    return this;
  }

  /** The types of what the last event asked for. */
  get asked(): readonly string[] {
    return this.effects.map(({ type }) => type);
  }

  get stopCode(): string | null {
    return this.life.stop?.failure.code ?? null;
  }

  /** The engine has been given a certificate, and the site lets in whoever it is. */
  signIn(more: Partial<PageArrived> = {}): this {
    const session = this.life.session?.id ?? -1;
    return this.send({ type: 'certificate-answered', session }).send(arrival(session, more));
  }

  /** The session is over, and a way to sign in again is found. */
  startOver(terms: SiteTerms = TERMS): this {
    this.send({ type: 'act', action: 'start-over' });
    return this.send({
      type: 'renewed',
      renewal: this.life.renewal ?? -1,
      terms: { ok: true, value: terms },
    });
  }

  over(): this {
    return this.send({ type: 'session-over', session: null, failure: failure('CPX-RETIREE') });
  }

  #carryOut({ life, effects }: VisitStep): void {
    this.life = life;
    this.effects = effects;
    for (const effect of effects) {
      if (effect.type === 'end-session') {
        this.session = null;
        this.visible = false;
      }
      if (effect.type === 'begin-session') this.session = effect.session;
      if (effect.type === 'show-site') this.visible = effect.visible;
      if (effect.type === 'load') this.loads.push({ session: this.session, address: effect.address });
      if (effect.type === 'close') {
        this.session = null;
        this.visible = false;
      }
    }
  }
}
