/**
 * What a browser session of the site is made for, taken whole from the settings when it begins: a session never goes
 * on with half of what was settled before and half of what has been settled since.
 */
import type { InsForm } from '../site/pages.ts';
import { LOCAL_ORIGINS, type SiteAccess } from '../site/access.ts';
import type { InsKind } from '../identity/ins.ts';
import type { Configuration, Environment, SignInMethod } from './configuration.ts';

export interface SiteTerms {
  readonly environment: Environment;
  readonly method: SignInMethod;
  /** The site's own origin, for this way of signing in. */
  readonly origin: string;
  /** Pro Santé Connect's origins; empty for a session that signs in by card. */
  readonly connectOrigins: readonly string[];
  /** Further origins from which the site's pages may fetch. */
  readonly resourceHosts: readonly string[];
  /** The installation's wordings of a DMP that cannot be reached. */
  readonly answers: readonly string[];
  /** Whether the site's pages may reach SrvSVCNAM's local server. */
  readonly localComponents: boolean;
  readonly insForm: InsForm;
  readonly insKind: InsKind;
}

/** The terms of a session that begins now. `hasLocalComponent`: SrvSVCNAM is installed on this workstation. */
export function siteTerms(
  { environment, webPs, proSanteConnect }: Pick<Configuration, 'environment' | 'webPs' | 'proSanteConnect'>,
  method: SignInMethod,
  origin: string,
  hasLocalComponent: boolean,
): SiteTerms {
  return {
    environment,
    method,
    origin,
    connectOrigins: method === 'ecps' ? [...proSanteConnect.hosts, ...proSanteConnect.extraHosts] : [],
    resourceHosts: webPs.resourceHosts,
    answers: webPs.answers,
    localComponents:
      webPs.localComponents === 'on' || (webPs.localComponents === 'auto' && hasLocalComponent),
    insForm: webPs.insForm,
    insKind: webPs.insType,
  };
}

/** Which addresses a session of these terms may reach. */
export function accessOf({
  origin,
  connectOrigins,
  resourceHosts,
  localComponents,
}: Pick<SiteTerms, 'origin' | 'connectOrigins' | 'resourceHosts' | 'localComponents'>): SiteAccess {
  return {
    site: origin,
    documents: new Set([origin, ...connectOrigins]),
    resources: new Set(resourceHosts),
    local: new Set(localComponents ? LOCAL_ORIGINS : []),
  };
}
