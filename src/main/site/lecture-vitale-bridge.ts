import { lectureVitaleChannel } from '../../borders/site.ts';
import { Buffer } from 'node:buffer';
import type { IpcMainInvokeEvent, WebContents } from 'electron';
import { describeFailure, type Failure } from '../../domain/failures/index.ts';
import {
  answerForPage,
  errorForPage,
  takeRequest,
  type ComponentRequest,
  type JsonObject,
} from '../../domain/site/lecture-vitale.ts';
import type { Result } from '../../domain/result.ts';
import type { Logger } from '../base/log.ts';
import { readJson } from '../../system/json.ts';
import { hear } from '../../system/guarded.ts';

/** A message that would not fit into one frame (1 MiB) is none that a component expects. */
const LONGEST_MESSAGE_BYTES = 1024 * 1024;

export interface LectureVitaleBridge {
  /** The one origin whose pages may ask: the visit's site, not Pro Santé Connect. */
  readonly origin: string;
  /** Carries a request; `wanted` is aborted when its page is no longer there. */
  readonly ask: (request: ComponentRequest, wanted: AbortSignal) => Promise<Result<JsonObject>>;
  /** A reading of the Vitale did not come about. */
  readonly onFailure: (reason: Failure) => void;
}

/**
 * The authority behind the preload that plays the extension « Lecture Carte Vitale »: only the main frame of the
 * visit's own site is answered, and only as long as the page that asked is there. Messages and answers are carried
 * without being looked into, and never logged.
 */
export function attachLectureVitaleBridge(
  contents: WebContents,
  bridge: LectureVitaleBridge,
  log: Logger,
): void {
  let page = new AbortController();
  const pageGone = (): void => {
    page.abort();
    page = new AbortController();
  };
  hear(contents).on('did-navigate', pageGone);
  hear(contents).on('destroyed', pageGone);
  contents.ipc.handle(lectureVitaleChannel, async (event, text: unknown) => {
    const request = isSitePage(event, contents, bridge.origin) ? readRequest(text) : null;
    if (request === null) {
      log.warn({}, 'message for the card components refused');
      return null;
    }
    const wanted = page.signal;
    const result = await bridge.ask(request, wanted);
    if (wanted.aborted) return null;
    if (result.ok) return answerForPage(request, result.value);
    log.warn({ component: request.host, failure: result.failure.code }, 'card component without an answer');
    if (request.service === 'vitale') bridge.onFailure(result.failure);
    return errorForPage(request, describeFailure(result.failure).sentence);
  });
}

function isSitePage({ senderFrame }: IpcMainInvokeEvent, contents: WebContents, origin: string): boolean {
  return senderFrame !== null && senderFrame === contents.mainFrame && senderFrame.origin === origin;
}

function readRequest(text: unknown): ComponentRequest | null {
  if (typeof text !== 'string' || Buffer.byteLength(text) > LONGEST_MESSAGE_BYTES) return null;
  return takeRequest(readJson(text));
}
