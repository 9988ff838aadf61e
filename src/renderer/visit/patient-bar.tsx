import type { JSX } from 'preact';
import { interfaceTexts } from '../../domain/texts/fr/index.ts';
import type { PatientBar } from '../../borders/windows/index.ts';
import { Actions } from '../shared/frame.tsx';
import { NumberIcon, PersonIcon } from '../shared/icons.tsx';
import type { WindowProps } from '../shared/mount.tsx';
import { Key } from '../shared/parts.tsx';
import { barWords, keyNames, type BarWords } from './model.ts';

function Details({ details, ins, standing, after, unverified }: BarWords): JSX.Element {
  return (
    <p class="bar-details tabular">
      {details.map((text) => (
        <span key={text}>{text}</span>
      ))}
      {ins !== null && (
        <span>
          <span aria-hidden="true">{ins.shown}</span>
          <span class="unseen">{ins.spoken}</span>
        </span>
      )}
      {standing !== null && <span title={standing.meaning}>{standing.words}</span>}
      {after.map((text) => (
        <span key={text}>{text}</span>
      ))}
      {unverified !== null && <span class="bar-unverified">{unverified}</span>}
    </p>
  );
}

interface BarActionsProps {
  /** There is a page under the bars, that the keyboard can go to. */
  readonly page: boolean;
  readonly send: WindowProps<'visit'>['send'];
}

/** What can be done with the record as a whole. */
function BarActions({ page, send }: BarActionsProps): JSX.Element {
  const texts = interfaceTexts.visit;
  const keys = keyNames(navigator.platform);
  return (
    <Actions class="bar-actions">
      {page && (
        <span class="bar-area">
          {texts.otherArea}
          <Key>{interfaceTexts.keys.otherArea}</Key>
        </span>
      )}
      <button
        type="button"
        class="button bar-button"
        aria-keyshortcuts={`${keys.modifier}+P`}
        onClick={() => {
          send('print', {});
        }}
      >
        {texts.print}
        <Key>{keys.print}</Key>
      </button>
      <button
        type="button"
        class="button bar-button"
        aria-keyshortcuts={`${keys.modifier}+R`}
        onClick={() => {
          send('reload', {});
        }}
      >
        {texts.reload}
        <Key>{keys.reload}</Key>
      </button>
      <button
        type="button"
        class="button bar-close"
        onClick={() => {
          send('close', {});
        }}
      >
        {texts.close}
      </button>
    </Actions>
  );
}

/** Who this record is about. It never scrolls, and no content of the site can look like it. */
export function PatientBarView({
  patient,
  unverified,
  page,
  send,
}: BarActionsProps & {
  readonly patient: PatientBar;
  /** The page under the bars may be anybody's: the bar says so. */
  readonly unverified: boolean;
}): JSX.Element {
  const texts = interfaceTexts.visit;
  const words = barWords(patient, { unverified });
  return (
    <header class="bar">
      <span class="bar-avatar" aria-hidden="true">
        {words.initials ?? (patient.kind === 'none' ? <PersonIcon /> : <NumberIcon />)}
      </span>
      <section class="bar-text" aria-label={texts.patient}>
        <h1>{words.title}</h1>
        <Details {...words} />
      </section>
      <BarActions page={page} send={send} />
    </header>
  );
}
