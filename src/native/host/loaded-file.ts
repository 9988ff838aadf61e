import { weaknessOf, type Weakness } from '../../system/protection.ts';
import { windowsDescriptorOf, windowsUserSid } from '../../system/windows-descriptor.ts';

/**
 * Why a library must not be loaded: somebody else than an administrator or the user could have put another one in its
 * place, or one that it needs beside it.
 *
 * What cannot be looked at is refused, as it is for the policy: a loaded library sees the PIN, and whoever has taken
 * away the right to look may have done more. Nothing ordinary is lost by it: who may run a library of Windows' own
 * folders or of Program Files may also read its rights (0x1200a9), and a file system without rights (FAT) says by
 * itself that everyone may write.
 * @param file absolute path
 */
export async function whyNotLoad(file: string): Promise<Weakness | null> {
  const users = [process.getuid?.() ?? 0];
  // A path of the user's own settings may lead to the user's own files, and nothing is gained by forging them.
  const sids = process.platform === 'win32' ? usersOwn() : [];
  return weaknessOf(file, { users, sids, descriptorOf: windowsDescriptorOf }, 'load');
}

/** Without its own name the user is as little a keeper as anybody: what administrators have installed still loads. */
function usersOwn(): readonly string[] {
  try {
    return [windowsUserSid()];
  } catch {
    return [];
  }
}
