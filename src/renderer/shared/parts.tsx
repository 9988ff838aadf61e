import type { ComponentChildren, JSX } from 'preact';
import type { Failure } from '../../domain/failures/index.ts';
import { describeFailure } from '../../domain/failures/index.ts';
import { interfaceTexts } from '../../domain/texts/fr/index.ts';
import { AttentionIcon, CheckIcon, CloseIcon, InfoIcon, StopIcon } from './icons.tsx';

/** The strip that every window wears in demonstration. */
export function DemoStrip({ text = interfaceTexts.demonstration.short }: { text?: string }): JSX.Element {
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

interface NoticeProps {
  readonly failure: Failure;
  readonly onDismiss: () => void;
  readonly children?: ComponentChildren;
}

/** A failure that leaves the screen usable: what happened, the first way on, and a way to put it aside. */
export function Notice({ failure, onDismiss, children }: NoticeProps): JSX.Element {
  const { title, sentence, remedies } = describeFailure(failure);
  return (
    <div class="notice note note-attention" role="alert">
      <AttentionIcon />
      <div class="notice-text">
        <p class="strong">{title}</p>
        <p>{sentence}</p>
        {remedies[0] !== undefined && <p>{remedies[0]}</p>}
        {children}
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
export function Remedies({ items }: { items: readonly string[] }): JSX.Element | null {
  if (items.length === 0) return null;
  return (
    <ol class="remedies">
      {items.map((item) => (
        <li key={item}>{item}</li>
      ))}
    </ol>
  );
}

/** A live region that exists from the first drawing on, so that readers hear what it comes to say. */
export function Announcer({ text }: { text: string }): JSX.Element {
  return (
    <div class="unseen" role="status" aria-live="polite">
      {text}
    </div>
  );
}
