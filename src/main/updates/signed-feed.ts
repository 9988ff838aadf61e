/**
 * The part of the updates that needs electron-updater: loaded only where updates are looked for.
 * The library checks a file's signature on Windows and macOS only, and nothing but the feed's own checksum on Linux:
 * here the feed itself is signed, on every system, and its checksums with it.
 */
import type { X509Certificate } from 'node:crypto';
import {
  AppImageUpdater,
  DebUpdater,
  MacUpdater,
  NsisUpdater,
  Provider,
  RpmUpdater,
  type AppUpdater,
  type UpdateInfo,
} from 'electron-updater';
import {
  parseUpdateInfo,
  resolveFiles,
  type ProviderRuntimeOptions,
} from 'electron-updater/out/providers/Provider.js';
import { failure } from '../../domain/failures/index.ts';
import { decideServerTrust } from '../site/server-trust.ts';
import { isFeedSigned } from './feed-signature.ts';
import { filesFor } from './own-files.ts';
import { UpdateRefused } from './refusal.ts';
import { trustServers } from '../base/session-doors.ts';

export interface FeedOptions {
  /** Folder on an https server. */
  readonly url: string;
  /** SPKI, PEM. */
  readonly publicKey: string;
  /** Authorities trusted beside the system's, never in production. */
  readonly authorities: () => readonly X509Certificate[];
}

/** Reads a generic feed (`latest-linux.yml` and relatives) with its signature (`latest-linux.yml.sig`). */
class SignedFeed extends Provider<UpdateInfo> {
  readonly #base: URL;
  readonly #publicKey: string;

  constructor(options: Pick<FeedOptions, 'url' | 'publicKey'>, runtimeOptions: ProviderRuntimeOptions) {
    super(runtimeOptions);
    this.#base = new URL(options.url.endsWith('/') ? options.url : `${options.url}/`);
    this.#publicKey = options.publicKey;
  }

  override async getLatestVersion(): Promise<UpdateInfo> {
    const name = `${this.getDefaultChannelName()}.yml`;
    const feed = await this.#fetch(name);
    const signature = await this.#fetch(`${name}.sig`);
    if (!isFeedSigned(name, feed, signature, this.#publicKey))
      throw new UpdateRefused(failure('MAJ-SIGNATURE'));
    return parseUpdateInfo(feed, name, new URL(name, this.#base));
  }

  override resolveFiles(info: UpdateInfo): ReturnType<typeof resolveFiles> {
    return filesFor(resolveFiles(info, this.#base), process);
  }

  async #fetch(name: string): Promise<string> {
    const url = new URL(name, this.#base);
    // A proxy's old copy of one file would not go with the new one of the other.
    url.searchParams.set('t', String(Date.now()));
    return (await this.httpRequest(url)) ?? '';
  }
}

/** The updater of this system and kind of package, reading the signed feed; it downloads and installs only when told. */
export function openUpdater(options: FeedOptions, packageType: string | null): AppUpdater {
  const updater = updaterFor(packageType);
  updater.autoDownload = false;
  updater.autoInstallOnAppQuit = false;
  updater.allowDowngrade = false;
  updater.allowPrerelease = false;
  updater.disableWebInstaller = true;
  // Differences are fetched in many small pieces, with nothing but the whole file's checksum to show for it.
  updater.disableDifferentialDownload = true;
  updater.logger = null;
  updater.netSession.setSpellCheckerLanguages([]);
  trustServers(updater.netSession, (request) =>
    decideServerTrust(request, options.authorities(), new Date()),
  );
  updater.setFeedURL({ provider: 'custom', updateProvider: providerFor(options) });
  return updater;
}

function providerFor(
  options: FeedOptions,
): new (settings: unknown, updater: unknown, runtimeOptions: ProviderRuntimeOptions) => SignedFeed {
  return class extends SignedFeed {
    constructor(_settings: unknown, _updater: unknown, runtimeOptions: ProviderRuntimeOptions) {
      super(options, runtimeOptions);
    }
  };
}

function updaterFor(packageType: string | null): AppUpdater {
  if (process.platform === 'win32') return new NsisUpdater();
  if (process.platform === 'darwin') return new MacUpdater();
  if (packageType === 'deb') return new DebUpdater();
  return packageType === 'rpm' ? new RpmUpdater() : new AppImageUpdater();
}

/**
 * Makes an updater install another file than the one in its cache. It asks the holder of the cache for the file's
 * path (`BaseUpdater.installerPath`); macOS has handed its file to the system when it was fetched, and asks nobody.
 */
export function installFrom(updater: AppUpdater, file: string): void {
  const holder = (updater as unknown as { readonly downloadedUpdateHelper: object | null })
    .downloadedUpdateHelper;
  if (holder !== null) Object.defineProperty(holder, 'file', { get: () => file, configurable: true });
}
