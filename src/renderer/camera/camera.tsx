import type { JSX } from 'preact';
import { useCallback } from 'preact/hooks';
import { describeFailure, type Failure } from '../../domain/failures/index.ts';
import { LONGEST_DATAMATRIX } from '../../domain/identity/datamatrix.ts';
import { cameraTexts } from '../../domain/texts/fr/index.ts';
import { Action, Actions, Frame } from '../shared/frame.tsx';
import { AttentionIcon } from '../shared/icons.tsx';
import type { WindowProps } from '../shared/mount.tsx';
import { DiagnosisLink, Note, Remedies } from '../shared/parts.tsx';
import { useScanner } from '../shared/use-scanner.ts';
import type { LensView } from './lens.ts';
import { useLens, type LensInWindow } from './use-lens.ts';

/** What is seen, in a sentence, and why the last code opens nothing. */
function State({ view, refused }: { view: LensView; refused: Failure | null }): JSX.Element {
  if (view.kind === 'stopped')
    return (
      <Note tone="info">
        {cameraTexts.stopped} {cameraTexts.stoppedHelp}
      </Note>
    );
  if (view.kind === 'live' && view.several) return <Note tone="attention">{cameraTexts.several}</Note>;
  if (refused !== null) {
    const { sentence, remedies } = describeFailure(refused);
    return (
      <Note tone="attention">
        {sentence} {remedies[0]}
      </Note>
    );
  }
  return <p class="small">{view.kind === 'starting' ? cameraTexts.starting : cameraTexts.looking}</p>;
}

/** No picture: why, and the ways on. */
function Problem({ problem, send }: { problem: Failure } & Pick<WindowProps<'camera'>, 'send'>): JSX.Element {
  const { title, sentence, remedies } = describeFailure(problem);
  return (
    <div class="camera-problem" role="alert">
      <span class="sign">
        <AttentionIcon />
      </span>
      <h1>{title}</h1>
      <p class="camera-help">{sentence}</p>
      <Remedies items={remedies} />
      <p class="small">
        {problem.code} · <DiagnosisLink about={problem} send={send} />
      </p>
    </div>
  );
}

interface FootProps {
  readonly lens: LensInWindow;
  readonly onClose: () => void;
}

/** What becomes of the pictures, and the ways on. */
function Foot({ lens: { view, cameras, again, next }, onClose }: FootProps): JSX.Element {
  return (
    <footer class="camera-foot">
      <p class="small">{cameraTexts.kept}</p>
      <Actions class="camera-actions">
        {cameras > 1 && view.kind === 'live' && <Action onClick={next}>{cameraTexts.other}</Action>}
        <Action shortcut="Escape" onClick={onClose}>
          {cameraTexts.close}
        </Action>
        {view.kind === 'failed' && (
          <Action main onClick={again}>
            {cameraTexts.retry}
          </Action>
        )}
        {view.kind === 'stopped' && (
          <Action main onClick={again}>
            {cameraTexts.resume}
          </Action>
        )}
      </Actions>
    </footer>
  );
}

/** The computer's camera, which looks for the code of a document; its light is on only while this is in sight. */
export function Camera({ state, send }: WindowProps<'camera'>): JSX.Element {
  const onCode = useCallback(
    (text: string) => {
      send('scan', { text: text.slice(0, LONGEST_DATAMATRIX + 1) });
    },
    [send],
  );
  useScanner(onCode);
  const lens = useLens(onCode);
  const { video, view, close } = lens;
  const leave = useCallback(() => {
    close();
    send('close', {});
  }, [close, send]);
  const failed = view.kind === 'failed' ? view.failure : null;
  const isLive = view.kind === 'live';
  return (
    <Frame name="camera" onEscape={leave}>
      <main class="camera-main">
        {failed === null && (
          <>
            <h1>{cameraTexts.heading}</h1>
            <p class="camera-help">{cameraTexts.help}</p>
          </>
        )}
        {failed !== null && <Problem problem={failed} send={send} />}
        <div class={isLive ? 'camera-picture' : 'camera-picture camera-dark'} hidden={failed !== null}>
          <video ref={video} muted playsInline disablePictureInPicture aria-label={cameraTexts.picture} />
          {isLive && <div class="camera-aim" aria-hidden="true" />}
        </div>
        <div class="camera-state" role="status">
          {failed === null && <State view={view} refused={state.refused} />}
        </div>
      </main>
      <Foot lens={lens} onClose={leave} />
    </Frame>
  );
}
