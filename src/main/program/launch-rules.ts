import type { LaunchRules } from '../../domain/launch/launch-policy.ts';
import type { Configuration } from '../../domain/settings/configuration.ts';

/** The settings that the launch policy goes by at this moment. */
export function launchRules(
  { landingPage, openOnInsert, closeOnVitaleRemoval }: Configuration,
  {
    paused,
    trying,
    unwatched,
  }: {
    readonly paused: boolean;
    /**
     * The same user sits at another screen of this machine too, or this one is another session's at the moment: nobody
     * knows who inserted the card, and at which of them.
     */
    readonly unwatched: boolean;
    /** The assistant is open: a card inserted to try the reader is not meant to open a record. */
    readonly trying: boolean;
  },
): LaunchRules {
  const asks = trying || (unwatched && openOnInsert === 'always');
  const awake = asks ? 'ask' : openOnInsert;
  return { landingPage, openOnInsert: paused ? 'discret' : awake, closeOnVitaleRemoval };
}
