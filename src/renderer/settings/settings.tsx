import type { JSX, RefObject } from 'preact';
import { useCallback, useRef, useState } from 'preact/hooks';
import { describeFailure, type Failure } from '../../domain/failures/index.ts';
import { settingsTexts } from '../../domain/texts/fr/index.ts';
import { Action, Frame } from '../shared/frame.tsx';
import { AttentionIcon } from '../shared/icons.tsx';
import type { WindowProps } from '../shared/mount.tsx';
import { DiagnosisLink, Remedies, type SendDiagnosis } from '../shared/parts.tsx';
import {
  ADVANCED,
  foundFields,
  SECTION_IDS,
  shownFields,
  type Field,
  type SectionId,
} from '../shared/setting-fields.ts';
import { SettingField } from '../shared/setting-field.tsx';
import { noteOf } from './note.ts';

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
  /** Null while settings are looked for. */
  readonly current: SectionId | null;
  /** Whether this workstation has an assistant. */
  readonly assistant: boolean;
  readonly go: (section: SectionId) => void;
  readonly send: WindowProps<'settings'>['send'];
}

function SectionItem({
  section,
  current,
  go,
}: Omit<NavigationProps, 'send' | 'assistant'> & { readonly section: SectionId }): JSX.Element {
  return (
    <li>
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
  );
}

/** What a practice changes with its support only: folded until it is asked for, or shown. */
function AdvancedSections({ current, go }: Omit<NavigationProps, 'send' | 'assistant'>): JSX.Element {
  const [asked, setAsked] = useState(false);
  const open = asked || (current !== null && ADVANCED.includes(current));
  return (
    <li>
      <button
        type="button"
        class="side-item side-fold"
        aria-expanded={open}
        aria-controls="side-advanced"
        onClick={() => {
          setAsked(!open);
          if (open && current !== null && ADVANCED.includes(current)) go('opening');
        }}
      >
        {settingsTexts.advanced}
      </button>
      <ul class="side-list side-advanced" id="side-advanced" hidden={!open}>
        {ADVANCED.map((section) => (
          <SectionItem key={section} section={section} current={current} go={go} />
        ))}
      </ul>
    </li>
  );
}

function Navigation({ current, assistant, go, send }: NavigationProps): JSX.Element {
  const { links } = settingsTexts;
  return (
    <nav class="side" aria-label={settingsTexts.sections}>
      <ul class="side-list">
        {SECTION_IDS.filter((section) => !ADVANCED.includes(section)).map((section) => (
          <SectionItem key={section} section={section} current={current} go={go} />
        ))}
        <AdvancedSections current={current} go={go} />
      </ul>
      <ul class="side-list side-links">
        {assistant && (
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
        )}
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

/** Settings one under the other, whichever section they are of. */
function Fields({
  fields,
  state,
  send,
}: WindowProps<'settings'> & { readonly fields: readonly Field[] }): JSX.Element {
  return (
    <div class="setting-card">
      {fields.map((field) => (
        <SettingField
          key={field.key}
          field={field}
          setting={state.settings[field.key]}
          refused={state.refused}
          note={noteOf(field.key, state)}
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
  );
}

interface HeaderProps {
  readonly asked: string;
  readonly onAsked: (asked: string) => void;
  readonly search: RefObject<HTMLInputElement | null>;
  readonly send: WindowProps<'settings'>['send'];
}

function Header({ asked, onAsked, search, send }: HeaderProps): JSX.Element {
  const { label } = settingsTexts.search;
  return (
    <header class="settings-head">
      <h1>{settingsTexts.title}</h1>
      <input
        ref={search}
        class="text-field settings-search"
        type="search"
        autocomplete="off"
        spellcheck={false}
        placeholder={label}
        aria-label={label}
        value={asked}
        onInput={(event) => {
          onAsked(event.currentTarget.value);
        }}
      />
      <Action
        shortcut="Escape"
        onClick={() => {
          send('close', {});
        }}
      >
        {settingsTexts.close}
      </Action>
    </header>
  );
}

/** Every setting that is the user's: a section at a time, or those whose words are looked for. */
export function SettingsWindow({ state, send }: WindowProps<'settings'>): JSX.Element {
  const [section, setSection] = useState<SectionId>('opening');
  const [asked, setAsked] = useState('');
  const search = useRef<HTMLInputElement>(null);
  const searching = asked.trim() !== '';
  const go = useCallback((next: SectionId) => {
    setSection(next);
    setAsked('');
  }, []);
  const leave = useCallback(() => {
    if (searching) {
      setAsked('');
      search.current?.focus();
    } else send('close', {});
  }, [searching, send]);
  const fields = searching ? foundFields(asked, state.settings) : shownFields(section, state.settings);
  const free = fields.some(({ key }) => !state.settings[key].locked);
  const texts = settingsTexts.search;
  return (
    <Frame name="settings" onEscape={leave}>
      <Header asked={asked} onAsked={setAsked} search={search} send={send} />
      <div class="settings-body">
        <Navigation
          current={searching ? null : section}
          assistant={state.settings.assistant.value === true}
          go={go}
          send={send}
        />
        {/* Where everything is fixed nothing inside takes the keyboard, and what is long must scroll all the same. */}
        <main class="settings-main" aria-labelledby="section-title" {...(free ? {} : { tabIndex: 0 })}>
          <Problems problems={state.problems} send={send} />
          <h2 id="section-title">{searching ? texts.title : settingsTexts.section[section]}</h2>
          <p class="section-help" role="status">
            {searching ? texts.count(fields.length) : settingsTexts.sectionHelp[section]}
          </p>
          {fields.length === 0 ? (
            <p>{texts.nothing}</p>
          ) : (
            <Fields fields={fields} state={state} send={send} />
          )}
        </main>
      </div>
    </Frame>
  );
}
