import type { JSX } from 'preact';
import { interfaceTexts } from '../../domain/texts/fr/index.ts';
import { PAGES } from '../../domain/site/pages.ts';
import type { LauncherState } from '../../borders/windows/index.ts';
import { Key } from '../shared/parts.tsx';
import type { ScreenProps } from './screen.ts';

/** The page that will open, and the way to choose another for this once. */
export function LandingRow({ local, act }: Pick<ScreenProps, 'local' | 'act'>): JSX.Element {
  const texts = interfaceTexts.launcher.people;
  return (
    <div class="landing-row">
      <div>
        <p class="small">{texts.landingPage}</p>
        <p class="strong">{PAGES[local.page].title}</p>
      </div>
      <button
        type="button"
        class="button-link"
        aria-label={texts.changeLabel}
        onClick={() => {
          act({ type: 'choosePage' });
        }}
      >
        {texts.change}
      </button>
    </div>
  );
}

interface MainButtonProps {
  readonly label: string;
  readonly onMain: () => void;
  readonly disabled?: boolean;
  /** Not yet listening, without a change of looks. */
  readonly asleep?: boolean;
}

/** The screen's main action, which Enter does as well. */
export function MainButton({
  label,
  onMain,
  disabled = false,
  asleep = false,
}: MainButtonProps): JSX.Element {
  return (
    <button
      type="button"
      class={asleep ? 'button button-main wide asleep' : 'button button-main wide'}
      aria-keyshortcuts="Enter"
      disabled={disabled || asleep}
      onClick={onMain}
    >
      <span>{label}</span>
      <Key>{interfaceTexts.keys.enter}</Key>
    </button>
  );
}

/** « Saisir un INS », as a link; nothing where the workstation does not let it be typed. */
export function TypeInsLink({ state, act }: Pick<ScreenProps, 'state' | 'act'>): JSX.Element | null {
  if (!state.allowed.typedIns) return null;
  return (
    <button
      type="button"
      class="button-link"
      onClick={() => {
        act({ type: 'typeIns' });
      }}
    >
      {interfaceTexts.launcher.typeIns}
    </button>
  );
}

/** « Lire un code », with the computer's camera; nothing where the workstation does not let it be used. */
export function ReadCodeLink({
  state,
  local,
  send,
}: Pick<ScreenProps, 'state' | 'local' | 'send'>): JSX.Element | null {
  const texts = interfaceTexts.launcher;
  if (!state.allowed.camera) return null;
  return (
    <button
      type="button"
      class="button-link"
      aria-label={texts.readCodeLabel}
      title={texts.readCodeLabel}
      onClick={() => {
        send('openCamera', { page: local.page });
      }}
    >
      {texts.readCode}
    </button>
  );
}

/** The head of a screen that is one step in: its title, and the way back with its key. */
export function BackTitle({ title, act }: { title: string } & Pick<ScreenProps, 'act'>): JSX.Element {
  return (
    <div class="back-title">
      <h1>{title}</h1>
      <button
        type="button"
        class="button-link"
        aria-keyshortcuts="Escape"
        onClick={() => {
          act({ type: 'back' });
        }}
      >
        {interfaceTexts.launcher.back}
        <Key>{interfaceTexts.keys.escape}</Key>
      </button>
    </div>
  );
}

interface SignInRowProps {
  readonly signIn: LauncherState['signIn'];
  readonly send: ScreenProps['send'];
}

/** Card or e-CPS, where the practitioner may choose. */
export function SignInRow({ signIn, send }: SignInRowProps): JSX.Element | null {
  const texts = interfaceTexts.launcher.signIn;
  const kept = (
    <>
      {signIn.keptUntil !== undefined && <KeptRow until={signIn.keptUntil} send={send} />}
      {/* There before its words: a reader says what comes into it. */}
      <p class="small ecps-ended" role="status">
        {signIn.endedHere === true && texts.endedHere}
      </p>
    </>
  );
  if (signIn.choices.length < 2) return kept;
  return (
    <>
      <fieldset class="sign-in">
        <legend class="unseen">{texts.legend}</legend>
        <span class="small" aria-hidden="true">
          {texts.legend}
        </span>
        <div class="segments">
          {signIn.choices.map((by) => (
            <label key={by} class="segment">
              <input
                class="unseen"
                type="radio"
                name="sign-in"
                checked={by === signIn.proposed}
                onChange={() => {
                  send('chooseSignIn', { by });
                }}
              />
              {texts[by]}
            </label>
          ))}
        </div>
      </fieldset>
      {kept}
    </>
  );
}

/** The e-CPS session that is kept between visits: until when, and its end. */
function KeptRow({ until, send }: { readonly until: string } & Pick<SignInRowProps, 'send'>): JSX.Element {
  const texts = interfaceTexts.launcher.signIn;
  return (
    <div class="sign-in">
      <span class="small">{texts.kept(until)}</span>
      <button
        type="button"
        class="button-link"
        onClick={() => {
          send('endEcps', {});
        }}
      >
        {texts.endKept}
      </button>
    </div>
  );
}
