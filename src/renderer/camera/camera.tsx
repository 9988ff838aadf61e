import type { JSX } from 'preact';
import { useCallback, useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { describeFailure, type Failure } from '../../domain/failures/index.ts';
import { LONGEST_DATAMATRIX } from '../../domain/identity/datamatrix.ts';
import { cameraTexts } from '../../domain/texts/fr/index.ts';
import { Action, Actions, Frame } from '../shared/frame.tsx';
import { AttentionIcon } from '../shared/icons.tsx';
import type { WindowProps } from '../shared/mount.tsx';
import { DiagnosisLink, Note, Remedies } from '../shared/parts.tsx';
import { useScanner } from '../shared/use-scanner.ts';
import { Lens, type LensView } from './lens.ts';

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
      <span class="camera-problem-mark">
        <AttentionIcon />
      </span>
      <h2>{title}</h2>
      <p class="camera-help">{sentence}</p>
      <Remedies items={remedies} />
      <p class="small">
        {problem.code} · <DiagnosisLink about={problem} send={send} />
      </p>
    </div>
  );
}

/** The computer's camera, which looks for the code of a document; its light is on only while this is in sight. */
export function Camera({ state, send }: WindowProps<'camera'>): JSX.Element {
  const video = useRef<HTMLVideoElement>(null);
  const lens = useRef<Lens | null>(null);
  const [view, setView] = useState<LensView>({ kind: 'starting' });
  const [cameras, setCameras] = useState(1);
  const onCode = useCallback(
    (text: string) => {
      send('scan', { text: text.slice(0, LONGEST_DATAMATRIX + 1) });
    },
    [send],
  );
  const close = useCallback(() => {
    lens.current?.close();
    send('close', {});
  }, [send]);
  useScanner(onCode);
  const latest = useRef(onCode);
  useLayoutEffect(() => {
    latest.current = onCode;
  }, [onCode]);

  useEffect(() => {
    if (video.current === null) return undefined;
    const own = new Lens(video.current, {
      onView: setView,
      onCameras: setCameras,
      onCode: (text) => {
        latest.current(text);
      },
    });
    lens.current = own;
    const onVisibility = (): void => {
      if (document.visibilityState === 'hidden') own.stop();
      else void own.start();
    };
    const onLeave = (): void => {
      own.close();
    };
    void own.start();
    document.addEventListener('visibilitychange', onVisibility);
    window.addEventListener('pagehide', onLeave);
    return () => {
      document.removeEventListener('visibilitychange', onVisibility);
      window.removeEventListener('pagehide', onLeave);
      own.close();
    };
  }, []);

  const again = (): void => {
    void lens.current?.start();
  };
  const failed = view.kind === 'failed' ? view.failure : null;
  return (
    <Frame name="camera" onEscape={close}>
      <main class="camera-main">
        {failed === null && (
          <>
            <h1>{cameraTexts.heading}</h1>
            <p class="camera-help">{cameraTexts.help}</p>
          </>
        )}
        {failed !== null && <Problem problem={failed} send={send} />}
        <div
          class={view.kind === 'live' ? 'camera-picture' : 'camera-picture camera-dark'}
          hidden={failed !== null}
        >
          <video ref={video} muted playsInline disablePictureInPicture aria-label={cameraTexts.picture} />
          {view.kind === 'live' && <div class="camera-aim" aria-hidden="true" />}
        </div>
        <div class="camera-state" role="status">
          {failed === null && <State view={view} refused={state.refused} />}
        </div>
      </main>
      <footer class="camera-foot">
        <p class="small">{cameraTexts.kept}</p>
        <Actions class="camera-actions">
          {cameras > 1 && view.kind === 'live' && (
            <Action
              onClick={() => {
                lens.current?.next();
              }}
            >
              {cameraTexts.other}
            </Action>
          )}
          <Action shortcut="Escape" onClick={close}>
            {cameraTexts.close}
          </Action>
          {failed !== null && (
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
    </Frame>
  );
}
