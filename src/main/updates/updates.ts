import type { X509Certificate } from 'node:crypto';
import type { AppUpdater, UpdateInfo } from 'electron-updater';
import { failure, type Failure } from '../../domain/failures/index.ts';
import { failed, success, type Result } from '../../domain/result.ts';
import { NETWORK_REASONS, PROGRAM_REASONS } from '../../domain/texts/fr/reasons.ts';
import type { Logger } from '../base/log.ts';
import type { ProxyAnswer, ProxyAnswers } from '../site/proxy-desk.ts';
import { packageKind, type PackageKind } from '../base/package-kind.ts';
import { installByHand } from './by-hand.ts';
import { letSystemTake, macReason, type SystemInstaller } from './mac-installation.ts';
import { takePrivateCopy, type PrivateCopy } from './private-copy.ts';
import { UpdateRefused } from './refusal.ts';
import { codeOf } from '../../system/error-code.ts';
import { hear } from '../../system/guarded.ts';

/** What there is to say about updates. */
export type UpdateState =
  /** No feed is set, or the program was installed by what updates it too: nothing is ever asked of the network. */
  | { readonly kind: 'off' }
  | { readonly kind: 'idle' }
  | { readonly kind: 'checking' }
  | { readonly kind: 'downloading'; readonly version: string }
  /** Downloaded and checked; `notes` in French, plain text. */
  | { readonly kind: 'ready'; readonly version: string; readonly notes: string }
  | { readonly kind: 'failed'; readonly failure: Failure };

export interface UpdateParts {
  /** The feed of the settings, null when updates are off. */
  readonly feed: () => string | null;
  /** Whether the settings want this version. */
  readonly takes: (version: string) => boolean;
  /** The publisher's key, SPKI in PEM; null in a build that has none. */
  readonly publicKey: string | null;
  readonly authorities: () => readonly X509Certificate[];
  /** What a proxy on the way is answered: nobody is asked for an update’s sake. */
  readonly proxies: ProxyAnswers;
  readonly visitOpen: () => boolean;
  /** Where a private copy of an installer may be made: the user's own folder for passing files. */
  readonly privateFolder: () => string;
  /** The engine's own updater where it is the system that installs (macOS), null elsewhere. */
  readonly system: SystemInstaller | null;
  /** The system has refused after `beforeQuit`, when the program was ending already (macOS). */
  readonly onLateRefusal: (problem: Failure) => void;
  readonly onChange: (state: UpdateState) => void;
  readonly log: Logger;
}

const AFTER_MS = 60_000;
const EVERY_MS = 6 * 60 * 60_000;

/**
 * Looks for a newer version, fetches it and keeps it ready until the user wants it. Nothing is asked, fetched or
 * installed while a record is open: a download under way is broken off when one opens.
 */
export class Updates {
  readonly #parts: UpdateParts;
  #state: UpdateState = { kind: 'off' };
  #updater: AppUpdater | null = null;
  #feed: string | null = null;
  /** The installer in the updater's cache, and what the feed says of it. */
  #fetched: { readonly file: string; readonly info: UpdateInfo } | null = null;
  #breakOff: (() => void) | null = null;
  /** The system is taking the file: it is asked once. */
  #handing = false;
  #timer: NodeJS.Timeout | null = null;
  #lookedAt = 0;

  constructor(parts: UpdateParts) {
    this.#parts = parts;
  }

  get state(): UpdateState {
    return this.#state;
  }

  /** Looks for updates from now on: a minute after the start, then whenever six hours have passed and something happens. */
  start(): void {
    this.#plan(AFTER_MS);
  }

  stop(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#breakOff?.();
  }

  /** Something has happened: a search that is due by the clock follows in a minute. */
  moment(): void {
    if (this.#timer === null && Math.abs(Date.now() - this.#lookedAt) >= EVERY_MS) this.#plan(AFTER_MS);
  }

  /** To be called when a record opens. */
  visitOpened(): void {
    this.#breakOff?.();
  }

  /** Looks for an update now, and fetches it. Does nothing while a record is open or without a feed. */
  async check(): Promise<UpdateState> {
    const feed = this.#parts.feed();
    if (feed === null) return this.#become({ kind: 'off' });
    if (!updatesItself(await packageKind())) return this.#become({ kind: 'off' });
    if (this.#parts.publicKey === null)
      return this.#become({ kind: 'failed', failure: failure('MAJ-NON-VERIFIABLE') });
    if (this.#state.kind === 'ready' && feed === this.#feed && this.#parts.takes(this.#state.version))
      return this.#state;
    if (this.#parts.visitOpen() || this.#busy()) return this.#state;
    this.#become({ kind: 'checking' });
    try {
      return await this.#search(feed, this.#parts.publicKey);
    } catch (error) {
      const problem = failureOf(error);
      this.#parts.log.warn({ failure: problem.code, error: String(error) }, 'update not taken');
      return this.#become({ kind: 'failed', failure: problem });
    }
  }

  /**
   * Installs what is ready: the program ends and the new one starts.
   * @param beforeQuit what has to be done first, while the program still runs
   * @returns MAJ-VISITE-EN-COURS while a record is open, MAJ-FICHIER-ALTERE when the file was changed meanwhile,
   *   MAJ-A-INSTALLER when nobody could be asked for an administrator's password (Linux), MAJ-INSTALLATION when there
   *   is nothing ready or it fails
   */
  async install(beforeQuit: () => Promise<void>): Promise<Result<void>> {
    if (this.#parts.visitOpen()) return failed(failure('MAJ-VISITE-EN-COURS'));
    if (this.#state.kind !== 'ready' || this.#updater === null)
      return failed(failure('MAJ-INSTALLATION', { reason: PROGRAM_REASONS.noUpdateReady }));
    // Wanted when it was fetched, and no longer.
    if (!this.#parts.takes(this.#state.version)) {
      this.#become({ kind: 'idle' });
      return failed(failure('MAJ-INSTALLATION', { reason: PROGRAM_REASONS.noUpdateReady }));
    }
    const updater = this.#updater;
    return this.#parts.system === null
      ? this.#installCopy(updater, beforeQuit)
      : this.#installBySystem(updater, this.#parts.system, beforeQuit);
  }

  /** Windows and Linux: the file that is handed over is one that nobody could have changed since it was checked. */
  async #installCopy(updater: AppUpdater, beforeQuit: () => Promise<void>): Promise<Result<void>> {
    const copy = await this.#privateCopy(updater);
    if (!copy.ok) {
      this.#become({ kind: 'failed', failure: copy.failure });
      return copy;
    }
    // Checking took a moment, in which a record may have been opened.
    if (this.#parts.visitOpen()) {
      await copy.value.remove();
      return failed(failure('MAJ-VISITE-EN-COURS'));
    }
    if (await this.#hand(updater, beforeQuit)) return success(undefined);
    const byHand = installByHand(copy.value.file);
    // What the user is told to install is the copy: it stays.
    if (byHand !== null) return failed(byHand);
    await copy.value.remove();
    return failed(failure('MAJ-INSTALLATION', { reason: PROGRAM_REASONS.installRefused }));
  }

  /** macOS: the file is handed to the system first, which answers later, and the program ends only if it is taken. */
  async #installBySystem(
    updater: AppUpdater,
    system: SystemInstaller,
    beforeQuit: () => Promise<void>,
  ): Promise<Result<void>> {
    if (this.#handing) return success(undefined);
    this.#handing = true;
    const problem = await letSystemTake(system);
    this.#handing = false;
    if (problem !== null) return failed(this.#refusedBySystem(problem));
    if (this.#parts.visitOpen()) return failed(failure('MAJ-VISITE-EN-COURS'));
    let told = false;
    const late = (reason: string): void => {
      if (!told) this.#parts.onLateRefusal(this.#refusedBySystem(reason));
      told = true;
    };
    hear(system).on('error', (error) => {
      late(String(error?.message));
    });
    try {
      await beforeQuit();
      updater.quitAndInstall();
    } catch (error) {
      late(String(error));
    }
    return success(undefined);
  }

  #refusedBySystem(problem: string): Failure {
    this.#parts.log.error({ error: problem }, 'update not installed by the system');
    return failure('MAJ-INSTALLATION', { reason: macReason(problem) });
  }

  async #privateCopy(updater: AppUpdater): Promise<Result<PrivateCopy>> {
    if (this.#fetched === null) return failed(failure('MAJ-FICHIER-ALTERE'));
    const { file, info } = this.#fetched;
    const { installFrom } = await import('./signed-feed.ts');
    const copy = await takePrivateCopy(file, info, this.#parts.privateFolder());
    if (copy.ok) installFrom(updater, copy.value.file);
    return copy;
  }

  /** Hands the update to the installer; whether it was taken. */
  async #hand(updater: AppUpdater, beforeQuit: () => Promise<void>): Promise<boolean> {
    let problem: string | null = null;
    const note = (error: Error): void => {
      problem = error.message;
    };
    hear(updater).once('error', note);
    try {
      await beforeQuit();
      updater.quitAndInstall(true, true);
    } catch (error) {
      problem = String(error);
    } finally {
      hear(updater).off('error', note);
    }
    if (problem !== null) this.#parts.log.error({ error: problem }, 'update not installed');
    return problem === null;
  }

  #plan(delay: number): void {
    this.#timer = setTimeout(() => {
      this.#timer = null;
      this.#lookedAt = Date.now();
      void this.check();
    }, delay);
    this.#timer.unref();
  }

  #busy(): boolean {
    return this.#state.kind === 'checking' || this.#state.kind === 'downloading';
  }

  async #search(feed: string, publicKey: string): Promise<UpdateState> {
    const updater = await this.#open(feed, publicKey);
    this.#passProxies(updater);
    const found = await updater.checkForUpdates();
    if (found?.isUpdateAvailable !== true) return this.#become({ kind: 'idle' });
    const { updateInfo } = found;
    if (!this.#parts.takes(updateInfo.version)) return this.#become({ kind: 'idle' });
    // Opened while the feed was read: the next search will find it again.
    if (this.#parts.visitOpen()) return this.#become({ kind: 'idle' });
    this.#become({ kind: 'downloading', version: updateInfo.version });
    return (await this.#download(updater, updateInfo))
      ? this.#become({ kind: 'ready', version: updateInfo.version, notes: notesOf(updateInfo) })
      : this.#become({ kind: 'idle' });
  }

  async #download(updater: AppUpdater, info: UpdateInfo): Promise<boolean> {
    const { CancellationToken } = await import('electron-updater');
    const token = new CancellationToken();
    this.#breakOff = () => {
      token.cancel();
    };
    try {
      const [file] = await updater.downloadUpdate(token);
      this.#fetched = file === undefined ? null : { file, info };
      return true;
    } catch (error) {
      if (token.cancelled) return false;
      throw error;
    } finally {
      this.#breakOff = null;
    }
  }

  async #open(feed: string, publicKey: string): Promise<AppUpdater> {
    if (this.#updater !== null && this.#feed === feed) return this.#updater;
    const { openUpdater } = await import('./signed-feed.ts');
    const { authorities } = this.#parts;
    const updater = openUpdater({ url: feed, publicKey, authorities }, await packageKind());
    // Without a listener an error event would be thrown; every error also comes back as a rejection.
    hear(updater).on('error', () => undefined);
    this.#updater = updater;
    this.#feed = feed;
    return updater;
  }

  /**
   * The requests of one search come one after the other, in one browser session: a proxy that asks twice has refused
   * what it got. Without a listener the library would never answer it, and the search would never end.
   */
  #passProxies(updater: AppUpdater): void {
    const answerLogin = this.#parts.proxies.forRequest();
    updater.removeAllListeners('login');
    hear(updater).on('login', (info, answer) => {
      // It hands on the engine's own answer, to which nothing may be said.
      answerLogin(info, answer as ProxyAnswer);
    });
  }

  #become(state: UpdateState): UpdateState {
    this.#state = state;
    this.#parts.onChange(state);
    return state;
  }
}

/**
 * Windows: the other installer beside what an MSI has put there would be a second program, which the fleet's tools know
 * nothing of; a folder that somebody has unpacked is nobody's to install over.
 */
export function updatesItself(
  kind: PackageKind | null,
  platform: NodeJS.Platform = process.platform,
): boolean {
  return platform !== 'win32' || kind === 'nsis';
}

function notesOf({ releaseNotes }: UpdateInfo): string {
  return typeof releaseNotes === 'string' ? releaseNotes : '';
}

/** Maps what electron-updater throws, once. */
function failureOf(error: unknown): Failure {
  if (error instanceof UpdateRefused) return error.failure;
  const code = codeOf(error);
  switch (code) {
    case 'ERR_CHECKSUM_MISMATCH':
      return failure('MAJ-FICHIER-ALTERE');
    case 'ERR_UPDATER_INVALID_SIGNATURE':
      return failure('MAJ-SIGNATURE');
    case 'ERR_UPDATER_INVALID_VERSION':
      return failure('MAJ-VERSION', { reason: PROGRAM_REASONS.noVersion });
    case 'ERR_UPDATER_INVALID_UPDATE_INFO':
    case 'ERR_UPDATER_NO_FILES_PROVIDED':
    case 'ERR_UPDATER_NO_CHECKSUM':
    case 'ERR_UPDATER_ZIP_FILE_NOT_FOUND':
      return failure('MAJ-VERSION', { reason: PROGRAM_REASONS.incompleteDescription });
    default:
      return failure('MAJ-INJOIGNABLE', { reason: networkReason(error) });
  }
}

function networkReason(error: unknown): string {
  const name = /net::(ERR_\w+)/.exec(String(error))?.[1];
  if (name === 'ERR_INTERNET_DISCONNECTED' || name === 'ERR_NAME_NOT_RESOLVED')
    return NETWORK_REASONS.noNetwork;
  if (name?.startsWith('ERR_CERT') === true) return NETWORK_REASONS.certificateRefused;
  if (name?.startsWith('ERR_PROXY') === true || name === 'ERR_TUNNEL_CONNECTION_FAILED')
    return NETWORK_REASONS.proxyBlocks;
  const status = /\b([45]\d\d)\b/.exec(String(error))?.[1];
  if (status === '407') return NETWORK_REASONS.proxyWantsPassword;
  if (status !== undefined) return NETWORK_REASONS.answer(status);
  return name ?? NETWORK_REASONS.unexpectedAnswer;
}
