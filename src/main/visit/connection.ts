import type { WebContents } from 'electron';
import { z } from 'zod';
import type { SiteConnection } from '../../domain/launch/visit-life.ts';
import type { Inspector } from './inspector.ts';

const stateSchema = z.object({
  visibleSecurityState: z.object({
    securityState: z.string(),
    certificateSecurityState: z.object({ protocol: z.string(), issuer: z.string() }).optional(),
  }),
});

/** What the engine says was negotiated; null of a page that came by no connection, or by one that it does not trust. */
export function readConnection(params: unknown): SiteConnection | null {
  const told = stateSchema.safeParse(params);
  if (!told.success || told.data.visibleSecurityState.securityState !== 'secure') return null;
  const negotiated = told.data.visibleSecurityState.certificateSecurityState;
  if (negotiated === undefined || !/^TLS \d/.test(negotiated.protocol)) return null;
  const { protocol, issuer } = negotiated;
  return { protocol, issuer: issuer.trim() === '' ? null : issuer.trim() };
}

/** Hears how the page that is shown came: from which origin, by which version and with whose certificate. */
export function followConnection(
  inspector: Inspector,
  contents: WebContents,
  tell: (origin: string, connection: SiteConnection) => void,
): void {
  inspector.on('Security.visibleSecurityStateChanged', (params) => {
    const connection = readConnection(params);
    const address = contents.isDestroyed() ? '' : contents.getURL();
    if (connection !== null && URL.canParse(address)) tell(new URL(address).origin, connection);
  });
  inspector.tell('Security.enable');
}
