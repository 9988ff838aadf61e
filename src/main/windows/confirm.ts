import { holderName } from '../../domain/cpx.ts';
import { SYSTEM_TEXTS } from '../../domain/texts/fr/system.ts';
import type { ConfirmState } from '../contract.ts';
import type { SignInToken } from '../practitioner.ts';
import { createPanel, type Panel, type PanelContext } from './panel.ts';

const SIZE = { width: 520, height: 340 };

type Question = ConfirmState['question'];
type SwitchQuestion = Omit<Extract<Question, { kind: 'switch' }>, 'kind'>;

/** What was answered: null is the safe answer, given by closing, by Escape, or by a question that was withdrawn. */
type Answer = { readonly kind: 'accepted' } | { readonly kind: 'card'; readonly card: string } | null;

interface Asked {
  readonly id: number;
  readonly question: Question;
  readonly settle: (answer: Answer) => void;
}

/**
 * The window that asks before something that must not happen by accident: apart from the site, always on top.
 * One question at a time; a new one withdraws the former, and an answer counts only for the question it names.
 */
export class ConfirmWindow {
  readonly #demonstration: boolean;
  readonly #context: PanelContext;
  #panel: Panel<'confirm'> | null = null;
  #asked: Asked | null = null;
  #nextId = 1;

  constructor(demonstration: boolean, context: PanelContext) {
    this.#demonstration = demonstration;
    this.#context = context;
  }

  /** May one patient's record take another's place? */
  async askSwitch(question: SwitchQuestion): Promise<boolean> {
    const answer = await this.#ask({ kind: 'switch', ...question });
    return answer?.kind === 'accepted';
  }

  /** Which card signs in? The answer is its certificate's id. */
  async chooseCard(cards: readonly Pick<SignInToken, 'certificate' | 'holder'>[]): Promise<string | null> {
    const answer = await this.#ask({
      kind: 'practitioner-card',
      cards: cards.map(({ certificate, holder }) => ({
        id: certificate.id,
        type: holder.type,
        holder: holderName(holder),
      })),
    });
    return answer?.kind === 'card' ? answer.card : null;
  }

  /** Withdraws the question. */
  close(): void {
    this.#answer(null);
  }

  #ask(question: Question): Promise<Answer> {
    this.#answer(null);
    return new Promise((settle) => {
      const asked = { id: this.#nextId++, question, settle };
      this.#asked = asked;
      this.#panel ??= this.#open();
      this.#panel.send({ demonstration: this.#demonstration, id: asked.id, question });
      this.#panel.reveal();
    });
  }

  #answer(answer: Answer, id = this.#asked?.id): void {
    const asked = this.#asked;
    if (asked === null || asked.id !== id) return;
    this.#asked = null;
    const panel = this.#panel;
    this.#panel = null;
    panel?.destroy();
    asked.settle(answer);
  }

  #open(): Panel<'confirm'> {
    const panel = createPanel(
      'confirm',
      {
        ...SIZE,
        useContentSize: true,
        resizable: false,
        minimizable: false,
        maximizable: false,
        alwaysOnTop: true,
        center: true,
        title: SYSTEM_TEXTS.windows.confirm,
      },
      {
        accept: ({ id }) => {
          this.#answer({ kind: 'accepted' }, id);
        },
        refuse: ({ id }) => {
          this.#answer(null, id);
        },
        chooseCard: ({ id, card }) => {
          this.#answer({ kind: 'card', card }, id);
        },
      },
      this.#context,
    );
    panel.window.on('close', () => {
      this.#answer(null);
    });
    return panel;
  }
}
