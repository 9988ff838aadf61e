/**
 * The protocol between a page of the site and the browser extension « Lecture Carte Vitale », whose part the
 * launcher plays (srvsvcnam.md). Used in the preload beside the page and in main, so no package is imported here.
 */

/** The two components behind the extension, by the name that a page gives them (`dest_host`). */
export const VITALE_HOSTS = ['vitale', 'diagam'] as const;
export type VitaleHost = (typeof VITALE_HOSTS)[number];

/** What the failure catalogue calls them. */
export const COMPONENT_NAMES: Readonly<Record<VitaleHost, string>> = {
  vitale: 'SrvSVCNAM',
  diagam: 'DiagAM',
};

/**
 * The version that the launcher gives itself towards pages. It is ours: the extension's own numbers say nothing
 * about the launcher, and no page is known to compare them.
 */
export const LECTURE_VITALE_VERSION = '1.0.0';

/** Id of the hidden element by which a page finds out that an extension is there. */
export const VERSION_ELEMENT_ID = 'lecture-vitale-native-messaging-webextension-version';

/** A JSON object. Its content is nobody's business between the page and the component. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** What a page asked of a component. */
export interface ComponentRequest {
  readonly host: VitaleHost;
  readonly service: string;
  /** The page's message with `dest_host`, as the component receives it. */
  readonly message: JsonObject;
}

/** Services of SrvSVCNAM; whatever else a page asks for is DiagAM's. */
const VITALE_SERVICES: ReadonlySet<unknown> = new Set(['vitale', 'serial_number', 'version']);

/** The extension's answer for a component that gives none, whatever the reason. */
const NO_COMPONENT = 'FF00';

/** Whether a value is an object as JSON knows it: neither null nor a list. */
export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Takes a page's message for a request; null for a message that is none, or names a component that does not exist. */
export function takeRequest(message: unknown): ComponentRequest | null {
  if (!isJsonObject(message)) return null;
  const { service, dest_host: named } = message;
  if (typeof service !== 'string' || service === '') return null;
  const host = named ?? (VITALE_SERVICES.has(service) ? 'vitale' : 'diagam');
  return isVitaleHost(host) ? { host, service, message: { ...message, dest_host: host } } : null;
}

function isVitaleHost(value: unknown): value is VitaleHost {
  return VITALE_HOSTS.some((host) => host === value);
}

/** A component's answer as the page gets it: nothing but what the extension adds is added. */
export function answerForPage({ host, service }: ComponentRequest, answer: JsonObject): JsonObject {
  const addressed = { ...answer, dest_host: host };
  return service === 'version' ? { ...addressed, webextension: LECTURE_VITALE_VERSION } : addressed;
}

/** What the page gets when the component gave no answer; `sentence` says why, in French. */
export function errorForPage({ host, service }: ComponentRequest, sentence: string): JsonObject {
  return {
    dest_host: host,
    type: 'error',
    error_code: NO_COMPONENT,
    service,
    error_message: sentence,
  };
}

/** Name of the event on the page's document that carries a component's answers. */
export function answerEventName(host: string): string {
  return `evenement_reponse_${host}`;
}
