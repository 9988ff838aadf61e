/** An account that the system does not know: Node throws what it throws there. */
import type * as Os from 'node:os';
import { beforeEach, expect, it, vi } from 'vitest';

const os = vi.hoisted(() => ({
  homedir: vi.fn<() => string>(),
  userInfo: vi.fn<() => { username: string }>(),
}));
vi.mock('node:os', async (original) => ({ ...(await original<typeof Os>()), ...os }));

const { accountName, accountToHide, homeFolder } = await import('../../../src/system/account.ts');
const { sessionAddress } = await import('../../../src/main/calls/holder-address.ts');
const { policyPlaces } = await import('../../../src/main/settings/policy-source.ts');

const unknown = (): never => {
  throw Object.assign(new Error('A system error occurred: uv_os_get_passwd returned ENOENT'), {
    code: 'ERR_SYSTEM_ERROR',
  });
};

beforeEach(() => {
  os.userInfo.mockReturnValue({ username: 'claire' });
  os.homedir.mockReturnValue('/home/claire');
});

it('one that it knows has a name and a home', () => {
  expect([accountName(), homeFolder()]).toEqual(['claire', '/home/claire']);
  expect(accountToHide()).toEqual({ userName: 'claire', homePath: '/home/claire' });
});

it('has no name, no policy of its own and an address all the same', () => {
  os.userInfo.mockImplementation(unknown);
  expect(accountName()).toBeNull();
  expect(policyPlaces('linux').map(({ scope }) => scope)).toEqual(['machine']);
  expect(sessionAddress('/profile', 'x11 :0', 'linux')).toMatch(/^\0dmp-direct-/);
});

it('has a home that nobody can fill, and hides nothing that it does not know', () => {
  os.userInfo.mockImplementation(unknown);
  os.homedir.mockImplementation(unknown);
  expect(accountToHide()).toEqual({ homePath: '/nonexistent' });
});
