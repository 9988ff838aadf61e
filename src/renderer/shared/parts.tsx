import type { ComponentChildren, JSX, Ref } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { describeFailure, type DiagnosisSection, type Failure } from '../../domain/failures/index.ts';
import { interfaceTexts } from '../../domain/texts/fr/index.ts';
import { PAGE } from './page.ts';
import { AttentionIcon, CheckIcon, CloseIcon, InfoIcon, StopIcon } from './icons.tsx';

/** The strip that every window wears in demonstration, and only then. */
export function DemoStrip({
  text = interfaceTexts.demonstration.short,
}: {
  text?: string;
}): JSX.Element | null {
  if (PAGE?.demonstration !== true) return null;
  return (
    <aside class="demo-strip" aria-label={interfaceTexts.demonstration.name}>
      {text}
    </aside>
  );
}

/** A key of the keyboard beside what it does; readers get it from `aria-keyshortcuts`. */
export function Key({ children }: { children: ComponentChildren }): JSX.Element {
  return (
    <kbd class="key" aria-hidden="true">
      {children}
    </kbd>
  );
}

export type Tone = 'good' | 'info' | 'attention' | 'stop' | 'neutral';

/** A state in a word, with its dot. */
export function Chip({ tone, children }: { tone: Tone; children: ComponentChildren }): JSX.Element {
  return <span class={`chip chip-${tone}`}>{children}</span>;
}

const NOTE_ICONS = { good: CheckIcon, info: InfoIcon, attention: AttentionIcon, stop: StopIcon } as const;

interface NoteProps {
  readonly tone: keyof typeof NOTE_ICONS;
  readonly children: ComponentChildren;
  readonly id?: string;
}

/** One sentence beside what it is about. */
export function Note({ tone, children, id }: NoteProps): JSX.Element {
  const NoteIcon = NOTE_ICONS[tone];
  return (
    <span class={`note note-${tone}`} {...(id === undefined ? {} : { id })}>
      <NoteIcon />
      <span>{children}</span>
    </span>
  );
}

/** How any window that shows failures asks for the diagnosis. */
export type SendDiagnosis = (
  name: 'openDiagnosis',
  params: { readonly section: DiagnosisSection | null },
) => void;

interface DiagnosisLinkProps {
  /** The failure that is shown, or a section, where the diagnosis opens; null: at what is wrong at the moment. */
  readonly about: Failure | DiagnosisSection | null;
  readonly send: SendDiagnosis;
  readonly label?: string;
}

/** The way to the diagnosis, beside a failure. */
export function DiagnosisLink({ about, send, label }: DiagnosisLinkProps): JSX.Element {
  return (
    <button
      type="button"
      class="button-link"
      onClick={() => {
        const section = typeof about === 'string' || about === null ? about : describeFailure(about).section;
        send('openDiagnosis', { section });
      }}
    >
      {label ?? interfaceTexts.launcher.diagnosis}
    </button>
  );
}

interface NoticeProps {
  readonly failure: Failure;
  readonly send: SendDiagnosis;
  readonly onDismiss: () => void;
  readonly children?: ComponentChildren;
}

/**
 * A failure that leaves the screen usable: what happened, the first way on, all of them when asked, the diagnosis,
 * and a way to put it aside.
 */
export function Notice({ failure, send, onDismiss, children }: NoticeProps): JSX.Element {
  const { title, sentence, remedies } = describeFailure(failure);
  const [opened, setOpened] = useState<Failure | null>(null);
  const whole = opened === failure;
  const steps = useRef<HTMLOListElement>(null);
  // The button that asked for them is gone: the steps have the keyboard, and a reader says them.
  useEffect(() => {
    if (whole) steps.current?.focus({ preventScroll: true });
  }, [whole]);
  return (
    <div class="notice note note-attention" role="alert">
      <AttentionIcon />
      <div class="notice-text">
        <p class="strong">{title}</p>
        <p>{sentence}</p>
        {whole && <Remedies items={remedies} element={steps} />}
        <div class="notice-links">
          {!whole && <p>{remedies[0]}</p>}
          {children}
          {remedies.length > 1 && !whole && (
            <button
              type="button"
              class="button-link"
              onClick={() => {
                setOpened(failure);
              }}
            >
              {interfaceTexts.allRemedies(remedies.length)}
            </button>
          )}
          <DiagnosisLink about={failure} send={send} />
        </div>
      </div>
      <button
        type="button"
        class="button-icon"
        aria-label={interfaceTexts.launcher.dismiss}
        onClick={onDismiss}
      >
        <CloseIcon />
      </button>
    </div>
  );
}

/** The numbered remedies of a failure. */
export function Remedies({
  items,
  element,
}: {
  items: readonly string[];
  element?: Ref<HTMLOListElement>;
}): JSX.Element | null {
  if (items.length === 0) return null;
  return (
    <ol class="remedies" {...(element === undefined ? {} : { ref: element, tabIndex: -1 })}>
      {items.map((item) => (
        <li key={item}>{item}</li>
      ))}
    </ol>
  );
}

/** Whom to call, where the establishment or the installer has said so. */
export function SupportLine(): JSX.Element | null {
  const support = PAGE?.support ?? null;
  if (support === null) return null;
  const parts = [support.name, support.phone, support.address].filter((part) => part !== null);
  return <p class="small selectable support-line">{interfaceTexts.support.line(parts)}</p>;
}

/** A live region that exists from the first drawing on, so that readers hear what it comes to say. */
export function Announcer({ text }: { text: string }): JSX.Element {
  return (
    <div class="unseen" role="status" aria-live="polite">
      {text}
    </div>
  );
}
