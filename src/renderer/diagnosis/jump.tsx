import type { JSX } from 'preact';
import { diagnosisTexts } from '../../domain/texts/fr/index.ts';
import type { CheckView } from '../../borders/windows/index.ts';
import { RESULT_TONES, type jumpsOf } from './model.ts';
import { Chip } from '../shared/parts.tsx';

/** The element of a check's row. */
export function rowId(check: CheckView['id']): string {
  return `check-${check}`;
}

/** Brings a check's row into sight, with the keyboard on it. */
export function jumpTo(check: CheckView['id']): void {
  const row = document.getElementById(rowId(check));
  row?.scrollIntoView({ block: 'start' });
  row?.focus({ preventScroll: true });
}

/** The problems by name, a button to each. */
export function Jumps({ jumps }: { readonly jumps: ReturnType<typeof jumpsOf> }): JSX.Element | null {
  if (jumps.length === 0) return null;
  return (
    <nav class="group jumps" aria-label={diagnosisTexts.jumps}>
      <ul class="jump-list">
        {jumps.map(({ id, result, found }) => (
          <li key={id} class="jump">
            <Chip tone={RESULT_TONES[result]}>{diagnosisTexts.results[result]}</Chip>
            <button
              type="button"
              class="button-link"
              onClick={() => {
                jumpTo(id);
              }}
            >
              {found}
            </button>
          </li>
        ))}
      </ul>
    </nav>
  );
}
