import type { LaunchRules } from '../../domain/launch/launch-policy.ts';
import type { Configuration } from '../../domain/settings/configuration.ts';

/** The settings that the launch policy goes by at this moment. */
export function launchRules(
  { landingPage, openOnInsert, closeOnVitaleRemoval }: Configuration,
  {
    paused,
    trying,
  }: {
    readonly paused: boolean;
    /** The assistant is open: a card inserted to try the reader is not meant to open a record. */
    readonly trying: boolean;
  },
): LaunchRules {
  const awake = trying ? 'ask' : openOnInsert;
  return { landingPage, openOnInsert: paused ? 'discret' : awake, closeOnVitaleRemoval };
}
