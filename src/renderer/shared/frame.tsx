/** What every window is made of: its frame, and rows of actions with their keys. */
import type { ComponentChildren, JSX, Ref } from 'preact';
import { useCallback } from 'preact/hooks';
import { interfaceTexts } from '../../domain/texts/fr/index.ts';
import { isCommandHeld } from '../../domain/site/keys.ts';
import { useKeys } from './hooks.ts';
import { isMac } from './system.ts';
import { DemoStrip, Key } from './parts.tsx';

interface FrameProps {
  /** Names its style: the window's kind. */
  readonly name: string;
  /** What Escape does, in the windows where it does one thing whatever they show. */
  readonly onEscape?: () => void;
  readonly children: ComponentChildren;
}

/** A whole window: it wears the demonstration's strip, and Escape leads out of it. */
export function Frame({ name, onEscape, children }: FrameProps): JSX.Element {
  const onKey = useCallback(
    (event: KeyboardEvent): boolean => {
      if (event.key !== 'Escape' || onEscape === undefined) return false;
      onEscape();
      return true;
    },
    [onEscape],
  );
  useKeys(onKey);
  return (
    <div class={name}>
      <DemoStrip />
      {children}
    </div>
  );
}

/** Keys that an action may show beside its words. */
const SHORTCUTS = { Escape: interfaceTexts.keys.escape, Enter: interfaceTexts.keys.enter } as const;

/** Nobody presses these two together by accident, and no scanner of barcodes types them. */
const DELIBERATE = isMac(navigator.platform)
  ? ({ name: 'Meta+Enter', shown: interfaceTexts.keys.deliberateMac } as const)
  : ({ name: 'Control+Enter', shown: interfaceTexts.keys.deliberate } as const);

interface DeliberateProps {
  /** The question is on screen for long enough. */
  readonly armed: boolean;
  readonly onAnswer: () => void;
  readonly children: ComponentChildren;
}

/**
 * The answer that changes something, beside one that does not and has the keyboard: Enter alone never gives it. Its key
 * is used up while it sleeps too, so that it does not press the other button.
 */
export function DeliberateAction({ armed, onAnswer, children }: DeliberateProps): JSX.Element {
  const onKey = useCallback(
    (event: KeyboardEvent): boolean => {
      const { key, ctrlKey: control, metaKey: meta, shiftKey, altKey, repeat } = event;
      const command = isCommandHeld({ control, meta }, isMac(navigator.platform));
      if (key !== 'Enter' || !command || shiftKey || altKey) return false;
      if (armed && !repeat) onAnswer();
      return true;
    },
    [armed, onAnswer],
  );
  useKeys(onKey);
  return (
    <button
      type="button"
      class={armed ? 'button button-main' : 'button button-main asleep'}
      disabled={!armed}
      aria-keyshortcuts={DELIBERATE.name}
      onClick={onAnswer}
    >
      {children}
      <Key>{DELIBERATE.shown}</Key>
    </button>
  );
}

interface ActionProps {
  readonly children: ComponentChildren;
  /** Left out by the one that sends its form. */
  readonly onClick?: () => void;
  /** The one that goes on. */
  readonly main?: boolean;
  readonly shortcut?: keyof typeof SHORTCUTS;
  readonly disabled?: boolean;
  /** At work: it keeps the keyboard, and asks for nothing again. */
  readonly busy?: boolean;
  /** A question's answer that cannot be given yet. */
  readonly asleep?: boolean;
  readonly element?: Ref<HTMLButtonElement>;
}

/** One thing that can be done, as a button. */
export function Action({
  children,
  onClick,
  main = false,
  shortcut,
  disabled = false,
  busy = false,
  asleep = false,
  element,
}: ActionProps): JSX.Element {
  const look = ['button', main && 'button-main', asleep && 'asleep'].filter(Boolean).join(' ');
  return (
    <button
      type={onClick === undefined ? 'submit' : 'button'}
      class={look}
      disabled={disabled || asleep}
      {...(element === undefined ? {} : { ref: element })}
      {...(busy ? { 'aria-disabled': true } : {})}
      {...(onClick === undefined || busy ? {} : { onClick })}
      {...(shortcut === undefined ? {} : { 'aria-keyshortcuts': shortcut })}
    >
      {children}
      {shortcut !== undefined && <Key>{SHORTCUTS[shortcut]}</Key>}
    </button>
  );
}

/** Actions side by side, on as many lines as they need. */
export function Actions({
  class: own,
  children,
}: {
  class: string;
  children: ComponentChildren;
}): JSX.Element {
  return <div class={`actions ${own}`}>{children}</div>;
}
