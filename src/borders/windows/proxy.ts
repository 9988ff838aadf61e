import { z } from 'zod';
import { LONGEST_PROXY_ENTRY } from '../../domain/site/proxy-policy.ts';
import { height, none, openDiagnosis } from './shared.ts';

export const proxyStateSchema = z.strictObject({
  /** `host:port` of the proxy. */
  host: z.string(),
  /** What the proxy calls what it keeps, in its own words; null when it says nothing. */
  realm: z.string().nullable(),
  previousWrong: z.boolean(),
});
export type ProxyState = z.infer<typeof proxyStateSchema>;

const entry = z.string().min(1).max(LONGEST_PROXY_ENTRY);

export const proxyCommands = {
  submit: z.strictObject({ user: entry, password: entry }),
  cancel: none,
  /** Gives up as well: this window would stand before the diagnosis. */
  openDiagnosis,
  height,
} as const;
