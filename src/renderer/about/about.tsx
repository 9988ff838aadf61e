import type { JSX } from 'preact';
import { useCallback, useEffect, useRef } from 'preact/hooks';
import { aboutTexts } from '../../domain/texts/fr/index.ts';
import type { AboutState } from '../../borders/windows/index.ts';
import { Action, Frame } from '../shared/frame.tsx';
import { Mark } from '../shared/icons.tsx';
import type { WindowProps } from '../shared/mount.tsx';
import { DiagnosisLink, Note, SupportLine } from '../shared/parts.tsx';

const VERSION_ORDER = ['program', 'electron', 'chromium', 'system'] as const;

function Versions({ state }: { state: AboutState }): JSX.Element {
  return (
    <section class="about-card" aria-labelledby="versions">
      <h2 id="versions">{aboutTexts.versions}</h2>
      <dl class="versions">
        {VERSION_ORDER.map((name) => (
          <div key={name}>
            <dt>{aboutTexts.version[name]}</dt>
            <dd class="tabular">{state.versions[name]}</dd>
          </div>
        ))}
      </dl>
      {state.engineBelow !== null && (
        <Note tone="attention">{aboutTexts.engineOld(state.versions.chromium, state.engineBelow)}</Note>
      )}
    </section>
  );
}

function DataProtection(): JSX.Element {
  const { title, lead, points } = aboutTexts.data;
  return (
    <section class="about-card" aria-labelledby="data">
      <h2 id="data">{title}</h2>
      <p class="about-lead">{lead}</p>
      <dl class="data-points">
        {points.map((point) => (
          <div key={point.title}>
            <dt>{point.title}</dt>
            <dd>{point.text}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

function Licences({ state, send }: WindowProps<'about'>): JSX.Element {
  const texts = aboutTexts.licences;
  const { notices } = state;
  const text = useRef<HTMLPreElement>(null);
  useEffect(() => {
    if (notices.state === 'shown') text.current?.focus();
  }, [notices.state]);
  return (
    <section class="about-card" aria-labelledby="licences">
      <h2 id="licences">{texts.title}</h2>
      <p>{texts.own}</p>
      {notices.state === 'hidden' && (
        <Action
          onClick={() => {
            send('showNotices', {});
          }}
        >
          {texts.show}
        </Action>
      )}
      {/* There from the first drawing on, so that what comes into it is heard. */}
      <div role="status">{notices.state === 'missing' && <Note tone="info">{texts.missing}</Note>}</div>
      {notices.state === 'shown' && (
        <pre class="notices" ref={text} tabIndex={0} role="region" aria-label={texts.text}>
          {notices.text}
        </pre>
      )}
    </section>
  );
}

/** What this program is, what it is made of, and what it does with what it reads. */
export function About({ state, send }: WindowProps<'about'>): JSX.Element {
  const leave = useCallback(() => {
    send('close', {});
  }, [send]);
  return (
    <Frame name="about" onEscape={leave}>
      <main class="about-main" tabIndex={0} aria-label={aboutTexts.title}>
        <header class="about-head">
          <Mark />
          <div>
            <h1>{aboutTexts.title}</h1>
            <p class="small tabular">{aboutTexts.subtitle(state.versions.program)}</p>
          </div>
          <p class="about-what">{aboutTexts.what}</p>
          <SupportLine />
        </header>
        <DataProtection />
        <Versions state={state} />
        <Licences state={state} send={send} />
      </main>
      <footer class="about-foot">
        <DiagnosisLink
          about={state.engineBelow === null ? null : 'program'}
          send={send}
          label={aboutTexts.diagnosis}
        />
        <Action shortcut="Escape" onClick={leave}>
          {aboutTexts.close}
        </Action>
      </footer>
    </Frame>
  );
}
