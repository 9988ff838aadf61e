import type { BaseWindowConstructorOptions } from 'electron';
import type { WindowKind } from '../../borders/windows/index.ts';
import type { DiagnosisSection } from '../../domain/failures/index.ts';
import { createBarePanel, type Panel, type PanelContext } from './bare-panel.ts';
import { receiver, type CommandHandlers, type OwnHandlers } from './commands.ts';

export type { Panel, PanelContext, PanelWays } from './bare-panel.ts';

/** Makes a window of the interface, hidden until `reveal`. */
export function createPanel<Kind extends WindowKind>(
  kind: Kind,
  options: BaseWindowConstructorOptions,
  handlers: OwnHandlers<Kind>,
  context: PanelContext,
): Panel<Kind> {
  const all = withShared(handlers, context, (height) => {
    panel.fit(height);
  });
  const panel: Panel<Kind> = createBarePanel(kind, options, receiver(kind, all, context.log), context);
  return panel;
}

/** Every window may lead to the diagnosis; some are as high as what they hold. */
export function withShared<Kind extends WindowKind>(
  handlers: OwnHandlers<Kind>,
  { openDiagnosis }: Pick<PanelContext, 'openDiagnosis'>,
  onHeight: (height: number) => void,
): CommandHandlers<Kind> {
  const all = {
    ...handlers,
    openDiagnosis: ({ section }: { readonly section: DiagnosisSection | null }): void => {
      openDiagnosis(section);
    },
    height: ({ height }: { readonly height: number }): void => {
      onHeight(height);
    },
  };
  return all as unknown as CommandHandlers<Kind>;
}
