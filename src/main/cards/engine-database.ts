import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { homeFolder } from '../../system/account.ts';
import {
  ENGINE_DATABASES,
  engineDatabase,
  type EngineDatabase,
} from '../../domain/practitioner/engine-module.ts';

/** The database that the engine of this process uses, relative to the user's folder. */
export async function databaseOfEngine(): Promise<EngineDatabase> {
  const there = await Promise.all(
    ENGINE_DATABASES.map((place) =>
      stat(join(homeFolder(), place)).then(
        () => [place],
        () => [],
      ),
    ),
  );
  const version = process.versions.chrome as string | undefined;
  return engineDatabase(version === undefined ? null : Number.parseInt(version, 10), new Set(there.flat()));
}
