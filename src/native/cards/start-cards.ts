import type { NativePort } from '../host/host.ts';
import type { StartedRole } from '../host/role.ts';
import { startCardsRole } from './cards-role.ts';
import { configureKoffi, createSystemService } from '../pcsc/system-service.ts';

/** Starts the `cards` role on this computer's PC/SC service. */
export function startCards(port: NativePort): StartedRole {
  configureKoffi();
  return startCardsRole(createSystemService(), port);
}
