import fc from 'fast-check';
import { expect, it, vi } from 'vitest';
import type { LauncherState } from '../../../../src/borders/windows/index.ts';
import { launcherStateSchema } from '../../../../src/borders/windows/launcher.ts';
import { INITIAL_LAUNCH_STATE } from '../../../../src/domain/launch/launch-policy.ts';
import { offerSignIn } from '../../../../src/domain/practitioner/sign-in.ts';
import { resolveConfiguration } from '../../../../src/domain/settings/configuration.ts';
import { Practitioner, type PresentCards } from '../../../../src/main/cards/practitioner.ts';
import { firstLauncherState } from '../../../../src/main/program/first-state.ts';
import { LauncherPresenter } from '../../../../src/main/program/presenter.ts';

const NO_CARDS: PresentCards = {
  practitioners: [],
  unrecognised: [],
  laidOnContactless: null,
  idle: () => Promise.resolve(),
};

const settingsArbitrary = fc.record({
  signIn: fc.constantFrom('cpx', 'ecps', 'ask'),
  landingPage: fc.constantFrom('TableauDeBord', 'ParcoursDeSoins', 'Documents'),
  allow: fc.record({ typedIns: fc.boolean(), camera: fc.boolean() }),
});

it('is the first state that the program itself shows, before it knows of any reader', () => {
  fc.assert(
    fc.property(settingsArbitrary, fc.constantFrom('cpx', 'ecps', null), (given, lastSignIn) => {
      const resolved = resolveConfiguration(given);
      if (!resolved.ok) throw new Error(JSON.stringify(resolved.failure));
      const settings = { current: resolved.value };
      const practitioner = new Practitioner(NO_CARDS, settings, {} as never, () => undefined);
      const send = vi.fn<(state: LauncherState) => void>();
      new LauncherPresenter({
        settings,
        state: () => INITIAL_LAUNCH_STATE,
        readers: () => null,
        practitioner: () => practitioner.view,
        offer: () => offerSignIn(settings.current, practitioner.present, lastSignIn),
        keptEcpsEndsAt: () => null,
        ecpsEndedHere: () => false,
        launcher: { send, reveal: () => undefined, signal: () => undefined },
        paused: () => false,
        updateReady: () => null,
        tray: { show: () => undefined },
        onShown: () => undefined,
      }).render();
      const first = firstLauncherState(settings.current);
      expect(first).toEqual(send.mock.lastCall![0]);
      expect(launcherStateSchema.safeParse(first).success).toBe(true);
    }),
  );
});
