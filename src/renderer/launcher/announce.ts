import { describeFailure } from '../../domain/failures/index.ts';
import { interfaceTexts } from '../../domain/texts/fr/index.ts';
import type { LauncherState } from '../../borders/windows/index.ts';
import { listName } from '../shared/person.ts';

/**
 * What a screen reader hears of a change of state; null when there is nothing new to say.
 * The reading itself is silent: it lasts a fifth of a second, and its words would cover the names.
 */
export function announcement(previous: LauncherState | null, next: LauncherState): string | null {
  const { screen } = next;
  if (previous?.screen.kind === screen.kind && screen.kind !== 'people' && screen.kind !== 'problem')
    return null;
  if (JSON.stringify(previous?.screen) === JSON.stringify(screen)) return null;
  const texts = interfaceTexts.announce;
  switch (screen.kind) {
    case 'reading':
      // Emptied, so that the same words about the next card are heard again.
      return '';
    case 'waiting':
      if (previous === null) return null;
      // Still there, but nobody is named while the record is hidden: not here either.
      return next.vitale === 'read' || isSaidInRecord(previous, next) ? '' : texts.removed;
    case 'problem': {
      const { title, sentence } = describeFailure(screen.failure);
      return `${title}. ${sentence}`;
    }
    case 'people': {
      const chosen = screen.candidates.find(({ id }) => id === screen.selected);
      const read = texts.read(screen.candidates.length);
      return chosen === undefined ? read : `${read} ${texts.selected(listName(chosen.person))}`;
    }
  }
}

/** The card of the open record's patient: its window says that the card has left, and once is enough. */
function isSaidInRecord({ screen }: LauncherState, { visit }: LauncherState): boolean {
  const person = visit?.person;
  if (screen.kind !== 'people' || person === undefined || person === null) return false;
  const open = listName(person);
  return screen.candidates.some((candidate) => listName(candidate.person) === open);
}
