import type { JSX } from 'preact';
import { useCallback, useState } from 'preact/hooks';
import { describeFailure, type Failure } from '../../domain/failures/index.ts';
import { settingsTexts } from '../../domain/texts/fr/index.ts';
import { Action, Frame } from '../shared/frame.tsx';
import { AttentionIcon } from '../shared/icons.tsx';
import type { WindowProps } from '../shared/mount.tsx';
import { DiagnosisLink, Remedies, type SendDiagnosis } from '../shared/parts.tsx';
import { SECTION_IDS, shownFields, type SectionId } from '../shared/setting-fields.ts';
import { SettingField } from '../shared/setting-field.tsx';

interface ProblemsProps {
  readonly problems: readonly Failure[];
  readonly send: SendDiagnosis;
}

function Problems({ problems, send }: ProblemsProps): JSX.Element | null {
  if (problems.length === 0) return null;
  return (
    <div class="problems note note-attention" role="alert" aria-label={settingsTexts.problems}>
      <AttentionIcon />
      <div class="problems-list">
        {problems.map((problem) => {
          const { title, sentence, remedies } = describeFailure(problem);
          return (
            <div key={problem.code}>
              <p class="strong">{title}</p>
              <p>{sentence}</p>
              <Remedies items={remedies} />
              <DiagnosisLink about={problem} send={send} />
            </div>
          );
        })}
      </div>
    </div>
  );
}

interface NavigationProps {
  readonly current: SectionId;
  readonly go: (section: SectionId) => void;
  readonly send: WindowProps<'settings'>['send'];
}

function Navigation({ current, go, send }: NavigationProps): JSX.Element {
  const { links } = settingsTexts;
  return (
    <nav class="side" aria-label={settingsTexts.sections}>
      <ul class="side-list">
        {SECTION_IDS.map((section) => (
          <li key={section}>
            <button
              type="button"
              class="side-item"
              {...(section === current ? { 'aria-current': 'true' } : {})}
              onClick={() => {
                go(section);
              }}
            >
              {settingsTexts.section[section]}
            </button>
          </li>
        ))}
      </ul>
      <ul class="side-list side-links">
        <li>
          <button
            type="button"
            class="button-link"
            onClick={() => {
              send('openAssistant', {});
            }}
          >
            {links.assistant}
          </button>
        </li>
        <li>
          <DiagnosisLink about={null} send={send} />
        </li>
        <li>
          <button
            type="button"
            class="button-link"
            onClick={() => {
              send('openAbout', {});
            }}
          >
            {links.about}
          </button>
        </li>
      </ul>
    </nav>
  );
}

/** Every setting that is the user's, a section at a time. */
export function SettingsWindow({ state, send }: WindowProps<'settings'>): JSX.Element {
  const [section, go] = useState<SectionId>('opening');
  const leave = useCallback(() => {
    send('close', {});
  }, [send]);
  return (
    <Frame name="settings" onEscape={leave}>
      <header class="settings-head">
        <h1>{settingsTexts.title}</h1>
        <span class="small">{settingsTexts.immediate}</span>
        <Action shortcut="Escape" onClick={leave}>
          {settingsTexts.close}
        </Action>
      </header>
      <div class="settings-body">
        <Navigation current={section} go={go} send={send} />
        <main class="settings-main" aria-labelledby="section-title">
          <Problems problems={state.problems} send={send} />
          <h2 id="section-title">{settingsTexts.section[section]}</h2>
          <p class="section-help">{settingsTexts.sectionHelp[section]}</p>
          <div class="setting-card">
            {shownFields(section, state.settings).map((field) => (
              <SettingField
                key={field.key}
                field={field}
                setting={state.settings[field.key]}
                refused={state.refused}
                {...(field.key === 'lockAfterMinutes' && state.lockUnseen
                  ? { note: settingsTexts.lockUnseen }
                  : {})}
                send={send}
                actions={{
                  set: (value) => {
                    send('set', { key: field.key, value });
                  },
                  reset: () => {
                    send('reset', { key: field.key });
                  },
                  chooseFile: () => {
                    send('chooseFile', { key: field.key });
                  },
                }}
              />
            ))}
          </div>
        </main>
      </div>
    </Frame>
  );
}
