import type { X509Certificate } from 'node:crypto';
import { confirmedFirst, type AssistantStep } from '../../domain/launch/first-run.ts';
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
}

export interface AssistantParts {
  readonly store: SettingsStore;
  readonly memory: Pick<Memory, 'value' | 'remember'>;
  readonly authorities: () => readonly X509Certificate[];
  readonly resolveProxy: ProxyResolver;
  readonly facts: () => CardFacts;
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
  #step: AssistantStep = 'reader';

  constructor(parts: AssistantParts, context: PanelContext) {
    this.#parts = parts;
    const refresh = (): void => {
      this.refresh();
    };
    this.#editor = new SettingsEditor(parts.store, refresh);
    this.#prober = new SiteProber({ ...parts, onChange: refresh });
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
            this.#goTo(step);
          },
          probe: () => {
            this.#prober.start(this.#sites());
          },
          confirmSite: ({ by, origin }) => void this.#confirm(by, origin),
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
  get isOpen(): boolean {
    return this.#single.isOpen;
  }

  /** Opens at a step, or brings the window forward where it is. */
  open(step: AssistantStep): void {
    if (!this.#single.isOpen) this.#goTo(step);
    this.#single.open();
  }

  refresh(): void {
    this.#single.refresh();
  }

  #goTo(step: AssistantStep): void {
    this.#step = step;
    this.#parts.memory.remember({ assistant: step });
    if (step === 'site') this.#prober.start(this.#sites());
    this.refresh();
  }

  #sites(): readonly Site[] {
    const { signIn, webPs } = this.#parts.store.current;
    return methodsOf(signIn).map((by) => ({ by, origins: webPs[by].hosts }));
  }

  /** Nothing is written when the order stays: a later version may then bring better addresses. */
  async #confirm(by: SignInMethod, origin: string): Promise<void> {
    const { hosts } = this.#parts.store.current.webPs[by];
    if (hosts[0] === origin || !hosts.includes(origin)) return;
    await this.#editor.set(`webPs.${by}.hosts`, confirmedFirst(hosts, origin));
  }

  #state(): AssistantState {
    const { readers, vitales, practitioner } = this.#parts.facts();
    return {
      step: this.#step,
      settings: settingsView(this.#parts.store),
      refused: this.#editor.refused,
      readers: readersView(readers),
      vitale: vitaleView(vitales),
      practitioner,
      sites: this.#sites().map(({ by, origins }) => ({
        by,
        candidates: origins.map((origin) => ({ origin, probe: this.#prober.result(origin) })),
      })),
    };
  }
}
