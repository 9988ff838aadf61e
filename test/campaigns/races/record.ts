/** One record of a race: a visit under the policy, in a browser that shows what the site really sent. */
import { failure } from '../../../src/domain/failures/index.ts';
import type { OpenVisit } from '../../../src/domain/launch/launch-policy.ts';
import type { VisitEvent, VisitLife, VisitStep } from '../../../src/domain/launch/visit-life.ts';
import type { InsMatricule } from '../../../src/domain/identity/ins.ts';
import type { PageId } from '../../../src/domain/site/pages.ts';
import { arrival, TERMS } from '../../unit/domain/launch/visit-lives.ts';
import type { Policies } from './policies.ts';
import { ORIGIN, type SitePage } from './site.ts';
import type { Tally } from './tally.ts';

/** What a record asks of the world around it. */
export interface RecordWorld {
  readonly policies: Policies;
  readonly tally: Tally;
  /** An address goes out: the site will answer, sooner or later. */
  readonly load: (record: OpenRecord, session: number, address: string) => void;
  /** Signing in is wanted for this session. */
  readonly signIn: (record: OpenRecord) => void;
  readonly renew: (record: OpenRecord, renewal: number) => void;
  /** What was asked for this attempt's sake is over. */
  readonly attemptOver: (attempt: number) => void;
  readonly signedIn: () => void;
  readonly closed: (record: OpenRecord) => void;
  readonly newAttempt: () => number;
}

export class OpenRecord {
  readonly opened: OpenVisit;
  readonly ins: InsMatricule | null;
  life: VisitLife;
  /** The sign-in of the present session. */
  attempt: number;
  /** The reader of the card that it rests on, once a PIN was asked. */
  restsOn: number | null = null;
  loaded = false;
  /** The engine's view: its session's page, and whether it is on screen. */
  #page: SitePage | null = null;
  #visible = false;
  #session: number | null = 1;
  readonly #world: RecordWorld;

  constructor(opened: OpenVisit, page: PageId, world: RecordWorld) {
    this.opened = opened;
    this.ins = opened.subject.kind === 'dashboard' ? null : opened.subject.ins;
    this.#world = world;
    this.attempt = world.newAttempt();
    const begun = world.policies.beginVisit(opened.subject, page, TERMS);
    this.life = begun.life;
    this.#carryOut(begun);
    world.signIn(this);
  }

  /** The session that the engine has. */
  get session(): number | null {
    return this.#session;
  }

  send(event: VisitEvent): void {
    const step = this.#world.policies.advanceVisit(this.life, event);
    this.life = step.life;
    this.#carryOut(step);
    this.#look();
  }

  /** An address that the launcher asked for is answered. */
  answered(session: number, page: SitePage, status: number): void {
    this.#arrive(session, page, status);
  }

  /** The page leads on by itself: the adapter's order of things, with the site's own view of who is shown. */
  leads(page: SitePage, inPage: boolean): void {
    const { policies, tally } = this.#world;
    const session = this.#session;
    if (session === null || this.#page === null) return;
    const isOther = this.ins !== null && policies.isOtherPatientsPage(page.address, ORIGIN, this.ins);
    if (isOther) tally.otherPatients++;
    if (inPage) {
      // Without a request nothing can be closed beforehand.
      this.#page = page;
      const place = policies.readPlace(page.address, this.ins);
      this.send({ type: 'address-changed', session, place, otherPatient: isOther });
    } else if (isOther) this.send({ type: 'link-refused', session, failure: failure('SITE-AUTRE-PATIENT') });
    else this.#arrive(session, page, 200);
  }

  #arrive(session: number, page: SitePage, status: number): void {
    const { policies, tally } = this.#world;
    if (session === this.#session) {
      this.#page = status < 400 ? page : { ...page, shows: null };
      tally.pages++;
    }
    this.send(arrival(session, { place: policies.readPlace(page.address, this.ins), status }));
  }

  /** What the person before the screen sees: the bar's name above whom the site shows. */
  #look(): void {
    const shows = this.#page?.shows ?? null;
    if (!this.#visible || shows === null || shows === this.ins) return;
    if (this.life.unverified) this.#world.tally.shownSaid++;
    else this.#world.tally.shownUnsaid++;
  }

  #carryOut({ life, effects }: VisitStep): void {
    const world = this.#world;
    for (const effect of effects)
      switch (effect.type) {
        case 'end-session':
          world.tally.sessionsEnded++;
          this.#leaveSession();
          break;
        case 'begin-session':
          this.#session = effect.session;
          this.attempt = world.newAttempt();
          world.signIn(this);
          break;
        case 'load':
          if (this.#session !== null) world.load(this, this.#session, effect.address);
          break;
        case 'show-site':
          this.#visible = effect.visible;
          break;
        case 'renew':
          world.renew(this, effect.renewal);
          break;
        case 'signed-in':
          world.signedIn();
          break;
        case 'close':
          this.#leaveSession();
          world.closed(this);
          break;
        default:
      }
    this.life = life;
  }

  #leaveSession(): void {
    this.#session = null;
    this.#page = null;
    this.#visible = false;
    this.restsOn = null;
    this.#world.attemptOver(this.attempt);
  }
}
