/** A fleet's policy at its documented place, which the program under test sees and nobody else on this machine. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { electronPath } from '../../scripts/lib/launch.mjs';
import type { Policy } from '../../src/domain/settings/policy.ts';

type Written = Partial<Record<keyof Policy, object>> | string;

export interface PolicyPlace {
  /** A script that starts the program, with `/etc/dmp-direct` of its own. */
  readonly through: string;
  /** What an administrator writes, whole; a text as it is. */
  write(policy: Written): Promise<void>;
  /** Of the account that the program runs as. */
  writeUsers(policy: Written): Promise<void>;
  /** Something else at its place. */
  readonly file: string;
  remove(): Promise<void>;
}

/** Makes the place; needs the right to mount (root). */
export async function policyPlace(): Promise<PolicyPlace> {
  const folder = await mkdtemp(join(tmpdir(), 'dmp-direct-policy-'));
  const etc = join(folder, 'etc');
  const place = join(folder, 'dmp-direct');
  await mkdir(join(place, 'users'), { recursive: true, mode: 0o755 });
  await mkdir(etc);
  const inside = [
    `mount -t tmpfs -o mode=755 etc ${etc}`,
    `cp -a /etc/. ${etc}/`,
    `mkdir -p ${etc}/dmp-direct`,
    `mount --bind ${place} ${etc}/dmp-direct`,
    `mount --rbind ${etc} /etc`,
    `exec '${electronPath()}' "$@"`,
  ].join(' && ');
  const through = join(folder, 'program.sh');
  await writeFile(
    through,
    `#!/bin/sh\nexec unshare -m sh -c '${inside.replaceAll("'", `'\\''`)}' sh "$@"\n`,
    {
      mode: 0o755,
    },
  );
  const file = join(place, 'policy.json');
  const put = (path: string, policy: Written): Promise<void> =>
    writeFile(path, typeof policy === 'string' ? policy : JSON.stringify(policy), { mode: 0o644 });
  return {
    through,
    file,
    write: (policy) => put(file, policy),
    writeUsers: (policy) => put(join(place, 'users', `${userInfo().username}.json`), policy),
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}
