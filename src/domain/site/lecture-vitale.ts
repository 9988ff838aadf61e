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

/**
 * Takes a page's message for a request; null for a message that is none, or names a component that does not exist: what
 * a page says of `dest_host` is taken as it is, null too.
 */
export function takeRequest(message: unknown): ComponentRequest | null {
  if (!isJsonObject(message)) return null;
  const { service, dest_host: named } = message;
  if (typeof service !== 'string' || service === '') return null;
  const host = named === undefined ? (VITALE_SERVICES.has(service) ? 'vitale' : 'diagam') : named;
  return isVitaleHost(host) ? { host, service, message: { ...message, dest_host: host } } : null;
}

function isVitaleHost(value: unknown): value is VitaleHost {
  return VITALE_HOSTS.some((host) => host === value);
}

/** Longer names than this are no component's, and no event's. */
const LONGEST_NAME = 64;

/**
 * What the extension answers for a component that does not exist, and under which name; null for anything but such a
 * request. (`sentence` says so, in French.)
 */
export function answerForNobody(
  message: unknown,
  sentence: string,
): { readonly name: string; readonly answer: JsonObject } | null {
  if (!isJsonObject(message)) return null;
  const { service, dest_host: named } = message;
  if (typeof service !== 'string' || service === '' || isVitaleHost(named)) return null;
  if (named !== null && (typeof named !== 'string' || named.length > LONGEST_NAME)) return null;
  return { name: String(named), answer: errorOf(named, service, sentence) };
}

/** A component's answer as the page gets it: nothing but what the extension adds is added. */
export function answerForPage({ host, service }: ComponentRequest, answer: JsonObject): JsonObject {
  const isVersion = service === 'version' || answer.service === 'version';
  return withVersion({ ...answer, dest_host: host }, isVersion);
}

/** Errors are answers too. */
function withVersion(answer: JsonObject, isVersion: boolean): JsonObject {
  return isVersion ? { ...answer, webextension: LECTURE_VITALE_VERSION } : answer;
}

/** What the page gets when the component gave no answer; `sentence` says why, in French. */
export function errorForPage({ host, service }: ComponentRequest, sentence: string): JsonObject {
  return errorOf(host, service, sentence);
}

function errorOf(host: string | null, service: string, sentence: string): JsonObject {
  const error = {
    dest_host: host,
    type: 'error',
    error_code: NO_COMPONENT,
    service,
    error_message: sentence,
  };
  return withVersion(error, service === 'version');
}

/** Name of the event on the page's document that carries a component's answers. */
export function answerEventName(host: string): string {
  return `evenement_reponse_${host}`;
}
