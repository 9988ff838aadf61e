import type { JSX } from 'preact';
import { interfaceTexts } from '../../domain/texts/fr/index.ts';
import type { VisitState } from '../../borders/windows/index.ts';
import { spokenName } from '../shared/person.ts';
import { Actions } from '../shared/frame.tsx';
import { NumberIcon, PersonIcon } from '../shared/icons.tsx';
import type { WindowProps } from '../shared/mount.tsx';
import { barWords, keyNames, type BarWords } from './model.ts';
import { Tools } from './tools.tsx';

/** Of the dots the first stand for all where there is little room. */
function MaskedIns({ shown }: { shown: string }): JSX.Element {
  const [before = '', dots = ''] = /^([^•]*•{0,3})(•*)/.exec(shown)?.slice(1) ?? [];
  return (
    <>
      {before}
      <span class="bar-dots">{dots}</span>
      {shown.slice(before.length + dots.length)}
    </>
  );
}

/** In one line; what has to be checked stands beside the name, where there is room for both. */
function Details({
  words: { details, ins, standing, after, unverified },
  offered,
}: {
  words: BarWords;
  offered: JSX.Element | null;
}): JSX.Element {
  return (
    <div class="bar-words">
      <p class="bar-details tabular">
        {details.map((text) => (
          <span key={text}>{text}</span>
        ))}
        {ins !== null && (
          <span>
            <span aria-hidden="true">
              <MaskedIns shown={ins.shown} />
            </span>
            <span class="unseen">{ins.spoken}</span>
          </span>
        )}
        {standing !== null && <span title={standing.meaning}>{standing.words}</span>}
      </p>
      {unverified !== null && <p class="bar-beside bar-unverified">{unverified}</p>}
      {offered}
      {(offered === null ? after : []).map((text) => (
        <p class="bar-beside" key={text}>
          {text}
        </p>
      ))}
    </div>
  );
}

/** A card was read while the dashboard has no patient: its record is one quiet click away. */
function Offered({
  offered,
  send,
}: {
  offered: NonNullable<VisitState['offered']>;
  send: WindowProps<'visit'>['send'];
}): JSX.Element {
  const texts = interfaceTexts.visit.offered;
  return (
    <button
      type="button"
      class="button bar-button bar-offered"
      onClick={() => {
        send('openOffered', {});
      }}
    >
      {offered === 'people' ? texts.people : texts.person(spokenName(offered))}
    </button>
  );
}

/** What can be done with the record as a whole. */
function BarActions({ state, send }: WindowProps<'visit'>): JSX.Element {
  const texts = interfaceTexts.visit;
  const keys = keyNames(navigator.platform);
  return (
    <Actions class="bar-actions">
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

const KIND_CLASSES: Partial<Record<VisitState['patient']['kind'], string>> = {
  software: 'bar-crowded',
  none: 'bar-nobody',
};

/** Who this record is about. It never scrolls, and no content of the site can look like it. */
export function PatientBarView({ state, send }: WindowProps<'visit'>): JSX.Element {
  const texts = interfaceTexts.visit;
  const { patient, unverified } = state;
  const words = barWords(patient, { unverified });
  return (
    <header class={['bar', KIND_CLASSES[patient.kind]].filter(Boolean).join(' ')}>
      <span class="bar-avatar" aria-hidden="true">
        {words.initials ?? (patient.kind === 'none' ? <PersonIcon /> : <NumberIcon />)}
      </span>
      <section class="bar-text" aria-label={texts.patient}>
        <h1>{words.title}</h1>
        <Details
          words={words}
          offered={state.offered === null ? null : <Offered offered={state.offered} send={send} />}
        />
      </section>
      <BarActions state={state} send={send} />
    </header>
  );
}
