import { isEcpsCallback } from '../../domain/site/ecps-answers.ts';
import { failure, type Failure } from '../../domain/failures/index.ts';
import type { VisitEvent } from '../../domain/launch/visit-life.ts';
import { NOWHERE } from '../../domain/site/places.ts';
import {
  connectFieldChannel,
  readConnectField,
  readSiteAnswer,
  siteAnswerChannel,
} from '../../borders/site.ts';
import type { Logger } from '../base/log.ts';
import { attachLectureVitaleBridge } from '../site/lecture-vitale-bridge.ts';
import type { LectureVitaleComponents } from '../site/lecture-vitale-components.ts';
import { mapConnectStatus } from '../site/load-failures.ts';
import type { SiteSession } from '../site/site-session.ts';
import type { Departure } from './departure.ts';
import type { SignInAttempt } from '../sign-in/attempt.ts';
import { hear } from '../../system/guarded.ts';

/** A proxy's own page, which wants a password: it comes in the site's place, and the load's failure follows. */
const PROXY_ANSWER = 407;

export interface SiteFollowing {
  readonly session: number;
  readonly attempt: SignInAttempt;
  readonly departure: Departure;
  /** Whether this session is still the window's. */
  readonly current: () => boolean;
  readonly tell: (event: VisitEvent) => void;
  readonly onDownload: (address: string) => void;
  /** Shows what the page has made by itself, where it is a document; answers whether it was. */
  readonly openMade: (address: string) => Promise<boolean>;
  readonly components: LectureVitaleComponents;
  readonly log: Logger;
}

/** Turns what the engine tells of a session's main frame into a visit's events. */
export function followSite(site: SiteSession, following: SiteFollowing): void {
  const { session, attempt, current } = following;
  const tell = (event: VisitEvent): void => {
    if (current()) following.tell(event);
  };
  followLinks(site, following, tell);
  followWay(site, following, tell);
  followLoading(site, following, tell);
  following.departure.onPrevented(() => {
    tell({ type: 'unload-prevented', session });
  });
  const { webContents } = site.view;
  const ended = (): void => {
    tell({ type: 'session-over', session, failure: failure('SITE-ARRETE') });
  };
  hear(webContents).on('render-process-gone', (_event, details) => {
    following.log.warn({ reason: details.reason }, 'the site’s page ended');
    ended();
  });
  // A page may close itself: there is no view any more that could be shown, or left.
  hear(webContents).on('destroyed', ended);
  attachLectureVitaleBridge(
    webContents,
    {
      origin: attempt.origin,
      ask: (request, wanted) => following.components.ask(request, wanted),
      onFailure: (reason) => {
        tell({ type: 'warn', failure: reason });
      },
    },
    following.log,
  );
  hear(webContents.ipc).on(siteAnswerChannel, (event, message: unknown) => {
    const code = readSiteAnswer(message);
    const frame = event.senderFrame;
    if (code === null || frame === null || frame !== webContents.mainFrame) return;
    tell({
      type: 'answer-seen',
      session,
      code,
      from: frame.origin === attempt.origin ? 'site' : 'connect',
    });
  });
  hear(webContents.ipc).on(connectFieldChannel, (event, message: unknown) => {
    const field = readConnectField(message);
    const frame = event.senderFrame;
    if (field === null || frame === null || frame !== webContents.mainFrame) return;
    if (frame.origin !== attempt.origin) tell({ type: 'connect-asks', session, field });
  });
}

function followLinks(
  site: SiteSession,
  { session, onDownload, openMade, current }: SiteFollowing,
  tell: (event: VisitEvent) => void,
): void {
  const refuse = (reason: Failure): void => {
    tell({ type: 'link-refused', session, failure: reason });
  };
  site.listen({
    onRefused: (host) => {
      refuse(failure('SITE-LIEN-EXTERIEUR', { host }));
    },
    onOtherPatient: () => {
      refuse(failure('SITE-AUTRE-PATIENT'));
    },
    onMadeByPage: (address) => {
      if (!current()) return;
      void openMade(address).then((opened) => {
        if (!opened) refuse(failure('SITE-LIEN-EXTERIEUR', { host: 'blob:' }));
      });
    },
    onDownload: (address) => {
      if (current()) onDownload(address);
    },
  });
}

/** Where the main frame is on its way to: the site, or Pro Santé Connect. */
function followWay(
  { view: { webContents } }: SiteSession,
  { session, attempt }: SiteFollowing,
  tell: (event: VisitEvent) => void,
): void {
  const { connectOrigins } = attempt.signIn.terms;
  const leadsToConnect = (url: string): boolean =>
    URL.canParse(url) && connectOrigins.includes(new URL(url).origin);
  const awaitConnect = (url: string): void => {
    if (leadsToConnect(url)) tell({ type: 'connect-awaited', session, host: new URL(url).host });
  };
  hear(webContents).on('did-start-navigation', ({ isMainFrame, isSameDocument, url }) => {
    if (!isMainFrame || isSameDocument || url === 'about:blank') return;
    tell({ type: 'page-started', session, from: leadsToConnect(url) ? 'connect' : 'site' });
    awaitConnect(url);
  });
  hear(webContents).on('did-redirect-navigation', ({ isMainFrame, url }) => {
    if (!isMainFrame || attempt.ecps === null) return;
    const before = attempt.ecps.turn;
    attempt.ecps.passes(url);
    // The phone has been answered: from here on it is the site that is awaited.
    if (before === 'practitioner' && attempt.ecps.turn === 'signed-in')
      tell({ type: 'page-started', session, from: 'site' });
    else awaitConnect(url);
  });
}

function followLoading(
  site: SiteSession,
  { session, attempt, log }: SiteFollowing,
  tell: (event: VisitEvent) => void,
): void {
  const { webContents } = site.view;
  const turn = (): 'site' | 'practitioner' | 'signed-in' | 'signed-out' | null => attempt.ecps?.turn ?? null;
  hear(webContents).on('did-navigate', (_event, url, status) => {
    attempt.ecps?.passes(url);
    if (!URL.canParse(url) || url === 'about:blank' || status === PROXY_ANSWER) return;
    if (new URL(url).origin === attempt.origin) attempt.arrived();
    else attempt.ecps?.shown();
    tell(arrival(url, status));
  });
  hear(webContents).on('did-navigate-in-page', (_event, url, isMainFrame) => {
    if (!isMainFrame || !URL.canParse(url)) return;
    const otherPatient = site.isOtherPatient(url);
    tell({ type: 'address-changed', session, place: site.placeOf(url), otherPatient });
  });
  // Also told of a page that was never to come: a refused redirection, a download.
  hear(webContents).on('did-stop-loading', () => {
    if (!webContents.isDestroyed() && !webContents.isLoadingMainFrame())
      tell({ type: 'loading-ended', session, turn: turn() });
  });
  hear(webContents).on('did-fail-load', (_event, code, _description, url, isMainFrame) => {
    if (!isMainFrame) return;
    const host = URL.canParse(url) ? new URL(url).host : '';
    const problem = attempt.loadFailure(code, host, site, webContents);
    if (problem === null) return;
    log.warn({ code, failure: problem.code }, 'the site’s page did not load');
    tell({ type: 'load-failed', session, failure: problem });
  });

  function arrival(url: string, status: number): VisitEvent {
    const { origin, host } = new URL(url);
    const ofSite = origin === attempt.origin;
    return {
      type: 'page-arrived',
      session,
      from: ofSite ? 'site' : 'connect',
      place: ofSite ? site.placeOf(url) : NOWHERE,
      status,
      problem: ofSite ? attempt.pageProblem(status, host, site) : mapConnectStatus(status, host),
      turn: turn(),
      callback: isEcpsCallback(url, attempt.origin),
    };
  }
}
