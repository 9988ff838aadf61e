/** What a desktop's panel is to a program: the place of its icon, and the service that shows its notifications. */
import { own, startDaemon } from '../dbus/index.ts';

const ITEM = { path: '/StatusNotifierItem', interface: 'org.kde.StatusNotifierItem' } as const;
const NOTIFICATIONS = '/org/freedesktop/Notifications';

export interface ShownNotification {
  readonly id: number;
  readonly title: string;
  readonly body: string;
}

export interface DesktopTray {
  readonly env: Readonly<Record<'DBUS_SESSION_BUS_ADDRESS', string>>;
  /** Names of the icons that were put there, on the bus. */
  readonly icons: readonly string[];
  /** What is shown and was not taken back. */
  readonly notifications: readonly ShownNotification[];
  /** The user clicks on the icon. */
  clickIcon(): Promise<void>;
  /** The user clicks on a notification. */
  clickNotification(id: number): void;
  stop(): void;
}

/** Starts a session bus with a tray (StatusNotifierWatcher) and a notification service on it. */
export async function startTray(): Promise<DesktopTray> {
  const daemon = await startDaemon();
  const watcher = await own(daemon, 'org.kde.StatusNotifierWatcher');
  const icons: string[] = [];
  watcher.exportInterface(
    {
      IsStatusNotifierHostRegistered: true,
      ProtocolVersion: 0,
      RegisterStatusNotifierItem: (name: string) => void icons.push(name),
    },
    '/StatusNotifierWatcher',
    {
      name: 'org.kde.StatusNotifierWatcher',
      methods: { RegisterStatusNotifierItem: ['s', '', ['service'], []] },
      properties: { IsStatusNotifierHostRegistered: 'b', ProtocolVersion: 'i' },
    },
  );

  const service = await own(daemon, 'org.freedesktop.Notifications');
  const notifications: ShownNotification[] = [];
  let last = 0;
  const closed = (id: number, reason: number): void => {
    const index = notifications.findIndex((each) => each.id === id);
    if (index < 0) return;
    notifications.splice(index, 1);
    service.sendSignal(NOTIFICATIONS, 'org.freedesktop.Notifications', 'NotificationClosed', 'uu', [
      id,
      reason,
    ]);
  };
  service.exportInterface(
    {
      GetCapabilities: () => ['body', 'actions'],
      GetServerInformation: () => ['lab', 'dmp-direct', '1', '1.2'],
      Notify: (_program: string, replaces: number, _icon: string, title: string, body: string) => {
        const id = replaces > 0 ? replaces : ++last;
        notifications.push({ id, title, body });
        return id;
      },
      CloseNotification: (id: number) => {
        closed(id, 3);
      },
    },
    NOTIFICATIONS,
    {
      name: 'org.freedesktop.Notifications',
      methods: {
        GetCapabilities: ['', 'as', [], ['capabilities']],
        GetServerInformation: ['', 'ssss', [], ['name', 'vendor', 'version', 'spec']],
        Notify: [
          'susssasa{sv}i',
          'u',
          ['program', 'replaces', 'icon', 'title', 'body', 'actions', 'hints', 'timeout'],
          ['id'],
        ],
        CloseNotification: ['u', '', ['id'], []],
      },
    },
  );

  return {
    env: { DBUS_SESSION_BUS_ADDRESS: daemon.address },
    icons,
    notifications,
    clickIcon: async () => {
      const name = icons.at(-1);
      if (name === undefined) throw new Error('no icon was put into the tray');
      await watcher.invoke({
        destination: name,
        ...ITEM,
        member: 'Activate',
        signature: 'ii',
        body: [0, 0],
      });
    },
    clickNotification: (id) => {
      service.sendSignal(NOTIFICATIONS, 'org.freedesktop.Notifications', 'ActionInvoked', 'us', [
        id,
        'default',
      ]);
      closed(id, 2);
    },
    stop: () => {
      watcher.connection.end();
      service.connection.end();
      daemon.process.kill();
    },
  };
}
