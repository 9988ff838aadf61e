import { mkdir, readlink, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { app } from 'electron';
import { askHolder, Holder } from '../calls/holder.ts';
import { holderAddress } from '../calls/holder-address.ts';
import type { SecondInstanceData } from '../calls/call-links.ts';

/** How a start goes on: as the one program, not at all, or with the reason why there is none. */
export type Place =
  | { readonly kind: 'ours'; readonly holder: Holder | null }
  /** The other program has been told of this start. */
  | { readonly kind: 'handed-over' }
  /** Another program has the profile and does not answer. */
  | { readonly kind: 'silent' };

/** Programs that start at the same moment may each find the other one leaving. */
const TRIES = 3;

/**
 * Makes this process the one program of its profile, or hands its start over to the one that is. Electron's lock alone
 * is files of the profile: with them deleted, a second program would run beside the first one and its open record. A
 * program that does not answer is not asked for its lock: the engine would end it, whatever is open.
 */
export async function takePlace(data: SecondInstanceData): Promise<Place> {
  const address = holderAddress(app.getPath('userData'));
  for (let attempt = 0; attempt < TRIES; attempt++) {
    const holder = await Holder.claim(address);
    if (holder !== null) {
      if (app.requestSingleInstanceLock(data)) return { kind: 'ours', holder };
      await holder.stop();
      return { kind: 'handed-over' };
    }
    const answer = await askHolder(address);
    if (answer === 'silent') return { kind: 'silent' };
    if (answer === 'nobody') continue;
    if (!app.requestSingleInstanceLock(data)) return { kind: 'handed-over' };
    if (answer === 'foreign') return { kind: 'ours', holder: null };
    app.releaseSingleInstanceLock();
    return { kind: 'silent' };
  }
  return { kind: 'silent' };
}

/** Makes Electron's lock anew where its files have gone: on Windows it is none of the profile's. */
export async function keepLock(): Promise<void> {
  if (process.platform === 'win32') return;
  const directory = app.getPath('userData');
  if (await isWhole(directory)) return;
  await mkdir(directory, { recursive: true, mode: 0o700 });
  app.releaseSingleInstanceLock();
  app.requestSingleInstanceLock();
}

/** The engine's three links: whose lock it is, where it listens, and what proves that this is the same. */
async function isWhole(directory: string): Promise<boolean> {
  try {
    const owner = await readlink(join(directory, 'SingletonLock'));
    await readlink(join(directory, 'SingletonCookie'));
    await stat(join(directory, 'SingletonSocket'));
    return owner.endsWith(`-${String(process.pid)}`);
  } catch {
    return false;
  }
}
