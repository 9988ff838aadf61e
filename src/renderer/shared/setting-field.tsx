import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { describeFailure } from '../../domain/failures/index.ts';
import { settingsTexts } from '../../domain/texts/fr/index.ts';
import type { RefusedSetting, Setting, SettingValue } from '../../borders/windows/index.ts';
import { LockIcon } from './icons.tsx';
import { forKeyboard } from './system.ts';
import { DiagnosisLink, Note, type SendDiagnosis } from './parts.tsx';
import { linesOf, numberOf, sameValue, type Control, type Field, type Option } from './setting-fields.ts';
import './setting-field.css';

/** What a field may ask of its window. */
export interface FieldActions {
  readonly set: (value: SettingValue) => void;
  readonly reset: () => void;
  /** Only where files can be chosen. */
  readonly chooseFile?: () => void;
}

interface ControlProps<Kind extends Control['kind']> {
  readonly control: Extract<Control, { kind: Kind }>;
  readonly setting: Setting;
  readonly label: string;
  readonly actions: FieldActions;
  /** For readers: the name's element, and those of the explanations. */
  readonly ids: { readonly name: string; readonly described: string };
}

function Switch({ setting, actions, ids }: ControlProps<'switch'>): JSX.Element {
  const on = setting.value === true;
  return (
    <label class="switch">
      <input
        type="checkbox"
        role="switch"
        checked={on}
        disabled={setting.locked}
        aria-labelledby={ids.name}
        aria-describedby={ids.described}
        onChange={() => {
          actions.set(!on);
        }}
      />
      <span class="switch-word" aria-hidden="true">
        {on ? settingsTexts.on : settingsTexts.off}
      </span>
    </label>
  );
}

function Segments({ control, setting, actions, ids }: ControlProps<'segments'>): JSX.Element {
  return (
    <div class="segments" role="radiogroup" aria-labelledby={ids.name} aria-describedby={ids.described}>
      {control.options.map(({ value, label }) => (
        <label key={label} class="segment">
          <input
            class="unseen"
            type="radio"
            name={ids.name}
            checked={sameValue(value, setting.value)}
            disabled={setting.locked}
            onChange={() => {
              actions.set(value);
            }}
          />
          {label}
        </label>
      ))}
    </div>
  );
}

function Select({ control, setting, actions, ids }: ControlProps<'select'>): JSX.Element {
  const { automatic } = control;
  const isAutomatic = automatic !== undefined && setting.origin === 'built-in';
  // A value that a file gave and that is none of ours is shown as it is.
  const known = control.options.some(({ value }) => sameValue(value, setting.value));
  const options: readonly Option[] = known
    ? control.options
    : [...control.options, { value: setting.value, label: String(setting.value) }];
  const chosen = options.findIndex(({ value }) => sameValue(value, setting.value));
  return (
    <select
      class="select"
      aria-labelledby={ids.name}
      aria-describedby={ids.described}
      disabled={setting.locked}
      value={isAutomatic ? '' : String(chosen)}
      onChange={(event) => {
        const option = options[Number(event.currentTarget.value)];
        if (event.currentTarget.value === '') actions.reset();
        else if (option !== undefined) actions.set(option.value);
      }}
    >
      {automatic !== undefined && <option value="">{automatic}</option>}
      {options.map(({ label }, index) => (
        <option key={label} value={String(index)}>
          {label}
        </option>
      ))}
    </select>
  );
}

/** A text being typed: it follows the setting until it is touched, and Escape takes it back. */
function useTyped(current: string): {
  readonly text: string;
  readonly dirty: boolean;
  readonly type: (text: string) => void;
  readonly onKeyDown: (event: KeyboardEvent) => void;
} {
  const [text, type] = useState(current);
  useEffect(() => {
    type(current);
  }, [current]);
  const dirty = text !== current;
  return {
    text,
    dirty,
    type,
    onKeyDown: (event) => {
      if (event.key !== 'Escape' || !dirty) return;
      event.preventDefault();
      type(current);
    },
  };
}

function NumberField({ control, setting, actions, ids }: ControlProps<'number'>): JSX.Element {
  const { text, dirty, type, onKeyDown } = useTyped(setting.value === null ? '' : String(setting.value));
  const value = numberOf(text, control);
  const wrong = dirty && value === undefined;
  const wrongId = `${ids.name}-wrong`;
  return (
    <div class="number">
      <span class="number-line">
        <input
          class="text-field"
          type="text"
          inputMode={control.whole ? 'numeric' : 'decimal'}
          autocomplete="off"
          value={text}
          disabled={setting.locked}
          aria-labelledby={ids.name}
          aria-describedby={wrong ? `${ids.described} ${wrongId}` : ids.described}
          aria-invalid={wrong}
          onInput={(event) => {
            type(event.currentTarget.value);
          }}
          onKeyDown={onKeyDown}
          onChange={() => {
            if (value !== undefined && !sameValue(value, setting.value)) actions.set(value);
          }}
        />
        {control.unit !== null && <span class="small">{control.unit}</span>}
      </span>
      <span id={wrongId} role="alert">
        {wrong && <Note tone="attention">{settingsTexts.outOfRange(control.min, control.max)}</Note>}
      </span>
    </div>
  );
}

function FileField({ control, setting, label, actions, ids }: ControlProps<'file'>): JSX.Element {
  const path = typeof setting.value === 'string' ? setting.value : null;
  return (
    <div class="file">
      <output class="file-path" aria-labelledby={ids.name}>
        {path ?? control.none}
      </output>
      {!setting.locked && actions.chooseFile !== undefined && (
        <button
          type="button"
          class="button"
          aria-label={settingsTexts.chooseFileLabel(label)}
          aria-describedby={ids.described}
          onClick={actions.chooseFile}
        >
          {settingsTexts.chooseFile}
        </button>
      )}
    </div>
  );
}

function AddressField({ control, setting, actions, ids }: ControlProps<'address'>): JSX.Element {
  const { text, type, onKeyDown } = useTyped(typeof setting.value === 'string' ? setting.value : '');
  return (
    <input
      class="text-field wide"
      type="url"
      autocomplete="off"
      value={text}
      placeholder={control.none}
      disabled={setting.locked}
      aria-labelledby={ids.name}
      aria-describedby={ids.described}
      onInput={(event) => {
        type(event.currentTarget.value);
      }}
      onKeyDown={onKeyDown}
      onChange={() => {
        const address = text.trim();
        const value = address === '' ? null : address;
        if (!sameValue(value, setting.value)) actions.set(value);
      }}
    />
  );
}

/** A change counts when the field is left, as in the others; Escape keeps what was typed too: it is long to type. */
function LinesField({ setting, actions, ids }: ControlProps<'lines'>): JSX.Element {
  const lines = Array.isArray(setting.value) ? setting.value : [];
  const { text, type } = useTyped(lines.join('\n'));
  /** What was last asked for: a text that is refused does not keep Escape from closing the window. */
  const asked = useRef<string | null>(null);
  const take = (): boolean => {
    const typed = linesOf(text);
    if (sameValue(typed, setting.value) || asked.current === text) return false;
    asked.current = text;
    actions.set(typed);
    return true;
  };
  return (
    <div class="lines">
      <textarea
        class="text-field wide"
        rows={Math.max(1, Math.min(6, text.split('\n').length))}
        spellcheck={false}
        value={text}
        disabled={setting.locked}
        placeholder={settingsTexts.noValue}
        aria-labelledby={ids.name}
        aria-describedby={ids.described}
        onInput={(event) => {
          asked.current = null;
          type(event.currentTarget.value);
        }}
        onBlur={take}
        onKeyDown={(event) => {
          if (event.key === 'Escape' && take()) event.preventDefault();
        }}
      />
    </div>
  );
}

function ControlOf({ control, ...props }: ControlProps<Control['kind']>): JSX.Element {
  switch (control.kind) {
    case 'switch':
      return <Switch control={control} {...props} />;
    case 'segments':
      return <Segments control={control} {...props} />;
    case 'select':
      return <Select control={control} {...props} />;
    case 'number':
      return <NumberField control={control} {...props} />;
    case 'file':
      return <FileField control={control} {...props} />;
    case 'address':
      return <AddressField control={control} {...props} />;
    case 'lines':
      return <LinesField control={control} {...props} />;
  }
}

/** Where the value comes from, unless it is the program's own; and the way back to that. */
function Origin({
  setting,
  label,
  id,
  onReset,
}: {
  setting: Setting;
  label: string;
  id: string;
  onReset: () => void;
}): JSX.Element {
  const { origin, locked } = setting;
  return (
    <div class="setting-origin" id={id}>
      {origin !== 'built-in' && (
        <span class={locked ? 'origin-words origin-locked' : 'origin-words'}>
          {locked && <LockIcon />}
          {settingsTexts.origin[origin]}
        </span>
      )}
      {origin === 'user' && (
        <button
          type="button"
          class="button-link setting-reset"
          aria-label={settingsTexts.resetLabel(label)}
          onClick={onReset}
        >
          {settingsTexts.reset}
        </button>
      )}
    </div>
  );
}

interface RefusalProps extends Pick<NonNullable<RefusedSetting>, 'failure' | 'file'> {
  readonly send: SendDiagnosis;
}

/** Why a change could not be made; for a value that does not suit, the reason is the remedy. */
export function Refusal({ failure, file, send }: RefusalProps): JSX.Element {
  const { sentence, remedies } = describeFailure(failure);
  const reason = failure.code === 'CONFIG-INVALIDE' ? failure.detail?.reason : undefined;
  return (
    <Note tone="attention">
      {reason === undefined ? [sentence, ...remedies].join(' ') : settingsTexts.refused(reason, file ?? null)}{' '}
      <DiagnosisLink about={failure} send={send} />
    </Note>
  );
}

interface SettingFieldProps {
  readonly field: Field;
  readonly setting: Setting;
  readonly refused: RefusedSetting;
  /** What this workstation cannot do of what the setting promises. */
  readonly note?: string | null;
  readonly send: SendDiagnosis;
  readonly actions: FieldActions;
}

/** One setting: what it is, its value, where that comes from, and why a change could not be made. */
export function SettingField({
  field,
  setting,
  refused,
  note = null,
  send,
  actions,
}: SettingFieldProps): JSX.Element {
  const { label, help } = settingsTexts.fields[field.key];
  const id = `setting-${field.key.replaceAll('.', '-')}`;
  const ids = { name: id, described: `${id}-help ${id}-origin ${id}-refused` };
  return (
    <div class="setting">
      <div class="setting-words">
        <span class="setting-name" id={id}>
          {label}
        </span>
        <span class="small" id={`${id}-help`}>
          {forKeyboard(help, navigator.platform)}
        </span>
        {note !== null && <Note tone="attention">{note}</Note>}
        <Origin setting={setting} label={label} id={`${id}-origin`} onReset={actions.reset} />
      </div>
      <div class="setting-control">
        <ControlOf control={field.control} setting={setting} label={label} actions={actions} ids={ids} />
      </div>
      <div class="setting-refused" id={`${id}-refused`} role="alert">
        {refused?.key === field.key && <Refusal {...refused} send={send} />}
      </div>
    </div>
  );
}
