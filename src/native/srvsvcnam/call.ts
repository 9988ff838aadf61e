/** One question to a native-messaging host: a process of its own, one answer, and the process is gone. */
import { once } from 'node:events';
import {
  COMPONENT_NAMES,
  isJsonObject,
  type JsonObject,
  type VitaleHost,
} from '../../domain/site/lecture-vitale.ts';
import { failure } from '../../domain/failures/index.ts';
import { failed, success, type Result } from '../../domain/result.ts';
import { PROGRAM_REASONS } from '../../domain/texts/fr/reasons.ts';
import type { SpokenChild } from '../../system/child.ts';
import { createFrameReader, encodeFrame } from '../../system/framing.ts';
import { hostFailure, SILENCE_MS } from './hosts.ts';
import { endHost, startHost } from './host-process.ts';
import type { HostProgram } from './manifest.ts';
import { codeOf } from '../../system/error-code.ts';
import { onAbort } from '../../system/guarded.ts';

/** After its answer a host sees the end of its input and may leave by itself for so long. */
const LEAVE_MS = 1_000;
/** A killed process is gone within milliseconds; one that the system cannot end is not waited for. */
const GONE_MS = 2_000;

export interface HostCall {
  /** The answer as it came, once the process is gone. Never rejects. */
  readonly answer: Promise<Result<JsonObject>>;
  /** Ends the process at once; the answer is then SRVSVCNAM-ARRETE. */
  abandon(): void;
}

/**
 * Starts the host's program, hands it the message and waits for one answer.
 * @param silenceMs longest wait for the whole answer, in milliseconds
 */
export function callHost(
  host: VitaleHost,
  program: HostProgram,
  message: JsonObject,
  silenceMs: number = SILENCE_MS,
): HostCall {
  let refuse: (error: unknown) => void = () => undefined;
  const refused = new Promise<Answer>((resolve) => {
    refuse = (error) => {
      resolve(startFailure(host, error));
    };
  });
  const child = startHost(program, refuse);
  if (child === null) return { answer: refused, abandon: () => undefined };
  // A program that does not read its input is told by its silence or its end.
  child.stdin.write(encodeFrame(message));
  const abandoned = new AbortController();
  return {
    answer: finish(child, firstOutcome(host, child, silenceMs, { abandoned: abandoned.signal, refused })),
    abandon: () => {
      abandoned.abort();
      // At once, not when the answer is handed on: the whole role may be about to exit.
      endHost(child);
    },
  };
}

type Answer = Result<JsonObject>;

function firstOutcome(
  host: VitaleHost,
  child: SpokenChild,
  silenceMs: number,
  { abandoned, refused }: { readonly abandoned: AbortSignal; readonly refused: Promise<Answer> },
): Promise<Answer> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => {
      const seconds = String(Math.round(silenceMs / 1000));
      settle(failed(failure('SRVSVCNAM-MUET', { component: COMPONENT_NAMES[host], seconds })));
    }, silenceMs);
    const settle = (outcome: Answer): void => {
      clearTimeout(timer);
      resolve(outcome);
    };
    const frames = createFrameReader((answer) => {
      settle(isJsonObject(answer) ? success(answer) : failed(hostFailure(host, 'SRVSVCNAM-PAS-JSON')));
    });
    child.stdout.on('data', (bytes: Uint8Array) => {
      if (!frames.push(bytes)) settle(failed(hostFailure(host, 'SRVSVCNAM-TROP-GRAND')));
    });
    void refused.then(settle);
    child.on('exit', () => {
      // Whatever it has left behind may hold its output open: «close» would not come.
      endHost(child);
    });
    const stopped = (): void => {
      settle(failed(hostFailure(host, 'SRVSVCNAM-ARRETE')));
    };
    child.on('close', stopped);
    // Not by its end: a process that the system is slow to end would be told as a silent one.
    onAbort(abandoned, stopped);
  });
}

/** Ends the process before its answer is handed on: as long as it lives it may hold the card. */
async function finish(child: SpokenChild, outcome: Promise<Answer>): Promise<Answer> {
  const result = await outcome;
  child.stdout.resume();
  child.stdin.end();
  if (result.ok) await gone(child, LEAVE_MS);
  endHost(child);
  await gone(child, GONE_MS);
  child.stdout.destroy();
  child.stdin.destroy();
  return result;
}

/** Answers when the process is gone, or after the time given. */
async function gone(child: SpokenChild, waitMs: number): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  await once(child, 'exit', { signal: AbortSignal.timeout(waitMs) }).catch(() => undefined);
}

/** The system's reasons not to start a program, in French. */
const START_REASONS: Readonly<Record<string, string>> = {
  ENOENT: PROGRAM_REASONS.notFound,
  EACCES: PROGRAM_REASONS.notAllowedToStart,
  EPERM: PROGRAM_REASONS.notAllowedToStart,
  ENOEXEC: PROGRAM_REASONS.forAnotherSystem,
};

function startFailure(host: VitaleHost, error: unknown): Answer {
  const code = codeOf(error);
  const reason = START_REASONS[code] ?? `code ${code === '' ? 'inconnu' : code}`;
  return failed(failure('SRVSVCNAM-DEMARRAGE', { component: COMPONENT_NAMES[host], reason }));
}
