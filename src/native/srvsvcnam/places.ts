/** Where browsers look for the manifest of a native-messaging host (srvsvcnam.md). */
import { posix } from 'node:path';

export type Browser = 'chrome' | 'edge' | 'mozilla';
/** Installed for this user only, or for everybody on this machine. */
export type Scope = 'user' | 'machine';

/** A manifest's place on macOS and Linux: a file that may be there. */
export interface FilePlace {
  readonly browser: Browser;
  readonly scope: Scope;
  readonly manifest: string;
}

/** A manifest's place on Windows: a registry key whose default value is the manifest's path. */
export interface RegistryPlace {
  readonly browser: Browser;
  readonly scope: Scope;
  readonly key: string;
}

const REGISTRY_VENDORS: readonly (readonly [Browser, readonly string[]])[] = [
  ['chrome', ['Google', 'Chrome']],
  ['edge', ['Microsoft', 'Edge']],
  ['mozilla', ['Mozilla']],
];

/** Folders of each browser in its own documentation: the user's (below the home), then everybody's. */
const MACOS_FOLDERS: readonly (readonly [Browser, Scope, string])[] = [
  ['chrome', 'user', 'Library/Application Support/Google/Chrome/NativeMessagingHosts'],
  ['edge', 'user', 'Library/Application Support/Microsoft Edge/NativeMessagingHosts'],
  ['chrome', 'user', 'Library/Application Support/Chromium/NativeMessagingHosts'],
  ['chrome', 'machine', '/Library/Google/Chrome/NativeMessagingHosts'],
  ['edge', 'machine', '/Library/Microsoft/Edge/NativeMessagingHosts'],
  ['chrome', 'machine', '/Library/Application Support/Chromium/NativeMessagingHosts'],
  ['mozilla', 'user', 'Library/Application Support/Mozilla/NativeMessagingHosts'],
  ['mozilla', 'machine', '/Library/Application Support/Mozilla/NativeMessagingHosts'],
];

const LINUX_FOLDERS: readonly (readonly [Browser, Scope, string])[] = [
  ['chrome', 'user', '.config/google-chrome/NativeMessagingHosts'],
  ['edge', 'user', '.config/microsoft-edge/NativeMessagingHosts'],
  ['chrome', 'user', '.config/chromium/NativeMessagingHosts'],
  ['chrome', 'machine', '/etc/opt/chrome/native-messaging-hosts'],
  ['edge', 'machine', '/etc/opt/edge/native-messaging-hosts'],
  ['chrome', 'machine', '/etc/chromium/native-messaging-hosts'],
  ['mozilla', 'user', '.mozilla/native-messaging-hosts'],
  ['mozilla', 'machine', '/usr/lib/mozilla/native-messaging-hosts'],
  ['mozilla', 'machine', '/usr/lib64/mozilla/native-messaging-hosts'],
  ['mozilla', 'machine', '/usr/share/mozilla/native-messaging-hosts'],
];

/** Files to look at for a host, in the browsers' own order: the user's before the machine's. */
export function filePlaces(platform: NodeJS.Platform, home: string, host: string): readonly FilePlace[] {
  const folders = platform === 'darwin' ? MACOS_FOLDERS : LINUX_FOLDERS;
  return folders.map(([browser, scope, folder]) => ({
    browser,
    scope,
    manifest: posix.join(scope === 'user' ? home : '/', folder, `${host}.json`),
  }));
}

/**
 * Registry keys to look at for a host. A 32-bit installer writes into the 32-bit view, which is spelled out here.
 */
export function registryPlaces(host: string): readonly RegistryPlace[] {
  return REGISTRY_VENDORS.flatMap(([browser, vendor]) =>
    (['user', 'machine'] as const).flatMap((scope) =>
      [[], ['WOW6432Node']].map((view) => ({
        browser,
        scope,
        key: [
          scope === 'user' ? 'HKCU' : 'HKLM',
          'SOFTWARE',
          ...view,
          ...vendor,
          'NativeMessagingHosts',
          host,
        ].join('\\'),
      })),
    ),
  );
}
