import { describe, expect, it, vi } from 'vitest';
import type { PinState } from '../../../../src/borders/windows/index.ts';
import { keepsItsSecret, opened } from './secret-window-contract.ts';

vi.mock(
  '../../../../src/main/windows/panel.ts',
  async () => (await import('./secret-window-contract.ts')).panelModule,
);

const { openPinWindow } = await import('../../../../src/main/questions/pin.ts');

const STATE: PinState = {
  holder: null,
  site: 'wps-cps.exemple.fr',
  purpose: 'sign-in',
  triesLeft: null,
  warnLastTry: false,
  previousWrong: false,
  keypad: false,
  ecps: true,
};

describe('the PIN window', () => {
  const open = opened((told, context) =>
    openPinWindow(
      STATE,
      {
        onTyped: (...typed) => {
          told(typed);
        },
        onGivenUp: () => {
          told('given up');
        },
        onEcps: () => {
          told('e-CPS');
        },
      },
      context,
    ),
  );

  keepsItsSecret(open, 'cpx', { params: { pin: '1234', lastTryAccepted: true }, told: ['1234', true] });

  it('leads on to e-CPS', () => {
    const { panel, told } = open();
    panel.handlers.useEcps?.({});
    expect(told).toEqual(['e-CPS']);
  });
});
