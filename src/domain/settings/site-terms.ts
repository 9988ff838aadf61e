/**
 * What a browser session of the site is made for, taken whole from the settings when it begins: a session never goes
 * on with half of what was settled before and half of what has been settled since.
 */
import type { InsForm } from '../site/pages.ts';
import type { SiteAccess } from '../site/access.ts';
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
  readonly insForm: InsForm;
  readonly insKind: InsKind;
}

/** The terms of a session that begins now. */
export function siteTerms(
  { environment, webPs, proSanteConnect }: Pick<Configuration, 'environment' | 'webPs' | 'proSanteConnect'>,
  method: SignInMethod,
  origin: string,
): SiteTerms {
  return {
    environment,
    method,
    origin,
    connectOrigins: method === 'ecps' ? [...proSanteConnect.hosts, ...proSanteConnect.extraHosts] : [],
    resourceHosts: webPs.resourceHosts,
    answers: webPs.answers,
    insForm: webPs.insForm,
    insKind: webPs.insType,
  };
}

/** Which addresses a session of these terms may reach. */
export function accessOf({ origin, connectOrigins, resourceHosts }: SiteTerms): SiteAccess {
  return { documents: new Set([origin, ...connectOrigins]), resources: new Set(resourceHosts) };
}
