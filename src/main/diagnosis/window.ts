import { diagnosisTexts } from '../../domain/texts/fr/diagnosis.ts';
import type { DiagnosisState } from '../../borders/windows/index.ts';
import type { OwnHandlers } from '../windows/commands.ts';
import type { PanelContext } from '../windows/panel.ts';
import { SingleWindow } from '../windows/single.ts';

/** The diagnosis's window. */
export function createDiagnosisWindow(
  state: () => DiagnosisState,
  handlers: OwnHandlers<'diagnosis'>,
  onClosed: () => void,
  context: PanelContext,
): SingleWindow<'diagnosis'> {
  return new SingleWindow<'diagnosis'>(
    {
      kind: 'diagnosis',
      title: diagnosisTexts.windowTitle,
      width: 880,
      height: 720,
      minWidth: 480,
      minHeight: 400,
      handlers,
      state,
      onClosed,
    },
    context,
  );
}
