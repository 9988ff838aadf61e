/** Plays the browser extension « Lecture Carte Vitale » towards the page, step by step as srvsvcnam.md gives it. */
import { bridgeTexts } from '../domain/texts/fr/bridge.ts';
import {
  answerEventName,
  answerForNobody,
  LECTURE_VITALE_VERSION,
  takeRequest,
  VERSION_ELEMENT_ID,
  type ComponentRequest,
  type JsonObject,
} from '../domain/site/lecture-vitale.ts';

type Ask = (text: string) => Promise<JsonObject | null>;

/** Begins to play; to be called once, on a page of the site only. */
export function playLectureVitale(ask: Ask): void {
  document.addEventListener('DOMContentLoaded', () => {
    // One task later: the extension comes after the page's own handlers, which may only begin to listen there.
    setTimeout(announce, 0);
  });
  window.addEventListener('message', (event) => {
    // A frame's message has another source; an event that a script made up is not trusted.
    if (!event.isTrusted || event.source !== window) return;
    const request = takeRequest(event.data);
    if (request !== null) void carry(request, ask);
    else refuse(event.data);
  });
}

function announce(): void {
  const element = document.createElement('div');
  element.id = VERSION_ELEMENT_ID;
  element.style.display = 'none';
  element.textContent = LECTURE_VITALE_VERSION;
  document.body.append(element);
  dispatch('diagam', { service: 'diagam_web_extension_is_loaded', version: LECTURE_VITALE_VERSION });
}

async function carry(request: ComponentRequest, ask: Ask): Promise<void> {
  const text = asJson(request.message);
  if (text === null) return;
  // Whatever SrvSVCNAM is asked for; any answer ends it, as in the extension.
  if (request.host === 'vitale') document.body.style.cursor = 'wait';
  const answer = await ask(text).catch(() => null);
  document.body.style.cursor = 'default';
  if (answer !== null) dispatch(request.host, answer);
}

/** A component that does not exist is answered for at once; anything else is no request. */
function refuse(message: unknown): void {
  const refused = answerForNobody(message, bridgeTexts.unknownComponent);
  if (refused !== null) dispatch(refused.name, refused.answer);
}

/** The extension can only carry JSON: a message that is none goes nowhere. */
function asJson(message: JsonObject): string | null {
  try {
    return JSON.stringify(message);
  } catch {
    return null;
  }
}

function dispatch(host: string, detail: JsonObject): void {
  document.dispatchEvent(new CustomEvent(answerEventName(host), { detail }));
}
