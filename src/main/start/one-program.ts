import { mkdir, readlink, stat } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { app } from 'electron';
import { MOST_SLOTS, slotFolder, type Places } from '../base/places.ts';
import { Companions } from '../calls/companions.ts';
import { askHolder, Holder } from '../calls/holder.ts';
import { isHeldByThisUser, sessionAddress, slotAddress } from '../calls/holder-address.ts';
import type { SecondInstanceData } from '../calls/call-links.ts';

/** How a start goes on: as the one program of its session, not at all, or with the reason why there is none. */
export type Place =
  | {
      readonly kind: 'ours';
      /** Of its folder, from 0. */
      readonly slot: number;
      /** Null where another user's process bars its name. */
      readonly holder: Holder | null;
      /** This user's programs in other sessions; null likewise. */
      readonly companions: Companions | null;
    }
  /** The other program has been told of this start. */
  | { readonly kind: 'handed-over' }
  /** Another program has the session and does not answer. */
  | { readonly kind: 'silent' };

/** Programs that start at the same moment may each find the other one leaving. */
const TRIES = 3;

export interface Seat {
  readonly places: Places;
  /** `sessionName` of this process. */
  readonly session: string;
}

/**
 * Makes this process the one program of its session, or hands its start over to the one that is. Electron's lock alone
 * is files of the profile: with them deleted, a second program would run beside the first one and its open record. A
 * program that does not answer is not asked for its lock: the engine would end it, whatever is open. From then on the
 * engine's profile is in a folder that no other program of this user has.
 */
export async function takePlace(seat: Seat, data: SecondInstanceData): Promise<Place> {
  const address = sessionAddress(seat.places.own, seat.session);
  for (let attempt = 0; attempt < TRIES; attempt++) {
    const holder = await Holder.claim(address);
    if (holder !== null) return sitDown(seat, holder, data);
    const { answer, slot } = await askHolder(address);
    if (answer === 'silent') return { kind: 'silent' };
    if (answer === 'nobody') continue;
    if (answer === 'foreign') return sitDown(seat, null, data);
    app.setPath('userData', slotFolder(seat.places.machine, slot));
    if (!app.requestSingleInstanceLock(data)) return { kind: 'handed-over' };
    app.releaseSingleInstanceLock();
    return { kind: 'silent' };
  }
  return { kind: 'silent' };
}

/** Takes the first folder that no other program of this user works in, on this machine or on another. */
async function sitDown(
  { places: { own, machine } }: Seat,
  holder: Holder | null,
  data: SecondInstanceData,
): Promise<Place> {
  const addresses = Array.from({ length: MOST_SLOTS }, (_, slot) => slotAddress(own, slot));
  let barred: number | null = null;
  for (const [slot, address] of addresses.entries()) {
    const seat = await Holder.claim(address);
    if (seat === null) {
      // By another user's process, which must not keep the program from starting.
      if (!(await isHeldByThisUser(address))) barred ??= slot;
      continue;
    }
    if (await isUsedElsewhere(slotFolder(machine, slot))) {
      await seat.stop();
      continue;
    }
    if (!take(machine, slot, data)) {
      await Promise.all([seat.stop(), holder?.stop()]);
      return { kind: 'handed-over' };
    }
    seat.settle(slot);
    holder?.settle(slot);
    // Elsewhere every session has readers of its own.
    const others = process.platform === 'linux' ? addresses.filter((each) => each !== address) : [];
    return { kind: 'ours', slot, holder, companions: await Companions.meet(seat, others) };
  }
  if (barred !== null && take(machine, barred, data)) {
    holder?.settle(barred);
    return { kind: 'ours', slot: barred, holder, companions: null };
  }
  await holder?.stop();
  return { kind: 'silent' };
}

function take(machine: string, slot: number, data: SecondInstanceData): boolean {
  app.setPath('userData', slotFolder(machine, slot));
  return app.requestSingleInstanceLock(data);
}

/** A home that several machines share: the engine's lock of another one is left alone, since nobody can ask it. */
async function isUsedElsewhere(directory: string): Promise<boolean> {
  if (process.platform === 'win32') return false;
  const owner = await readlink(join(directory, 'SingletonLock')).catch(() => null);
  return owner !== null && owner.replace(/-\d+$/, '') !== hostname();
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
