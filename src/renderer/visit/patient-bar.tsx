import type { JSX } from 'preact';
import { interfaceTexts } from '../../domain/texts/fr/index.ts';
import { Actions } from '../shared/frame.tsx';
import { NumberIcon, PersonIcon } from '../shared/icons.tsx';
import type { WindowProps } from '../shared/mount.tsx';
import { Key } from '../shared/parts.tsx';
import { barWords, keyNames, type BarWords } from './model.ts';
import { Tools } from './tools.tsx';

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

/** What can be done with the record as a whole. */
function BarActions({ state, send }: WindowProps<'visit'>): JSX.Element {
  const texts = interfaceTexts.visit;
  const keys = keyNames(navigator.platform);
  return (
    <Actions class="bar-actions">
      {state.stop === null && (
        <span class="bar-area">
          {texts.otherArea}
          <Key>{interfaceTexts.keys.otherArea}</Key>
        </span>
      )}
      <Tools state={state} send={send} />
      <button
        type="button"
        class="button bar-close"
        aria-keyshortcuts={`${keys.modifier}+W`}
        title={`${texts.close} (${keys.close})`}
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
export function PatientBarView({ state, send }: WindowProps<'visit'>): JSX.Element {
  const texts = interfaceTexts.visit;
  const { patient, unverified } = state;
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
      <BarActions state={state} send={send} />
    </header>
  );
}
