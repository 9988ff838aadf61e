import type { JSX } from 'preact';
import { interfaceTexts } from '../../domain/texts/fr/index.ts';
import type { LauncherState } from '../../borders/windows/index.ts';
import { RecordIcon } from '../shared/icons.tsx';
import { listName } from '../shared/person.ts';

interface VisitStripProps {
  readonly visit: NonNullable<LauncherState['visit']>;
  readonly onBack: () => void;
}

/** Says that a record is open elsewhere, and leads back to it. */
export function VisitStrip({ visit, onBack }: VisitStripProps): JSX.Element {
  const texts = interfaceTexts.launcher.visit;
  const unnamed = visit.veiled ? texts.veiled : texts.unnamed;
  return (
    <section class="visit-strip" aria-label={texts.heading}>
      <RecordIcon />
      <div class="visit-strip-name">
        <p class="small">{texts.heading}</p>
        <p class="strong">{visit.person === null ? unnamed : listName(visit.person)}</p>
      </div>
      <button type="button" class="button-link" onClick={onBack}>
        {texts.back}
      </button>
    </section>
  );
}
