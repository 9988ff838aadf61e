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

/** Files to look at for a host, in the browsers' own order: the user's before the machine's. */
export function filePlaces(platform: NodeJS.Platform, home: string, host: string): readonly FilePlace[] {
  const place = (browser: Browser, scope: Scope, folder: string): FilePlace => ({
    browser,
    scope,
    manifest: posix.join(folder, `${host}.json`),
  });
  if (platform === 'darwin') {
    const support = posix.join(home, 'Library/Application Support');
    return [
      place('chrome', 'user', `${support}/Google/Chrome/NativeMessagingHosts`),
      place('chrome', 'machine', '/Library/Google/Chrome/NativeMessagingHosts'),
      place('mozilla', 'user', `${support}/Mozilla/NativeMessagingHosts`),
    ];
  }
  return [
    place('chrome', 'user', posix.join(home, '.config/google-chrome/NativeMessagingHosts')),
    place('chrome', 'machine', '/etc/opt/chrome/native-messaging-hosts'),
    place('mozilla', 'machine', '/usr/lib/mozilla/native-messaging-hosts'),
  ];
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
