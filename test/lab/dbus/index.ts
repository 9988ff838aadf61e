/** The D-Bus of a desktop: two daemons of our own, with a logind and a screen saver played on them. */
import { spawn, type ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import { createClient, type MessageBus } from 'dbus-native';

export const SESSION_PATH = '/org/freedesktop/login1/session/_31';
const PROPERTIES = 'org.freedesktop.DBus.Properties';

export interface Daemon {
  readonly address: string;
  readonly process: ChildProcess;
}

export async function startDaemon(): Promise<Daemon> {
  const child = spawn('dbus-daemon', ['--session', '--nofork', '--print-address=1'], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const address = await new Promise<string>((resolve, reject) => {
    child.once('error', reject);
    createInterface({ input: child.stdout }).once('line', resolve);
  });
  return { address, process: child };
}

/** Plays logind: one session, whose hint a test changes. */
export class Logind {
  readonly #bus: MessageBus;
  readonly #session: { LockedHint: boolean; Active: boolean; Seat: readonly [string, string] };

  /** @param seat a session over the network has none, which logind says by an empty name */
  constructor(bus: MessageBus, seat = 'seat0') {
    this.#bus = bus;
    const path = seat === '' ? '/' : `/org/freedesktop/login1/seat/${seat}`;
    this.#session = { LockedHint: false, Active: true, Seat: [seat, path] };
    const user = '/org/freedesktop/login1/user/_0';
    bus.exportInterface({ GetSession: () => SESSION_PATH, GetUser: () => user }, '/org/freedesktop/login1', {
      name: 'org.freedesktop.login1.Manager',
      methods: {
        GetSession: ['s', 'o', ['id'], ['session']],
        GetUser: ['u', 'o', ['uid'], ['user']],
      },
    });
    bus.exportInterface({ Display: ['1', SESSION_PATH] }, user, {
      name: 'org.freedesktop.login1.User',
      properties: { Display: { type: '(so)', access: 'read' } },
    });
    bus.exportInterface(this.#session, SESSION_PATH, {
      name: 'org.freedesktop.login1.Session',
      properties: {
        LockedHint: { type: 'b', access: 'read' },
        Active: { type: 'b', access: 'read' },
        Seat: { type: '(so)', access: 'read' },
      },
    });
  }

  lock(locked: boolean, path = SESSION_PATH): void {
    this.#session.LockedHint = locked;
    this.#changed('LockedHint', locked, path);
  }

  /** The screen goes to another session, or comes back. */
  activate(active: boolean): void {
    this.#session.Active = active;
    this.#changed('Active', active);
  }

  #changed(name: string, value: boolean, path = SESSION_PATH): void {
    this.#bus.sendSignal(path, PROPERTIES, 'PropertiesChanged', 'sa{sv}as', [
      'org.freedesktop.login1.Session',
      [[name, ['b', value]]],
      [],
    ]);
  }
}

/** Takes a name on a bus. */
export async function own({ address }: Daemon, name: string): Promise<MessageBus> {
  const bus = createClient({ busAddress: address });
  await bus.invokeDbus({ member: 'RequestName', signature: 'su', body: [name, 0] });
  return bus;
}

/** A session whose lock a test turns, as logind tells it. */
export interface PlayedSession {
  /** For the program that lives in it. */
  readonly env: Readonly<Record<string, string>>;
  lock(locked: boolean): void;
  stop(): void;
}

/** Starts both buses with a logind. */
export async function playSession(): Promise<PlayedSession> {
  const [system, session] = await Promise.all([startDaemon(), startDaemon()]);
  const bus = await own(system, 'org.freedesktop.login1');
  const logind = new Logind(bus);
  return {
    env: {
      DBUS_SYSTEM_BUS_ADDRESS: system.address,
      DBUS_SESSION_BUS_ADDRESS: session.address,
      XDG_SESSION_ID: '1',
    },
    lock: (locked) => {
      logind.lock(locked);
    },
    stop: () => {
      bus.connection.end();
      system.process.kill();
      session.process.kill();
    },
  };
}
