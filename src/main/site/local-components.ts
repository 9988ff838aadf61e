/** Whether SrvSVCNAM is installed here: only then may the site's pages reach its local server by themselves. */
import { access } from 'node:fs/promises';

/** Its folders (field.md 1.4); it does not exist for Linux. */
const PLACES: Readonly<Partial<Record<NodeJS.Platform, string>>> = {
  win32: String.raw`C:\Program Files (x86)\santesocial\srvsvcnam`,
  darwin: '/Library/Application Support/santesocial/SrvSVcnam',
};

/** Looked at when the program starts, and again after each question: it may be installed in the meantime. */
export class LocalComponents {
  #isInstalled = false;
  readonly #place: string | undefined;

  constructor(place = PLACES[process.platform]) {
    this.#place = place;
  }

  /** As it was found last. */
  get isInstalled(): boolean {
    void this.look();
    return this.#isInstalled;
  }

  async look(): Promise<void> {
    if (this.#place === undefined) return;
    this.#isInstalled = await access(this.#place).then(
      () => true,
      () => false,
    );
  }
}
