import type { ComponentChildren, JSX } from 'preact';
import { useState } from 'preact/hooks';
import { diagnosisTexts } from '../../domain/texts/fr/index.ts';
import type { CheckView } from '../../borders/windows/index.ts';
import { Actions } from '../shared/frame.tsx';
import { Chip, Remedies } from '../shared/parts.tsx';
import { rowId } from './jump.tsx';
import { RESULT_TONES } from './model.ts';

interface CheckRowProps {
  readonly check: CheckView;
  /** What the repair's button says. */
  readonly repairText: string;
  /** Asks for the repair; null where this row has none to offer. */
  readonly onRepair: (() => void) | null;
  /** The repair, when it is shown under this row. */
  readonly children?: ComponentChildren;
}

/** One check: its result in a word, what was found, and what to do about it. */
export function CheckRow({ check, repairText, onRepair, children }: CheckRowProps): JSX.Element {
  const { result, found, code, meaning, steps } = check;
  const isGood = result === 'good';
  return (
    <li class={`check check-${result}`} id={rowId(check.id)} tabIndex={-1} data-section={check.section}>
      <span class="check-result">
        <Chip tone={RESULT_TONES[result]}>{diagnosisTexts.results[result]}</Chip>
      </span>
      <div class="check-text">
        <p class={`check-found ${result === 'fix' || result === 'watch' ? 'strong' : ''}`}>{found}</p>
        {!isGood && <p class="check-code small">{code}</p>}
        {!isGood && <Remedies items={steps} />}
        {!isGood && (
          <Actions class="check-actions">
            {onRepair !== null && (
              <button type="button" class="button button-main" onClick={onRepair}>
                {repairText}
              </button>
            )}
            <Why found={found} meaning={meaning} />
          </Actions>
        )}
        {children}
      </div>
      {isGood && <span class="check-code small">{code}</span>}
    </li>
  );
}

/** What a finding means, for who asks. */
function Why({ found, meaning }: { readonly found: string; readonly meaning: string }): JSX.Element {
  const [shown, show] = useState(false);
  return (
    <>
      <button
        type="button"
        class="button-link"
        aria-expanded={shown}
        // Many rows have the same word: a reader's list of buttons tells them apart.
        aria-label={`${diagnosisTexts.why} ${found}`}
        onClick={() => {
          show(!shown);
        }}
      >
        {diagnosisTexts.why}
      </button>
      {shown && <p class="check-meaning">{meaning}</p>}
    </>
  );
}

/** A control that is still at work. */
export function PendingRow({ title }: { readonly title: string }): JSX.Element {
  return (
    <li class="check check-pending">
      <span class="check-result">
        <Chip tone="neutral">{diagnosisTexts.pending}</Chip>
      </span>
      <p class="check-found">{title}</p>
    </li>
  );
}
