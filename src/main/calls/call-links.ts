import { app } from 'electron';
import { packageKind } from '../base/package-kind.ts';
import { CALL_SCHEME, isCallLink } from '../../domain/launch/call-link.ts';
import { hear } from '../../system/guarded.ts';

/** The deep link among a command line's arguments, or null. */
export function linkOf(args: readonly string[]): string | null {
  return args.find(isCallLink) ?? null;
}

/** What a second process hands to the first one: Electron passes its command line on reordered and added to. */
export interface SecondInstanceData {
  readonly link: string | null;
}

/** The link that a second process came with. */
function linkOfSecondInstance(data: unknown): string | null {
  if (typeof data !== 'object' || data === null || !('link' in data)) return null;
  return typeof data.link === 'string' && isCallLink(data.link) ? data.link : null;
}

/** Told of who comes: by a link, or by another start of the program (null). */
type OnArrival = (link: string | null) => void;

/**
 * Hears who comes to the program: macOS' links, and second starts with their links. The program that takes them is made
 * last in a start: until then they wait for `listen`. Must be made before the program is ready.
 */
export class Arrivals {
  readonly #waiting: (string | null)[] = [];
  #listener: OnArrival | null = null;

  constructor() {
    hear(app).on('open-url', (event, link) => {
      event.preventDefault();
      this.#come(link);
    });
    hear(app).on('second-instance', (_event, _argv, _directory, data) => {
      this.#come(linkOfSecondInstance(data));
    });
  }

  listen(listener: OnArrival): void {
    this.#listener = listener;
    for (const link of this.#waiting.splice(0)) listener(link);
  }

  #come(link: string | null): void {
    if (this.#listener === null) this.#waiting.push(link);
    else this.#listener(link);
  }
}

/**
 * Makes a program that nobody has installed (an AppImage, an unpacked folder of Windows) the one that opens our links:
 * packages and macOS' bundle register the scheme themselves, for everyone and once. The `--` before the link keeps what
 * a link contains from being taken for a switch.
 */
export async function claimLinks(): Promise<void> {
  if (!app.isPackaged || process.platform === 'darwin' || (await packageKind()) !== null) return;
  if (!app.isDefaultProtocolClient(CALL_SCHEME, process.execPath, ['--']))
    app.setAsDefaultProtocolClient(CALL_SCHEME, process.execPath, ['--']);
}
