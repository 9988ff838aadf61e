/**
 * Whether a Linux session is locked: Electron never says (its `lock-screen` is for Windows and macOS). Two places tell
 * it on D-Bus: logind, where the desktop keeps `LockedHint` (org.freedesktop.login1, systemd's documentation), and the
 * desktop's own screen saver (`ActiveChanged`, `GetActive`). Neither is there on every desktop. A session that has left
 * the screen to another one (`Active` of logind: switched users) is told as lent.
 */
import type { Message, MessageBus } from 'dbus-native';
import type { Logger } from '../base/log.ts';
import { hear, noteFault } from '../../system/guarded.ts';

/** What can be told about the lock of this session. */
export interface SessionLock {
  /** Whether anything of this desktop tells: without it a lock goes unnoticed. */
  readonly told: boolean;
  stop(): void;
}

/** Addresses of the two buses (D-Bus specification); null for one that is not there. */
export interface BusAddresses {
  readonly system: string | null;
  readonly session: string | null;
}

/** Where the buses of this process are. */
export function busAddresses(environment: NodeJS.ProcessEnv = process.env): BusAddresses {
  return {
    system: environment.DBUS_SYSTEM_BUS_ADDRESS ?? 'unix:path=/var/run/dbus/system_bus_socket',
    session: environment.DBUS_SESSION_BUS_ADDRESS ?? null,
  };
}

const ANSWER_MS = 2_000;
const PROPERTIES = 'org.freedesktop.DBus.Properties';
const LOGIN = 'org.freedesktop.login1';
const LOGIN_SESSION = 'org.freedesktop.login1.Session';

/** Names and paths of the screen savers: freedesktop.org's (KDE and others) and those of the GNOME family. */
const SCREEN_SAVERS: readonly (readonly [name: string, path: string])[] = [
  ['org.freedesktop.ScreenSaver', '/org/freedesktop/ScreenSaver'],
  ['org.freedesktop.ScreenSaver', '/ScreenSaver'],
  ['org.gnome.ScreenSaver', '/org/gnome/ScreenSaver'],
  ['org.cinnamon.ScreenSaver', '/org/cinnamon/ScreenSaver'],
  ['org.mate.ScreenSaver', '/org/mate/ScreenSaver'],
  ['org.xfce.ScreenSaver', '/org/xfce/ScreenSaver'],
];

/** `lent`: another session has the screen. */
export type SessionAway = 'locked' | 'lent';

/**
 * Follows the session's lock until `stop`. Never rejects: a bus or a service that is not there tells nothing.
 * @param onChange called with whether the session is locked, or lent, each time that changes
 * @param sessionId `$XDG_SESSION_ID`; without it the user's graphical session is asked for
 */
export async function followSessionLock(
  onChange: (way: SessionAway, away: boolean) => void,
  log: Pick<Logger, 'info'>,
  addresses = busAddresses(),
  sessionId = process.env.XDG_SESSION_ID,
): Promise<SessionLock> {
  const sources = new Map<string, boolean>();
  let locked = false;
  const say = (source: string, state: boolean): void => {
    sources.set(source, state);
    const now = [...sources.values()].includes(true);
    if (now === locked) return;
    locked = now;
    onChange('locked', locked);
  };
  const [login, saver] = await Promise.all([
    followLogin(addresses.system, sessionId, say, (active) => {
      onChange('lent', !active);
    }),
    followScreenSavers(addresses.session, say),
  ]);
  log.info({ logind: login !== null, screenSaver: saver?.answers === true }, 'session lock followed');
  return {
    // logind is everywhere, and its hint is false on a desktop that never sets it: it proves nothing by itself.
    told: saver?.answers === true,
    stop: () => {
      login?.connection.end();
      saver?.bus.connection.end();
    },
  };
}

/** A connection that is lost later tells nothing more, and harms nobody. */
async function connect(address: string | null): Promise<MessageBus | null> {
  if (address === null) return null;
  let bus: MessageBus | null = null;
  try {
    const { createClient } = await import('dbus-native');
    // `direct`: the greeting is ours. The library's own throws where nobody listens when the bus answers it late, as the
    // bus of a session does that is only just starting.
    bus = createClient({ busAddress: address, timeout: ANSWER_MS, direct: true });
    hear(bus.connection).on('error', () => undefined);
    hear(bus.connection).on('handlerError', noteFault);
    await bus.invokeDbus({ member: 'Hello' });
    return bus;
  } catch {
    bus?.connection.end();
    return null;
  }
}

async function followLogin(
  address: string | null,
  sessionId: string | undefined,
  say: (source: string, locked: boolean) => void,
  sayActive: (active: boolean) => void,
): Promise<MessageBus | null> {
  const bus = await connect(address);
  if (bus === null) return null;
  try {
    const path = await loginSession(bus, sessionId);
    // A session over the network has no seat, and nobody to take turns with.
    const seat = await property(bus, path, LOGIN_SESSION, 'Seat').then(
      (found) => found,
      () => null,
    );
    const hasSeat = Array.isArray(seat) && typeof seat[0] === 'string' && seat[0] !== '';
    hear(bus.connection).on('message', (message) => {
      const { LockedHint: hint, Active: active } = changedIn(message, path);
      if (typeof hint === 'boolean') say(LOGIN, hint);
      if (typeof active === 'boolean' && hasSeat) sayActive(active);
    });
    await bus.addMatch(
      `type='signal',sender='${LOGIN}',path='${path}',interface='${PROPERTIES}',member='PropertiesChanged'`,
    );
    say(LOGIN, (await property(bus, path, LOGIN_SESSION, 'LockedHint')) === true);
    if (hasSeat && (await property(bus, path, LOGIN_SESSION, 'Active')) === false) sayActive(false);
    return bus;
  } catch {
    bus.connection.end();
    return null;
  }
}

/** The object of this session: by its id, else the user's graphical one (a program may be started outside of it). */
async function loginSession(bus: MessageBus, sessionId: string | undefined): Promise<string> {
  const manager = { destination: LOGIN, path: '/org/freedesktop/login1', interface: `${LOGIN}.Manager` };
  if (sessionId !== undefined)
    return bus.invoke<string>({ ...manager, member: 'GetSession', signature: 's', body: [sessionId] });
  const uid = process.getuid?.() ?? 0;
  const user = await bus.invoke<string>({ ...manager, member: 'GetUser', signature: 'u', body: [uid] });
  const display = await property(bus, user, `${LOGIN}.User`, 'Display');
  const path: unknown = Array.isArray(display) ? display[1] : null;
  if (typeof path !== 'string') throw new Error('no graphical session');
  return path;
}

function property(bus: MessageBus, path: string, owner: string, name: string): PromiseLike<unknown> {
  return bus.invoke({
    destination: LOGIN,
    path,
    interface: PROPERTIES,
    member: 'Get',
    signature: 'ss',
    body: [owner, name],
  });
}

/** The properties of the session that a signal tells of. */
function changedIn({ path, member, body }: Message, session: string): Readonly<Record<string, unknown>> {
  if (path !== session || member !== 'PropertiesChanged' || body?.[0] !== LOGIN_SESSION) return {};
  const changed: unknown = body[1];
  return typeof changed === 'object' && changed !== null
    ? (changed as Readonly<Record<string, unknown>>)
    : {};
}

async function followScreenSavers(
  address: string | null,
  say: (source: string, locked: boolean) => void,
): Promise<{ readonly bus: MessageBus; readonly answers: boolean } | null> {
  const bus = await connect(address);
  if (bus === null) return null;
  hear(bus.connection).on('message', ({ member, interface: name, path, body }) => {
    const known = SCREEN_SAVERS.some((saver) => saver[0] === name && saver[1] === path);
    if (known && member === 'ActiveChanged') say(name ?? '', body?.[0] === true);
  });
  try {
    const answers = await Promise.all(
      SCREEN_SAVERS.map(async ([name, path]) => {
        // By its sender: nobody but the owner of the name is heard.
        await bus.addMatch(
          `type='signal',sender='${name}',path='${path}',interface='${name}',member='ActiveChanged'`,
        );
        return isActive(bus, name, path);
      }),
    );
    for (const [at, active] of answers.entries()) {
      const name = SCREEN_SAVERS[at]?.[0] ?? '';
      if (active === true) say(name, true);
    }
    return { bus, answers: answers.some((active) => active !== null) };
  } catch {
    bus.connection.end();
    return null;
  }
}

/** Null from a screen saver that is not there, or does not tell (GNOME's settings daemon only takes inhibitions). */
async function isActive(bus: MessageBus, name: string, path: string): Promise<boolean | null> {
  // Nothing is started by being asked.
  const NO_AUTO_START = 2;
  const question = { destination: name, path, interface: name, member: 'GetActive', flags: NO_AUTO_START };
  const active: unknown = await bus.invoke(question).catch(() => null);
  return typeof active === 'boolean' ? active : null;
}
