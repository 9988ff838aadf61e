/** Names and limits of the two native-messaging hosts, from `srvsvcnam.md`. */
import { COMPONENT_NAMES, type VitaleHost } from '../../domain/site/lecture-vitale.ts';
import { failure, type Failure, type FailureCodeWith } from '../../domain/failures/index.ts';

export const HOST_NAMES: Readonly<Record<VitaleHost, string>> = {
  vitale: 'fr.sesamvitale.srvsvcnam_native_messaging_host',
  diagam: 'fr.sesamvitale.diagam_v3_native_messaging_host',
};

/** Whom the browser says is calling: the public extension « Lecture Carte Vitale ». */
export const CALLER_ORIGIN = 'chrome-extension://kpjpglcbcgnblkigbedgaoegjbifejka/';

/** The same extension in Firefox. */
export const FIREFOX_CALLER = 'webextension.vitale@giesv.fr';

/** Silence after which a host is given up, in milliseconds. */
export const SILENCE_MS = 30_000;

/** A failure of one of the two components that its texts need nothing for but the component's name. */
export function hostFailure(
  host: VitaleHost,
  code: Extract<FailureCodeWith<'component'>, `SRVSVCNAM-${string}`>,
): Failure {
  return failure(code, { component: COMPONENT_NAMES[host] });
}
