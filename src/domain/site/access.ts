/** Which addresses the embedded browser may open and fetch: an allow-list of origins, nothing else. */

export interface SiteAccess {
  /** The site's own origin. */
  readonly site: string;
  /** Origins whose documents may be shown: the site's and, for e-CPS, Pro Santé Connect's. */
  readonly documents: ReadonlySet<string>;
  /** Further origins from which the site's pages may fetch sub-resources. */
  readonly resources: ReadonlySet<string>;
  /** SrvSVCNAM's local server: addresses that the site's own pages may fetch, and nobody else's; mostly empty. */
  readonly local: ReadonlySet<string>;
}

/** Where SrvSVCNAM's local server listens (field.md 1.4); which of its ports speaks TLS is not known. */
const LOCAL_PORTS = [1922, 1943] as const;
const LOCAL_NAMES = ['127.0.0.1', 'localhost'] as const;

/** Every origin of that server. */
export const LOCAL_ORIGINS: readonly string[] = LOCAL_NAMES.flatMap((name) =>
  LOCAL_PORTS.flatMap((port) => [`http://${name}:${String(port)}`, `https://${name}:${String(port)}`]),
);

/** Whether a host is this workstation itself, by one of the names of that server. */
export function isLocalName(hostname: string): boolean {
  return LOCAL_NAMES.some((name) => name === hostname);
}

export type AccessDecision =
  | { readonly allowed: true }
  | {
      readonly allowed: false;
      /** The host's name, or the scheme of an address without a host: what the user is told. */
      readonly host: string;
    };

const HOST_SCHEMES: ReadonlySet<string> = new Set(['https:', 'http:', 'wss:', 'ws:', 'ftp:']);

const ALLOWED: AccessDecision = { allowed: true };

/** May this address be shown in the main frame? */
export function decideNavigation(address: string, access: SiteAccess): AccessDecision {
  const url = parse(address);
  if (url?.protocol === 'https:' && access.documents.has(url.origin)) return ALLOWED;
  return { allowed: false, host: nameOf(url, address) };
}

/** May this address be shown in a frame inside a page? The empty documents that pages build frames from may. */
export function decideFrame(address: string, access: SiteAccess): AccessDecision {
  return address === 'about:blank' || address === 'about:srcdoc'
    ? ALLOWED
    : decideNavigation(address, access);
}

/**
 * May a page fetch this address? `data:` and `blob:` carry what the page already has.
 * @param page the origin of the page that asks, null where the engine does not say: the local server is the site's only
 */
export function decideResource(
  address: string,
  access: SiteAccess,
  page: string | null = null,
): AccessDecision {
  const url = parse(address);
  if (url?.protocol === 'data:' || url?.protocol === 'blob:') return ALLOWED;
  const origin = SOCKETS.has(url?.protocol ?? '') ? fetchedOrigin(url) : url?.origin;
  if (origin !== undefined && page === access.site && access.local.has(origin)) return ALLOWED;
  if (
    origin?.startsWith('https://') === true &&
    (access.documents.has(origin) || access.resources.has(origin))
  )
    return ALLOWED;
  return { allowed: false, host: nameOf(url, address) };
}

/** Sockets begin with a request, and go where it goes. */
const SOCKETS: ReadonlySet<string> = new Set(['wss:', 'ws:']);

function fetchedOrigin(url: URL | null): string | undefined {
  return url === null ? undefined : `${url.protocol === 'wss:' ? 'https' : 'http'}://${url.host}`;
}

function parse(address: string): URL | null {
  return URL.canParse(address) ? new URL(address) : null;
}

function nameOf(url: URL | null, address: string): string {
  if (url === null) return address.slice(0, 40);
  // What follows another scheme's slashes is no host of the network, whatever it looks like.
  return HOST_SCHEMES.has(url.protocol) && url.host !== '' ? url.host : url.protocol;
}
