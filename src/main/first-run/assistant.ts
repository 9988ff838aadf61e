import type { X509Certificate } from 'node:crypto';
import {
  addressFound,
  confirmedFirst,
  connectionAfter,
  passSteps,
  placeAt,
  proposesSessionStart,
  stepAfter,
  stepsLeft,
  type AssistantStep,
  type FirstConnection,
  type FirstRunFacts,
  type FirstRunPlace,
  type TriedAddress,
} from '../../domain/launch/first-run.ts';
import type { Failure } from '../../domain/failures/index.ts';
import type { SignInMethod } from '../../domain/settings/configuration.ts';
import type { VitaleCard } from '../../domain/launch/launch-policy.ts';
import { assistantTexts } from '../../domain/texts/fr/index.ts';
import type { ReadersSnapshot } from '../../borders/native.ts';
import type { AssistantState, PractitionerCard } from '../../borders/windows/index.ts';
import type { ProxyResolver } from '../diagnosis/proxy.ts';
import type { Memory } from '../base/memory.ts';
import type { SettingsStore } from '../settings/store.ts';
import { methodsOf, readersView, vitaleView } from './assistant-view.ts';
import type { PanelContext } from '../windows/panel.ts';
import { SettingsEditor, settingsView } from '../settings/editor.ts';
import { SingleWindow } from '../windows/single.ts';
import { SiteProber } from './site-prober.ts';

/** What the assistant looks at while it is open. */
export interface CardFacts {
  readonly readers: ReadersSnapshot | null;
  readonly vitales: readonly VitaleCard[];
  readonly practitioner: PractitionerCard;
  /** How the open visit's way into the site does; null when none is open. */
  readonly connection: FirstConnection<Failure> | null;
}

export interface AssistantParts {
  readonly store: SettingsStore;
  readonly memory: Pick<Memory, 'value' | 'remember'>;
  readonly authorities: () => readonly X509Certificate[];
  readonly resolveProxy: ProxyResolver;
  readonly facts: () => CardFacts;
  /** Goes into the site without a patient, or to the record that is open. */
  readonly connect: () => void;
  /** The assistant has been finished. */
  readonly onFinished: () => void;
}

type Site = { readonly by: SignInMethod; readonly origins: readonly string[] };

/** The first-run assistant: one window, one step at a time, remembered so that it can be gone on with. */
export class AssistantWindow {
  readonly #parts: AssistantParts;
  readonly #editor: SettingsEditor;
  readonly #prober: SiteProber;
  readonly #single: SingleWindow<'assistant'>;
  #place: FirstRunPlace = { step: 'reader', kept: false };
  #connection: FirstConnection<Failure> = { state: 'untried' };

  constructor(parts: AssistantParts, context: PanelContext) {
    this.#parts = parts;
    const follow = (): void => {
      this.follow();
    };
    this.#editor = new SettingsEditor(parts.store, follow);
    this.#prober = new SiteProber({ ...parts, onChange: follow });
    this.#single = new SingleWindow<'assistant'>(
      {
        kind: 'assistant',
        title: assistantTexts.windowTitle,
        width: 640,
        height: 660,
        minWidth: 400,
        minHeight: 400,
        handlers: {
          set: ({ key, value }) => void this.#editor.set(key, value),
          reset: ({ key }) => void this.#editor.reset(key),
          goTo: ({ step }) => {
            this.#leaveFor(step);
          },
          probe: () => {
            this.#prober.start(this.#sites());
          },
          connect: () => {
            parts.connect();
          },
          later: () => {
            this.#single.close();
          },
          finish: () => {
            parts.memory.remember({ assistant: 'finished' });
            this.#single.close();
            parts.onFinished();
          },
        },
        state: () => this.#state(),
        onClosed: () => {
          this.#prober.stop();
          this.#editor.forget();
        },
      },
      context,
    );
  }

  /** While it is open no card opens a record by itself. */
  close(): void {
    this.#single.close();
  }

  get isOpen(): boolean {
    return this.#single.isOpen;
  }

  /** Opens at a step, or brings the window forward where it is. */
  open(step: AssistantStep): void {
    if (!this.#single.isOpen) {
      this.#connection = { state: 'untried' };
      // Long before its step: by then it has passed.
      this.#prober.start(this.#sites());
      this.#goTo({ step, kept: false });
      this.#pass();
    }
    this.#single.open();
  }

  /** Readers, cards, addresses, settings or the connection have changed. */
  follow(): void {
    if (!this.#single.isOpen) return;
    this.#connection = connectionAfter(this.#connection, this.#parts.facts().connection);
    this.#pass();
    const isProven = this.#place.step === 'done' && this.#connection.state === 'made';
    if (isProven) this.#parts.memory.remember({ assistant: 'finished' });
    this.#single.refresh();
  }

  /** No window of the site came of the connection that was asked for: the reason stays until it is tried again. */
  notConnected(problem: Failure): void {
    this.#connection = connectionAfter(this.#connection, { state: 'failed', failure: problem });
    this.#single.refresh();
  }

  /** Steps that succeed pass by themselves. */
  #pass(): void {
    const { step } = this.#place;
    const place = passSteps(this.#place, this.#facts());
    if (place.step === step) return;
    this.#settle(step, place.step);
    this.#goTo(place);
  }

  /** Another step is asked for: what the one that is left has found or proposed counts, unless one goes back. */
  #leaveFor(step: AssistantStep): void {
    const from = this.#place.step;
    const isNext = stepAfter(from) === step;
    if (isNext && from === 'habits') void this.#startWithSession();
    const place = placeAt(from, step, this.#facts());
    if (isNext) this.#settle(from, place.step);
    // Once more: the way to sign in may have been chosen since, or the network may have come.
    if (place.step === 'site' && !place.kept) this.#prober.start(this.#sites());
    this.#goTo(place);
    this.#single.refresh();
  }

  #goTo(place: FirstRunPlace): void {
    this.#place = place;
    this.#parts.memory.remember({ assistant: place.step });
  }

  /** The addresses that answer are kept once the step that looked for them is passed. */
  #settle(from: AssistantStep, to: AssistantStep): void {
    if (stepsLeft(from, to).includes('site')) void this.#confirmSites();
  }

  async #startWithSession(): Promise<void> {
    if (this.#proposesStart) await this.#editor.set('startWithSession', true);
  }

  get #proposesStart(): boolean {
    const start = this.#parts.store.describe().get('startWithSession');
    return start !== undefined && proposesSessionStart(start);
  }

  #facts(): FirstRunFacts {
    const { readers, vitales, practitioner } = this.#parts.facts();
    const { locked } = settingsView(this.#parts.store).signIn;
    return {
      readerFound: readersView(readers).state === 'found',
      vitaleRead: vitaleView(vitales).state === 'read',
      cardReady: practitioner.state === 'ready',
      signIn: { value: this.#parts.store.current.signIn, locked },
      sites: this.#sites().map(({ origins }) => this.#tried(origins)),
    };
  }

  #tried(origins: readonly string[]): readonly TriedAddress[] {
    return origins.map((origin) => ({ origin, state: this.#prober.result(origin).state }));
  }

  #sites(): readonly Site[] {
    const { signIn, webPs } = this.#parts.store.current;
    return methodsOf(signIn).map((by) => ({ by, origins: webPs[by].hosts }));
  }

  /** Nothing is written when the order stays: a later version may then bring better addresses. */
  async #confirmSites(): Promise<void> {
    const settings = settingsView(this.#parts.store);
    for (const { by, origins } of this.#sites()) {
      const key = `webPs.${by}.hosts` as const;
      const found = addressFound(this.#tried(origins));
      if (found !== null && found !== origins[0] && !settings[key].locked)
        await this.#editor.set(key, confirmedFirst(origins, found));
    }
  }

  #state(): AssistantState {
    const { readers, vitales, practitioner } = this.#parts.facts();
    const settings = settingsView(this.#parts.store);
    return {
      step: this.#place.step,
      // Shown on where it is only proposed: it is written with the step that asks for it.
      settings: this.#proposesStart
        ? { ...settings, startWithSession: { ...settings.startWithSession, value: true } }
        : settings,
      refused: this.#editor.refused,
      readers: readersView(readers),
      vitale: vitaleView(vitales),
      practitioner,
      connection: this.#connection,
      sites: this.#sites().map(({ by, origins }) => ({
        by,
        candidates: origins.map((origin) => ({ origin, probe: this.#prober.result(origin) })),
      })),
    };
  }
}
