/** A program of ours in a child process that is spoken to in frames on its standard streams. */
import { spawn } from 'node:child_process';
import { createFrameReader, encodeFrame } from './framing.ts';

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

/** Starts it. What a vendor's library writes beside the frames, patient data included, goes nowhere. */
export function startFramed(
  [program, ...args]: readonly [program: string, ...args: string[]],
  environment: NodeJS.ProcessEnv,
  { onMessage, onEnd }: FramedListeners,
): FramedChild {
  const child = spawn(program, args, {
    env: environment,
    stdio: ['pipe', 'pipe', 'ignore'],
    windowsHide: true,
  });
  const kill = (): void => {
    child.kill('SIGKILL');
  };
  const frames = createFrameReader((message) => {
    if (!onMessage(message)) kill();
  });
  child.stdout.on('data', (bytes: Uint8Array) => {
    if (!frames.push(bytes)) kill();
  });
  child.stdin.on('error', () => undefined);
  let ended = false;
  const end = (): void => {
    if (ended) return;
    ended = true;
    onEnd();
  };
  child.once('error', end);
  child.once('close', end);
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
