/** Where the site may lead through, or leave the practitioner on, after signing in (web-ps.md, « Learnt since »). */
import { html, type Html } from './html.ts';
import type { LabPatient } from './patients.ts';
import { fullName, message } from './layout.ts';

/**
 * - `asked`: the page that was asked for;
 * - `home`: the home page, the page asked for is forgotten;
 * - `passage`: a page that posts itself, then the list;
 * - `list`: the list of patients, which forgets whose record was asked for;
 * - `record`: the home of the record that was asked for;
 * - `other-record`: the question whether another record is to be closed first.
 */
export type WayBack = 'asked' | 'home' | 'passage' | 'list' | 'record' | 'other-record';

export const WAY_BACK_PATHS = {
  home: '/',
  passage: '/index2',
  list: '/mespatients/raz',
  record: '/dmp/recapitulatif',
  'other-record': '/dmp/confirmationouvertureautre/1',
} as const satisfies Readonly<Record<Exclude<WayBack, 'asked'>, string>>;

/** Where to go on: `asked` is the page that was asked for before signing in. */
export function wayBackTo(way: WayBack, asked: string): string {
  return way === 'asked' ? asked : WAY_BACK_PATHS[way];
}

/** The number in the address of a page, if it has one. */
export function matriculeIn(path: string): string | null {
  return /^\/AccesDirect\/[A-Za-z]+\/([0-9AB]{15})/.exec(path)?.[1] ?? null;
}

/** Posts itself: `passage` is a script of the same origin. */
export function passagePage(): Html {
  return html`<form id="passage" method="post" action="${WAY_BACK_PATHS.passage}"></form>
    <p>Ouverture de votre session…</p>
    <script src="/statique/passage.js" defer></script>`;
}

export function otherRecordPage(patient: LabPatient | null): Html {
  return message(
    'Un autre DMP est ouvert',
    html`<p>
        Fermer le DMP ouvert et ouvrir celui de ${patient === null ? 'ce patient' : fullName(patient)} ?
      </p>
      <form class="actions" method="post" action="/confirmopendmp"><button>Oui</button></form>`,
  );
}
