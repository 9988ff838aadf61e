/** The lock of a Linux session on real buses: what logind and a screen saver say, and who may say it. */
import type { MessageBus } from 'dbus-native';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Logind, own, startDaemon, type Daemon } from '../../lab/dbus/index.ts';
import { followSessionLock, type SessionLock } from '../../../src/main/program/linux-lock.ts';

const silent = { info: () => undefined };

describe.skipIf(process.platform !== 'linux')('the lock of a Linux session', () => {
  let system: Daemon;
  let session: Daemon;
  let buses: MessageBus[] = [];
  let told: boolean[] = [];
  let lent: boolean[] = [];
  let followed: SessionLock | null = null;

  beforeEach(async () => {
    [system, session] = await Promise.all([startDaemon(), startDaemon()]);
    told = [];
    lent = [];
  });

  afterEach(() => {
    followed?.stop();
    followed = null;
    for (const bus of buses) bus.connection.end();
    buses = [];
    system.process.kill();
    session.process.kill();
  });

  async function named(daemon: Daemon, name: string): Promise<MessageBus> {
    const bus = await own(daemon, name);
    buses.push(bus);
    return bus;
  }

  async function follow(id: string | undefined = '1'): Promise<void> {
    const addresses = { system: system.address, session: session.address };
    followed = await followSessionLock(
      (way, away) => (way === 'locked' ? told : lent).push(away),
      silent,
      addresses,
      id,
    );
  }

  const soon = (expected: readonly boolean[]): Promise<void> =>
    vi.waitFor(() => {
      expect(told).toEqual(expected);
    }, 5_000);

  it.each(['1', undefined])('is what logind says, for the session %s', async (id) => {
    const logind = new Logind(await named(system, 'org.freedesktop.login1'));
    await follow(id);
    logind.lock(true);
    await soon([true]);
    // Another user's session.
    logind.lock(false, '/org/freedesktop/login1/session/_32');
    logind.lock(false);
    await soon([true, false]);
    // logind alone proves nothing: its hint is false on a desktop that never sets it.
    expect(followed?.told).toBe(false);
  });

  it('has left the screen to another session, which is no lock of its own', async () => {
    const logind = new Logind(await named(system, 'org.freedesktop.login1'));
    await follow();
    logind.activate(false);
    await vi.waitFor(() => {
      expect(lent).toEqual([true]);
    }, 5_000);
    logind.activate(true);
    await vi.waitFor(() => {
      expect(lent).toEqual([true, false]);
    }, 5_000);
    expect(told).toEqual([]);
  });

  it('over the network takes turns with nobody, whatever logind says of its screen', async () => {
    const logind = new Logind(await named(system, 'org.freedesktop.login1'), '');
    logind.activate(false);
    await follow();
    logind.activate(true);
    logind.activate(false);
    logind.lock(true);
    await soon([true]);
    expect(lent).toEqual([]);
  });

  it('is known from the start', async () => {
    const logind = new Logind(await named(system, 'org.freedesktop.login1'));
    logind.lock(true);
    await follow();
    await soon([true]);
  });

  it('is what the desktop’s screen saver says, and nobody else', async () => {
    const saver = await named(session, 'org.gnome.ScreenSaver');
    const path = '/org/gnome/ScreenSaver';
    saver.exportInterface({ GetActive: () => false }, path, {
      name: 'org.gnome.ScreenSaver',
      methods: { GetActive: ['', 'b', [], ['active']] },
    });
    await follow();
    expect(followed?.told).toBe(true);
    const stranger = await named(session, 'org.example.Stranger');
    stranger.sendSignal(path, 'org.gnome.ScreenSaver', 'ActiveChanged', 'b', [true]);
    saver.sendSignal(path, 'org.gnome.ScreenSaver', 'ActiveChanged', 'b', [true]);
    await soon([true]);
    stranger.sendSignal(path, 'org.gnome.ScreenSaver', 'ActiveChanged', 'b', [false]);
    saver.sendSignal(path, 'org.gnome.ScreenSaver', 'ActiveChanged', 'b', [true]);
    saver.sendSignal(path, 'org.gnome.ScreenSaver', 'ActiveChanged', 'b', [false]);
    await soon([true, false]);
  });

  it('ends when both say so', async () => {
    const logind = new Logind(await named(system, 'org.freedesktop.login1'));
    const saver = await named(session, 'org.freedesktop.ScreenSaver');
    const path = '/org/freedesktop/ScreenSaver';
    await follow();
    logind.lock(true);
    await soon([true]);
    saver.sendSignal(path, 'org.freedesktop.ScreenSaver', 'ActiveChanged', 'b', [true]);
    await new Promise((resolve) => setTimeout(resolve, 200));
    logind.lock(false);
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(told).toEqual([true]);
    saver.sendSignal(path, 'org.freedesktop.ScreenSaver', 'ActiveChanged', 'b', [false]);
    await soon([true, false]);
  });

  it('is told by nobody on a machine without either, and does no harm', async () => {
    await follow();
    expect(followed?.told).toBe(false);
    const nowhere = { system: 'unix:path=/nowhere/at/all', session: null };
    const none = await followSessionLock(() => undefined, silent, nowhere, '1');
    expect(none.told).toBe(false);
    none.stop();
  });

  it('is told no more once the bus has gone, without an error', async () => {
    new Logind(await named(system, 'org.freedesktop.login1'));
    await follow();
    system.process.kill();
    await new Promise((resolve) => system.process.once('exit', resolve));
    expect(told).toEqual([]);
  });
});
