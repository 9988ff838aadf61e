/** What the desktop says of the tray: asked, never changed. */
import { runTool } from '../../system/child.ts';

const ASK_MS = 3_000;

/** Whoever shows tray icons on a Linux desktop owns this name on the session's bus (StatusNotifierItem). */
const TRAY_OWNER = 'org.kde.StatusNotifierWatcher';

/** The standard question «has this name an owner?», which starts nothing; with whichever of the two tools is there. */
const QUESTIONS: readonly (readonly [command: string, args: readonly string[]])[] = [
  [
    'gdbus',
    [
      'call',
      '--session',
      '--dest=org.freedesktop.DBus',
      '--object-path=/org/freedesktop/DBus',
      '--method=org.freedesktop.DBus.NameHasOwner',
      TRAY_OWNER,
    ],
  ],
  [
    'dbus-send',
    [
      '--session',
      '--print-reply=literal',
      '--dest=org.freedesktop.DBus',
      '/org/freedesktop/DBus',
      'org.freedesktop.DBus.NameHasOwner',
      `string:${TRAY_OWNER}`,
    ],
  ],
];

/** Whether a tray icon would be seen; null where nobody can tell (Windows and macOS always have a tray). */
export async function trayVisibility(
  platform = process.platform,
  environment: NodeJS.ProcessEnv = process.env,
): Promise<'shown' | 'hidden' | null> {
  if (platform === 'win32' || platform === 'darwin') return 'shown';
  if (environment.DBUS_SESSION_BUS_ADDRESS === undefined) return null;
  for (const [command, args] of QUESTIONS) {
    const answer = await runTool([command, ...args], { timeout: ASK_MS, env: environment });
    const said = /\b(true|false)\b/.exec(answer ?? '')?.[1];
    if (said !== undefined) return said === 'true' ? 'shown' : 'hidden';
  }
  return null;
}
