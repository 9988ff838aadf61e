/**
 * What was last understood of each policy, in the user's profile. It is the user's own file, and no lock against them:
 * it is asked only when the machine's policy, which they cannot write, cannot be understood; forged or deleted, it gets
 * them no further than having no policy would.
 */
import { mkdir, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import writeFileAtomic from 'write-file-atomic';
import { readPolicy, type LastGood } from '../../domain/settings/policy.ts';
import { readJson } from '../../system/json.ts';
import { readSmallFile } from '../../system/small-file.ts';

function placeOf(userFile: string): string {
  return join(dirname(userFile), 'policy-last-good.json');
}

/** Nothing of what is no policy any more, in this version's eyes, is taken from it. */
export async function readLastGood(userFile: string): Promise<LastGood> {
  const file = await readSmallFile(placeOf(userFile));
  const kept: unknown = file.kind === 'text' ? readJson(file.text) : undefined;
  if (typeof kept !== 'object' || kept === null) return {};
  return Object.fromEntries(
    Object.entries(kept).flatMap(([source, input]) => {
      const read = readPolicy(input);
      return read === null ? [] : [[source, read.policy]];
    }),
  );
}

/** Written when it has changed; without a policy there is no such file. A disk that refuses it costs only itself. */
export async function keepLastGood(userFile: string, lastGood: LastGood): Promise<void> {
  const file = placeOf(userFile);
  try {
    if (Object.keys(lastGood).length === 0) {
      await rm(file, { force: true });
      return;
    }
    await mkdir(dirname(file), { recursive: true, mode: 0o700 });
    await writeFileAtomic(file, `${JSON.stringify(lastGood, null, 2)}\n`, { mode: 0o600 });
  } catch {
    // The policy itself is in force all the same.
  }
}
