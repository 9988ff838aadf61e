import type { ComponentChildren, JSX } from 'preact';
import { interfaceTexts } from '../../domain/texts/fr/index.ts';
import { ZOOM_LARGEST, ZOOM_SMALLEST } from '../../domain/site/zoom.ts';
import type { WindowProps } from '../shared/mount.tsx';
import { DocumentIcon, PrinterIcon, ReloadIcon, SearchIcon } from './icons.tsx';
import { keyNames } from './model.ts';

interface ToolProps {
  readonly icon: JSX.Element;
  /** Hidden where there is little room: then the icon's name says it. */
  readonly label: string;
  readonly name: string;
  readonly keyName: string;
  readonly shortcut: string;
  readonly onUse: () => void;
}

/** Its icon says it all: the label would take the room of the patient's line. */
const ICON_ALONE = '';

function Tool({ icon, label, name, keyName, shortcut, onUse }: ToolProps): JSX.Element {
  return (
    <button
      type="button"
      class="button bar-button tool"
      aria-label={name}
      aria-keyshortcuts={shortcut}
      title={`${name} (${keyName})`}
      onClick={onUse}
    >
      {icon}
      {label !== ICON_ALONE && (
        <span class="tool-label" aria-hidden="true">
          {label}
        </span>
      )}
    </button>
  );
}

interface ZoomStepProps {
  readonly name: string;
  readonly disabled?: boolean;
  readonly onUse: () => void;
  readonly children: ComponentChildren;
}

function ZoomStep({ name, disabled = false, onUse, children }: ZoomStepProps): JSX.Element {
  return (
    <button
      type="button"
      class="button bar-button tool tabular"
      aria-label={name}
      title={name}
      disabled={disabled}
      onClick={onUse}
    >
      {children}
    </button>
  );
}

/** Smaller, as it was, larger; the size in percent. */
function ZoomTools({ zoom, send }: { zoom: number; send: WindowProps<'visit'>['send'] }): JSX.Element {
  const texts = interfaceTexts.visit.zoom;
  const change = (step: 'in' | 'out' | 'reset') => (): void => {
    send('zoom', { change: step });
  };
  return (
    <div class="zoom" role="group" aria-label={texts.legend}>
      <ZoomStep name={texts.out} disabled={zoom === ZOOM_SMALLEST} onUse={change('out')}>
        −
      </ZoomStep>
      <ZoomStep name={texts.reset(zoom)} onUse={change('reset')}>
        {texts.percent(zoom)}
      </ZoomStep>
      <ZoomStep name={texts.in} disabled={zoom === ZOOM_LARGEST} onUse={change('in')}>
        +
      </ZoomStep>
    </div>
  );
}

/** Everything that can be done with what is read; where a reason stands in its place, it is only asked for again. */
export function Tools({ state, send }: WindowProps<'visit'>): JSX.Element {
  const { print, savePdf, savePdfShort, reload, find } = interfaceTexts.visit;
  const keys = keyNames(navigator.platform);
  const shown = state.stop === null;
  // Of a page that is not the record's, nothing is taken away.
  const taken = shown && state.signingIn === null;
  // A document has its own bar, and its viewer its own sizes.
  const page = shown && state.document === null;
  return (
    <div class="tools">
      {taken && state.allowed.print && (
        <Tool
          icon={<PrinterIcon />}
          label={print}
          name={print}
          keyName={keys.print}
          shortcut={`${keys.modifier}+P`}
          onUse={() => {
            send('print', {});
          }}
        />
      )}
      {taken && page && state.allowed.save && (
        <Tool
          icon={<DocumentIcon />}
          label={savePdfShort}
          name={savePdf}
          keyName={keys.savePdf}
          shortcut={`${keys.modifier}+S`}
          onUse={() => {
            send('savePdf', {});
          }}
        />
      )}
      {shown && (
        <Tool
          icon={<SearchIcon />}
          label={find.open}
          name={find.open}
          keyName={keys.find}
          shortcut={`${keys.modifier}+F`}
          onUse={() => {
            send('openFind', {});
          }}
        />
      )}
      {page && <ZoomTools zoom={state.zoom} send={send} />}
      <Tool
        icon={<ReloadIcon />}
        label={ICON_ALONE}
        name={reload}
        keyName={keys.reload}
        shortcut={`${keys.modifier}+R F5`}
        onUse={() => {
          send('reload', {});
        }}
      />
    </div>
  );
}
