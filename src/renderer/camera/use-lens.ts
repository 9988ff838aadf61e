import type { RefObject } from 'preact';
import { useCallback, useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { Lens, type LensView } from './lens.ts';

/** What the window shows of the camera, and what it may do with it. */
export interface LensInWindow {
  readonly video: RefObject<HTMLVideoElement | null>;
  readonly view: LensView;
  readonly cameras: number;
  /** Starts anew: after a failure, or when the light went off by itself. */
  readonly again: () => void;
  /** Goes on to the next camera. */
  readonly next: () => void;
  readonly close: () => void;
}

/** A camera for as long as this window is in sight. */
export function useLens(onCode: (text: string) => void): LensInWindow {
  const video = useRef<HTMLVideoElement>(null);
  const lens = useRef<Lens | null>(null);
  const latest = useRef(onCode);
  const [view, setView] = useState<LensView>({ kind: 'starting' });
  const [cameras, setCameras] = useState(1);
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
  const again = useCallback(() => void lens.current?.start(), []);
  const next = useCallback(() => lens.current?.next(), []);
  const close = useCallback(() => lens.current?.close(), []);
  return { video, view, cameras, again, next, close };
}
