import { readFile } from 'node:fs/promises';
import { type as systemType } from 'node:os';
import { join } from 'node:path';
import { aboutTexts } from '../../domain/texts/fr/index.ts';
import type { AboutState } from '../../borders/windows/index.ts';
import { engineBelow, textOf } from './about-view.ts';
import type { PanelContext } from '../windows/panel.ts';
import { SingleWindow } from '../windows/single.ts';

/** Third parties' licences: a page beside the program, written by scripts/notices.mjs when a package is made. */
const NOTICES = 'THIRD-PARTY-NOTICES.html';

export interface AboutParts {
  readonly version: string;
  /** Oldest major version of the engine that the DMP's operator supports; null when nobody has said. */
  readonly minimumChromium: () => number | null;
}

/** Versions, data protection, licences. */
export function createAboutWindow(parts: AboutParts, context: PanelContext): SingleWindow<'about'> {
  let notices: AboutState['notices'] = { state: 'hidden' };
  const { electron, chrome } = process.versions;
  const showNotices = async (): Promise<void> => {
    const page = await readFile(join(process.resourcesPath, NOTICES), 'utf8').catch(() => null);
    notices = page === null ? { state: 'missing' } : { state: 'shown', text: textOf(page) };
    single.refresh();
  };
  const single = new SingleWindow<'about'>(
    {
      kind: 'about',
      title: aboutTexts.windowTitle,
      width: 620,
      height: 680,
      minWidth: 400,
      minHeight: 400,
      handlers: {
        showNotices: () => void showNotices(),
        close: () => {
          single.close();
        },
      },
      state: () => ({
        versions: {
          program: parts.version,
          electron,
          chromium: chrome,
          system: `${systemName()} ${process.getSystemVersion()}`,
        },
        engineBelow: engineBelow(chrome, parts.minimumChromium()),
        notices,
      }),
      onClosed: () => {
        notices = { state: 'hidden' };
      },
    },
    context,
  );
  return single;
}

function systemName(): string {
  if (process.platform === 'win32') return 'Windows';
  return process.platform === 'darwin' ? 'macOS' : systemType();
}
