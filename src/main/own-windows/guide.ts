import { guideTexts } from '../../domain/texts/fr/index.ts';
import type { PanelContext } from '../windows/panel.ts';
import { SingleWindow } from '../windows/single.ts';

/** The user guide that goes with the program: no browser, no network. */
export class GuideWindow {
  readonly #window: SingleWindow<'guide'>;
  #place = 'README';
  #asked = 0;

  constructor(context: PanelContext) {
    this.#window = new SingleWindow<'guide'>(
      {
        kind: 'guide',
        title: guideTexts.windowTitle,
        width: 960,
        height: 720,
        minWidth: 480,
        minHeight: 400,
        handlers: {
          close: () => {
            this.#window.close();
          },
        },
        state: () => ({ place: this.#place, asked: this.#asked }),
      },
      context,
    );
  }

  /** Opens it, or turns it to another page. */
  open(place: string): void {
    this.#place = place;
    this.#asked++;
    this.#window.open();
  }
}
