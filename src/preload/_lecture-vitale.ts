/** Plays the browser extension « Lecture Carte Vitale » towards the page, step by step as srvsvcnam.md gives it. */
import {
  answerEventName,
  LECTURE_VITALE_VERSION,
  takeRequest,
  VERSION_ELEMENT_ID,
  type ComponentRequest,
  type JsonObject,
} from '../domain/site/lecture-vitale.ts';

type Ask = (text: string) => Promise<JsonObject | null>;

/** Begins to play; to be called once, on a page of the site only. */
export function playLectureVitale(ask: Ask): void {
  document.addEventListener('DOMContentLoaded', announce);
  let reading = 0;
  const showReading = (change: 1 | -1): void => {
    reading += change;
    document.body.style.cursor = reading > 0 ? 'wait' : 'default';
  };
  window.addEventListener('message', (event) => {
    // A frame's message has another source; an event that a script made up is not trusted.
    if (!event.isTrusted || event.source !== window) return;
    const request = takeRequest(event.data);
    if (request !== null) void carry(request, ask, showReading);
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

async function carry(
  request: ComponentRequest,
  ask: Ask,
  showReading: (change: 1 | -1) => void,
): Promise<void> {
  const text = asJson(request.message);
  if (text === null) return;
  const readsVitale = request.service === 'vitale';
  if (readsVitale) showReading(1);
  const answer = await ask(text).catch(() => null);
  if (readsVitale) showReading(-1);
  if (answer !== null) dispatch(request.host, answer);
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
