import { render } from 'preact';
import { PAGE_IDS } from '../../domain/site/pages.ts';
import type { VisitState } from '../../borders/windows/index.ts';
import { Visit } from './visit.tsx';

/** Longer than a window that is opened for somebody waits for its first state: that one is not kept waiting. */
const UNASKED_MS = 60;

/** A bar of nobody, with the words that every record has. */
const NOBODY: VisitState = {
  patient: { kind: 'none' },
  offered: null,
  tabs: PAGE_IDS.map((page) => ({ page, enabled: true, reason: null })),
  current: 'TableauDeBord',
  unverified: false,
  progress: null,
  signingIn: null,
  signedIn: null,
  connection: null,
  vitaleRemoved: false,
  find: null,
  zoom: 100,
  document: null,
  leaving: null,
  wayOut: null,
  unsaved: false,
  dialog: null,
  allowed: { print: true, save: true },
  veiled: false,
  banner: null,
  stop: null,
};

/**
 * Lays the bars out once in a window that is warmed up, unseen and for nobody: what a first layout costs (fonts above
 * all, 60 to 100 ms) has been paid when a record is opened, whose page is shown only once its bar is drawn. Main is told
 * nothing of it: only the bar of a record counts as drawn.
 * @returns takes it away, before the first state is drawn
 */
export function rehearse(): () => void {
  const host = document.createElement('div');
  host.className = 'rehearsal';
  host.inert = true;
  const timer = setTimeout(() => {
    document.body.append(host);
    render(<Visit state={NOBODY} send={() => undefined} />, host);
    // The layout itself, which a hidden window would put off.
    host.getBoundingClientRect();
  }, UNASKED_MS);
  return () => {
    clearTimeout(timer);
    render(null, host);
    host.remove();
  };
}
