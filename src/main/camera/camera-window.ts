import type { Session, WebContents } from 'electron';
import { pageAddress } from '../../borders/windows/page.ts';
import type { Failure } from '../../domain/failures/index.ts';
import type { PageId } from '../../domain/site/pages.ts';
import { SYSTEM_TEXTS } from '../../domain/texts/fr/system.ts';
import { PATHS } from '../base/paths.ts';
import { openWebAssemblySession } from '../windows/interface-session.ts';
import type { PanelContext } from '../windows/panel.ts';
import { SingleWindow } from '../windows/single.ts';
import { grantsCamera } from './camera-permission.ts';
import { grant } from '../base/session-doors.ts';

const SIZE = { width: 560, height: 640, minWidth: 400, minHeight: 460 };

/** Reads the text of a code; the answer says why it opens nothing, or null once it has been taken. */
export type ReadCode = (text: string, page: PageId) => Failure | null;

/**
 * The window in which the computer's camera reads a document's code. It alone has a session whose page may ask for the
 * camera; closing it ends the page, and with the page the camera.
 */
export class CameraWindow {
  readonly #window: SingleWindow<'camera'>;
  readonly #read: ReadCode;
  #session: Session | null = null;
  #page: PageId = 'TableauDeBord';
  #refused: Failure | null = null;

  constructor(read: ReadCode, panels: PanelContext) {
    this.#read = read;
    const session = (): Session => (this.#session ??= openCameraSession());
    this.#window = new SingleWindow(
      {
        kind: 'camera',
        title: SYSTEM_TEXTS.windows.camera,
        ...SIZE,
        handlers: {
          scan: ({ text }) => {
            this.#scanned(text);
          },
          close: () => {
            this.close();
          },
        },
        state: () => ({ refused: this.#refused }),
      },
      // Made with the first window: whoever never opens it has no session that knows a camera.
      {
        ...panels,
        get session() {
          return session();
        },
      },
    );
  }

  /** Opens it for the page that a record would be opened at. */
  open(page: PageId): void {
    this.#page = page;
    this.#refused = null;
    this.#window.open();
  }

  close(): void {
    this.#window.close();
  }

  #scanned(text: string): void {
    // A message can be on its way while the window closes.
    if (!this.#window.isOpen) return;
    this.#refused = this.#read(text, this.#page);
    if (this.#refused !== null) this.#window.refresh();
  }
}

function openCameraSession(): Session {
  const own = openWebAssemblySession('camera', PATHS.renderer);
  const address = pageAddress('camera');
  const addressOf = (contents: WebContents | null, isMainFrame: boolean): string | null =>
    isMainFrame ? (contents?.getURL() ?? null) : null;
  const grants = (
    contents: WebContents | null,
    permission: string,
    media: readonly string[],
    { isMainFrame }: { readonly isMainFrame: boolean },
  ): boolean => grantsCamera({ permission, media, address: addressOf(contents, isMainFrame) }, address);
  grant(own, {
    asked: (contents, permission, details) =>
      grants(contents, permission, 'mediaTypes' in details ? (details.mediaTypes ?? []) : [], details),
    checked: (contents, permission, _origin, details) =>
      grants(contents, permission, details.mediaType === undefined ? [] : [details.mediaType], details),
  });
  return own;
}
