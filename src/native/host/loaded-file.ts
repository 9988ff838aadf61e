import { weaknessOf, type Weakness } from '../../system/protection.ts';

/**
 * Why a library must not be loaded into this process: somebody else than an administrator or the user could have put
 * another one in its place. On Windows only folders that installers alone can write are searched, and a path of the
 * settings' is the user's own or the fleet's: nothing is looked at there.
 * @param file absolute path
 */
export async function whyNotLoad(file: string): Promise<Weakness | null> {
  if (process.platform === 'win32') return null;
  const users = [process.getuid?.() ?? 0];
  return weaknessOf(file, { users, sids: [], descriptorOf: () => Promise.reject(new Error('POSIX')) });
}
