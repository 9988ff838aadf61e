import { app, type Session, type WebContents } from 'electron';
import {
  decideFrame,
  decideNavigation,
  type AccessDecision,
  type SiteAccess,
} from '../../domain/site/access.ts';
import { INTERFACE_SCHEME } from '../../borders/windows/page.ts';
import { guarded, hear } from '../../system/guarded.ts';

/** What the guards ask of the owner of a site's session. */
export interface GuardedSite {
  readonly access: SiteAccess;
  /** Called when a page tried to lead elsewhere; `host` is what to tell the user. */
  readonly onRefused: (host: string) => void;
  /** Whether an address of the site belongs to somebody else's record than the one that is open. */
  readonly isOtherPatient: (address: string) => boolean;
  /** Called when a page wanted to show in a new window what it has made by itself (`blob:`). */
  readonly onMadeByPage: (address: string) => void;
  /** Called when a page tried to lead to somebody else's record. */
  readonly onOtherPatient: () => void;
}

const sites = new WeakMap<Session, GuardedSite>();

/** Names the rules for the pages of a session; without rules a session may show nothing but the interface. */
export function guardSession(session: Session, site: GuardedSite): void {
  sites.set(session, site);
}

/**
 * Puts every page of the program, present and future, behind the same doors: no pop-up, no webview,
 * no navigation outside what the session's rules allow, in any frame and after any redirect.
 */
export function installGuards(): void {
  hear(app).on(
    'web-contents-created',
    // Contents without all of their guards may show nothing.
    guarded(guardContents, (_event, contents) => {
      contents.close();
    }),
  );
}

const NO_WINDOW = { action: 'deny' } as const;

/** An address that contents are about to be led to. */
interface Leading {
  readonly url: string;
  readonly isMainFrame: boolean;
  preventDefault(): void;
}

function guardContents(_event: unknown, contents: WebContents): void {
  if (contents.isDestroyed()) return;
  const open = ({ url }: { readonly url: string }): typeof NO_WINDOW => {
    refuse(contents, url);
    return NO_WINDOW;
  };
  contents.setWindowOpenHandler(guarded(open, () => NO_WINDOW));
  // Its UDP would pass by every guard, also that of the network process (site/network-wall.ts).
  contents.setWebRTCIPHandlingPolicy('disable_non_proxied_udp');
  hear(contents).on('will-attach-webview', (event) => {
    event.preventDefault();
  });
  const lead = guarded(
    (event: Leading) => {
      if (!mayShow(contents, event.url, event.isMainFrame)) event.preventDefault();
    },
    (event) => {
      event.preventDefault();
    },
  );
  hear(contents).on('will-frame-navigate', lead);
  hear(contents).on('will-redirect', lead);
  hear(contents).on('select-bluetooth-device', (event, _devices, answer) => {
    event.preventDefault();
    answer('');
  });
}

/** Whether a page may show an address; the owner of its session hears of one that it may not. */
export function mayShow(contents: WebContents, address: string, isMainFrame: boolean): boolean {
  // The engine may still tell of contents that are gone, and hands nothing of theirs out any more.
  if (contents.isDestroyed()) return false;
  const site = sites.get(contents.session);
  if (!site) return isOwn(address) || (!isMainFrame && isInsidePdfViewer(contents, address));
  const decision: AccessDecision = isMainFrame
    ? decideNavigation(address, site.access)
    : decideFrame(address, site.access);
  if (!decision.allowed) {
    site.onRefused(decision.host);
    return false;
  }
  if (!site.isOtherPatient(address)) return true;
  site.onOtherPatient();
  return false;
}

function isOwn(address: string): boolean {
  return address.startsWith(`${INTERFACE_SCHEME}://`) || address.startsWith('devtools:');
}

/** The engine's own PDF viewer; Chromium has given it this identity for good. */
const PDF_VIEWER = 'chrome-extension://mhjfbmdgcfjbbpaeojofohoefgiehjai/';

/** The viewer shows its document in a frame of its own, at an address of its own. */
function isInsidePdfViewer(contents: WebContents, address: string): boolean {
  return address.startsWith(PDF_VIEWER) && contents.getURL().startsWith(PDF_VIEWER);
}

/**
 * A pop-up is always refused. The site opens some of its own pages in a new window: there is one window a patient,
 * so they open in place, where they may be shown at all. What a page has made by itself, a document perhaps, is its
 * session's to show.
 */
function refuse(contents: WebContents, address: string): void {
  const site = sites.get(contents.session);
  if (site !== undefined && address.startsWith('blob:')) {
    site.onMadeByPage(address);
    return;
  }
  if (sites.has(contents.session) && mayShow(contents, address, true))
    void contents.loadURL(address).catch(() => undefined);
}
