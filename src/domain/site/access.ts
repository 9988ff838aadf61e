/** Which addresses the embedded browser may open and fetch: an allow-list of origins, nothing else. */

export interface SiteAccess {
  /** Origins whose documents may be shown: the site's and, for e-CPS, Pro Santé Connect's. */
  readonly documents: ReadonlySet<string>;
  /** Further origins from which the site's pages may fetch sub-resources. */
  readonly resources: ReadonlySet<string>;
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

/** May a page fetch this address? `data:` and `blob:` carry what the page already has. */
export function decideResource(address: string, access: SiteAccess): AccessDecision {
  const url = parse(address);
  if (url?.protocol === 'data:' || url?.protocol === 'blob:') return ALLOWED;
  const origin = url?.protocol === 'wss:' ? `https://${url.host}` : url?.origin;
  if (
    origin?.startsWith('https://') === true &&
    (access.documents.has(origin) || access.resources.has(origin))
  )
    return ALLOWED;
  return { allowed: false, host: nameOf(url, address) };
}

function parse(address: string): URL | null {
  return URL.canParse(address) ? new URL(address) : null;
}

function nameOf(url: URL | null, address: string): string {
  if (url === null) return address.slice(0, 40);
  // What follows another scheme's slashes is no host of the network, whatever it looks like.
  return HOST_SCHEMES.has(url.protocol) && url.host !== '' ? url.host : url.protocol;
}
