/** A program of ours in a child process that is spoken to in frames on its standard streams. */
import { startSpoken, type Command } from './child.ts';
import { createFrameReader, encodeFrame } from './framing.ts';
import { guarded, hear } from './guarded.ts';

export interface FramedChild {
  readonly send: (message: unknown) => void;
  /** Ends it at once, whatever it is doing. */
  readonly kill: () => void;
  /** Lets it end: its input is closed, and whoever hangs in foreign code is told as well. */
  readonly leave: () => void;
}

export interface FramedListeners {
  /** False when the message is one that the child should never have sent: it is then ended. */
  readonly onMessage: (message: unknown) => boolean;
  /** Once, when everything that it said has been heard; also when it could not be started. */
  readonly onEnd: () => void;
}

/** One that the system has refused: its end is told like any other's. */
const NOBODY: FramedChild = { send: () => undefined, kill: () => undefined, leave: () => undefined };

/** Starts it. What a vendor's library writes beside the frames, patient data included, goes nowhere. */
export function startFramed(
  command: Command,
  environment: NodeJS.ProcessEnv,
  { onMessage, onEnd }: FramedListeners,
): FramedChild {
  let ended = false;
  const end = (): void => {
    if (ended) return;
    ended = true;
    onEnd();
  };
  const child = startSpoken(command, { env: environment, windowsHide: true }, end);
  if (child === null) return NOBODY;
  const kill = (): void => {
    child.kill('SIGKILL');
    // Whoever it has left behind may hold its output open, and write on.
    child.stdout.destroy();
  };
  const frames = createFrameReader(onMessage);
  hear(child.stdout).on(
    'data',
    guarded((bytes: Uint8Array) => {
      if (!frames.push(bytes)) kill();
    }, kill),
  );
  hear(child).once('close', end);
  return {
    send: (message) => {
      const frame = encodeFrame(message);
      // It may hold a practitioner's code.
      child.stdin.write(frame, () => frame.fill(0));
    },
    kill,
    leave: () => {
      child.stdin.end();
      child.kill('SIGTERM');
    },
  };
}
