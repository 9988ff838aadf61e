import { describe, vi } from 'vitest';
import type { ProxyState } from '../../../../src/borders/windows/index.ts';
import { keepsItsSecret, opened } from './secret-window-contract.ts';

vi.mock(
  '../../../../src/main/windows/panel.ts',
  async () => (await import('./secret-window-contract.ts')).panelModule,
);

const { openProxyWindow } = await import('../../../../src/main/questions/proxy-password.ts');

const STATE: ProxyState = { host: 'proxy.cabinet.fr:8080', realm: 'cabinet', previousWrong: false };

describe('the window of a proxy’s password', () => {
  const open = opened((told, context) =>
    openProxyWindow(
      STATE,
      {
        onTyped: (...typed) => {
          told(typed);
        },
        onGivenUp: () => {
          told('given up');
        },
      },
      context,
    ),
  );

  keepsItsSecret(open, 'network', {
    params: { user: 'dr', password: 'secret' },
    told: ['dr', 'secret'],
  });
});
