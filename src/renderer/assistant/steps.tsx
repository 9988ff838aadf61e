import type { JSX } from 'preact';
import { describeFailure } from '../../domain/failures/index.ts';
import { assistantTexts, settingsTexts } from '../../domain/texts/fr/index.ts';
import { LockIcon } from '../shared/icons.tsx';
import type { AssistantState } from '../../borders/windows/index.ts';
import type { WindowProps } from '../shared/mount.tsx';
import { Chip, DiagnosisLink, Note, Remedies } from '../shared/parts.tsx';
import { HABITS } from '../shared/setting-fields.ts';
import { Refusal, SettingField } from '../shared/setting-field.tsx';
import {
  hostOf,
  hostsKey,
  noneAnswers,
  practitionerStatus,
  probeStatus,
  readerStatus,
  summary,
  vitaleStatus,
  type Site,
  type Status,
} from './model.ts';

type StepProps = Pick<WindowProps<'assistant'>, 'state' | 'send'>;

/** A state that may change while one looks at it: readers hear it. What is wrong comes with its remedies. */
function Live({ status, send }: { status: Status; send: StepProps['send'] }): JSX.Element {
  const { tone, text, detail, failure } = status;
  return (
    <>
      <div class="live" role="status">
        <Chip tone={tone}>{text}</Chip>
        {detail !== null && <p class="live-detail">{detail}</p>}
        {failure !== undefined && <Remedies items={describeFailure(failure).remedies} />}
      </div>
      {failure !== undefined && (
        <DiagnosisLink about={failure} send={send} label={assistantTexts.diagnosis} />
      )}
    </>
  );
}

/** Is a reader there? */
export function ReaderStep({ state, send }: StepProps): JSX.Element {
  const { readers } = state;
  return (
    <>
      <Live status={readerStatus(state)} send={send} />
      {readers.state === 'found' && (
        <ul class="names">
          {readers.names.map((name) => (
            <li key={name}>{name}</li>
          ))}
        </ul>
      )}
      {readers.state === 'problem' && <p class="aside">{assistantTexts.reader.without}</p>}
    </>
  );
}

/** Can it read a card? */
export function VitaleStep({ state, send }: StepProps): JSX.Element {
  return <Live status={vitaleStatus(state)} send={send} />;
}

const METHODS = ['ask', 'cpx', 'ecps'] as const;

/** Card, phone, or either. */
export function SignInStep({ state, send }: StepProps): JSX.Element {
  const texts = assistantTexts['sign-in'];
  const { value, locked } = state.settings.signIn;
  return (
    <>
      <fieldset class="choices">
        <legend class="unseen">{texts.title}</legend>
        {METHODS.map((method) => (
          <label key={method} class="choice">
            <input
              type="radio"
              name="sign-in"
              checked={value === method}
              disabled={locked}
              onChange={() => {
                send('set', { key: 'signIn', value: method });
              }}
            />
            <span class="choice-words">
              <span class="strong">{texts[method].label}</span>
              <span class="small">{texts[method].help}</span>
            </span>
          </label>
        ))}
      </fieldset>
      {locked && <Locked />}
      <Refused refused={state.refused?.key === 'signIn' ? state.refused : null} send={send} />
      {value !== 'ecps' && <Live status={practitionerStatus(state)} send={send} />}
    </>
  );
}

function Locked(): JSX.Element {
  return (
    <p class="locked">
      <LockIcon />
      {assistantTexts.site.locked}
    </p>
  );
}

interface SiteProps extends Pick<StepProps, 'send'> {
  readonly site: Site;
  readonly chosen: string | null;
  readonly locked: boolean;
  readonly choose: (origin: string) => void;
}

function SiteChoice({ site, chosen, locked, choose, send }: SiteProps): JSX.Element {
  const texts = assistantTexts.site;
  return (
    <fieldset class="choices">
      <legend class="choices-title">{texts.by[site.by]}</legend>
      {site.candidates.length === 0 && <p class="aside choices-none">{texts.none}</p>}
      {site.candidates.map(({ origin, probe }) => {
        const status = probeStatus(probe);
        return (
          <label key={origin} class="choice">
            <input
              type="radio"
              name={`site-${site.by}`}
              checked={origin === chosen}
              disabled={locked}
              onChange={() => {
                choose(origin);
              }}
            />
            <span class="choice-words">
              <span class="strong host">{hostOf(origin)}</span>
              <span class="small tabular">{status.detail}</span>
            </span>
            <Chip tone={status.tone}>{status.text}</Chip>
          </label>
        );
      })}
      {noneAnswers(site) && (
        <div class="choices-none" role="status">
          <Note tone="attention">
            {texts.noAnswer} <DiagnosisLink about="network" send={send} />
          </Note>
        </div>
      )}
    </fieldset>
  );
}

interface SiteStepProps extends StepProps {
  readonly chosen: (site: Site) => string | null;
  readonly choose: (by: Site['by'], origin: string) => void;
}

/** Which of the known addresses answers? */
export function SiteStep({ state, send, chosen, choose }: SiteStepProps): JSX.Element {
  const isLocked = ({ by }: Site): boolean => state.settings[hostsKey(by)].locked;
  return (
    <>
      {state.sites.map((site) => (
        <div key={site.by} class="site">
          <SiteChoice
            site={site}
            chosen={chosen(site)}
            locked={isLocked(site)}
            send={send}
            choose={(origin) => {
              choose(site.by, origin);
            }}
          />
          {isLocked(site) && <Locked />}
        </div>
      ))}
      <button
        type="button"
        class="button-link"
        onClick={() => {
          send('probe', {});
        }}
      >
        {assistantTexts.site.retry}
      </button>
    </>
  );
}

/** Landing page, by itself or on demand, with the session. */
export function HabitsStep({ state, send }: StepProps): JSX.Element {
  return (
    <div class="setting-card">
      {HABITS.map((field) => (
        <SettingField
          key={field.key}
          field={field}
          setting={state.settings[field.key]}
          refused={state.refused}
          send={send}
          actions={{
            set: (value) => {
              send('set', { key: field.key, value });
            },
            reset: () => {
              send('reset', { key: field.key });
            },
          }}
        />
      ))}
    </div>
  );
}

/** What was settled. */
export function DoneStep({ state, send }: StepProps): JSX.Element {
  const texts = assistantTexts.done;
  return (
    <>
      <dl class="summary" aria-label={texts.summary}>
        {summary(state).map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <p class="small">{texts.again}</p>
      <Refused refused={state.refused} send={send} />
    </>
  );
}

/** What was just asked and could not be kept. Its place is there before its words, so that they are read out. */
function Refused({ refused, send }: Pick<AssistantState, 'refused'> & Pick<StepProps, 'send'>): JSX.Element {
  return (
    <div role="alert">
      {refused !== null && (
        <div class="live">
          <p class="strong">{settingsTexts.fields[refused.key].label}</p>
          <Refusal failure={refused.failure} send={send} />
        </div>
      )}
    </div>
  );
}
