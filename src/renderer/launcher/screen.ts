import type { WindowProps } from '../shared/mount.tsx';
import type { InsTyping } from './ins-typing.ts';
import type { LocalAction, LocalState, MainAction } from './model.ts';

/** What each screen of the launcher is given. */
export interface ScreenProps extends WindowProps<'launcher'> {
  readonly local: LocalState;
  readonly act: (action: LocalAction) => void;
  readonly typing: InsTyping;
  readonly main: MainAction;
  /** False for an instant after the people on screen change. */
  readonly armed: boolean;
  readonly onMain: () => void;
}
