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
  noneAnswers,
  practitionerStatus,
  connectionStatus,
  probeStatus,
  readerStatus,
  siteStatus,
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

/** The addresses of one way to sign in: only where none answers is there anything to say of each. */
function SiteSearch({ site, send }: Pick<StepProps, 'send'> & { readonly site: Site }): JSX.Element {
  const texts = assistantTexts.site;
  const silent = noneAnswers(site);
  const status = siteStatus(site);
  return (
    <section class="choices" aria-label={texts.by[site.by]}>
      <h2 class="choices-title">{texts.by[site.by]}</h2>
      {site.candidates.length === 0 && <p class="aside choices-none">{texts.none}</p>}
      {silent && (
        <ul class="tried">
          {site.candidates.map(({ origin, probe }) => {
            const { tone, text, detail } = probeStatus(probe);
            return (
              <li key={origin} class="choice">
                <span class="choice-words">
                  <span class="strong host">{hostOf(origin)}</span>
                  <span class="small tabular">{detail}</span>
                </span>
                <Chip tone={tone}>{text}</Chip>
              </li>
            );
          })}
        </ul>
      )}
      <div class="choices-none" role="status">
        {silent && (
          <Note tone="attention">
            {texts.noAnswer} <DiagnosisLink about="network" send={send} />
          </Note>
        )}
        {!silent && site.candidates.length > 0 && <Chip tone={status.tone}>{status.text}</Chip>}
      </div>
    </section>
  );
}

/** Does the DMP answer? */
export function SiteStep({ state, send }: StepProps): JSX.Element {
  return (
    <>
      {state.sites.map((site) => (
        <SiteSearch key={site.by} site={site} send={send} />
      ))}
      {state.sites.some(noneAnswers) && (
        <button
          type="button"
          class="button-link"
          onClick={() => {
            send('probe', {});
          }}
        >
          {assistantTexts.site.retry}
        </button>
      )}
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
      <Live status={connectionStatus(state)} send={send} />
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
