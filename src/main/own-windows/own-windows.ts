import { app } from 'electron';
import type { X509Certificate } from 'node:crypto';
import type { Failure } from '../../domain/failures/index.ts';
import { ASSISTANT_STEPS } from '../../domain/launch/first-run.ts';
import { versionLabel } from '../base/build-info.ts';
import { systemProxy } from '../diagnosis/system-proxy.ts';
import type { Memory } from '../base/memory.ts';
import type { SettingsStore } from '../settings/store.ts';
import { createAboutWindow } from './about.ts';
import { AssistantWindow, type CardFacts } from '../first-run/assistant.ts';
import { stepOfFirstRun } from '../first-run/first-step.ts';
import type { PanelContext } from '../windows/panel.ts';
import { GuideWindow } from './guide.ts';
import { createSettingsWindow } from './settings-window.ts';
import type { SingleWindow } from '../windows/single.ts';

export interface OwnWindowsParts {
  readonly settings: SettingsStore;
  readonly memory: Memory;
  readonly authorities: () => readonly X509Certificate[];
  readonly panels: PanelContext;
  readonly facts: () => CardFacts;
  /** Goes into the site without a patient, or to the record that is open. */
  readonly connect: () => void;
  /** The assistant has been finished. */
  readonly onFinished: () => void;
  /** Whether the system tells when the workstation is locked; null while that is not known. */
  readonly lockTold: () => boolean | null;
}

/** The windows about the program itself: settings, first-run assistant, guide, « À propos ». */
export class OwnWindows {
  readonly #parts: OwnWindowsParts;
  readonly #settings: SingleWindow<'settings'>;
  readonly #assistant: AssistantWindow;
  readonly #about: SingleWindow<'about'>;
  readonly #guide: GuideWindow;

  constructor(parts: OwnWindowsParts) {
    this.#parts = parts;
    const { settings: store, panels } = parts;
    this.#guide = new GuideWindow(panels);
    this.#about = createAboutWindow(
      {
        ...parts,
        version: versionLabel(app.isPackaged ? app.getVersion() : undefined),
        minimumChromium: () => store.current.minimumChromium,
      },
      panels,
    );
    this.#assistant = new AssistantWindow(
      {
        ...parts,
        store,
        resolveProxy: systemProxy,
      },
      panels,
    );
    this.#settings = createSettingsWindow(
      {
        store,
        lockTold: parts.lockTold,
        openAssistant: () => {
          this.openAssistant();
        },
        openAbout: () => {
          this.openAbout();
        },
      },
      panels,
    );
    store.onChange(() => {
      if (store.current.assistant) this.#assistant.follow();
      else this.#assistant.close();
      this.#settings.refresh();
      this.#about.refresh();
    });
  }

  /** While the assistant is open no card opens a record by itself. */
  get assistantOpen(): boolean {
    return this.#assistant.isOpen;
  }

  /** The site could not be connected to at all. @returns whether the assistant, which had asked for it, says so */
  notConnected(problem: Failure): boolean {
    if (!this.#assistant.isOpen) return false;
    this.#assistant.notConnected(problem);
    return true;
  }

  openSettings(): void {
    this.#settings.open();
  }

  /** The user guide, at one of its pages. */
  openGuide(place: string): void {
    this.#guide.open(place);
  }

  openAbout(): void {
    this.#about.open();
  }

  /** Opens the assistant where it was left, or from its beginning. */
  openAssistant(): void {
    if (!this.#parts.settings.current.assistant) return;
    const { assistant: progress } = this.#parts.memory.value;
    this.#assistant.open(progress === null || progress === 'finished' ? ASSISTANT_STEPS[0] : progress);
  }

  /** Opens the assistant when this is the first run, or when it was left in the middle. @returns whether it is */
  offerFirstRun(settled: boolean): boolean {
    const step = stepOfFirstRun(this.#parts, settled);
    if (step !== null) this.#assistant.open(step);
    return step !== null;
  }

  /** Cards, readers or the connection have changed. */
  followFacts(): void {
    this.#assistant.follow();
  }
}
