import { holderName } from '../../domain/practitioner/cpx.ts';
import { SYSTEM_TEXTS } from '../../domain/texts/fr/system.ts';
import type { ConfirmState } from '../../borders/windows/index.ts';
import type { SignInToken } from '../cards/practitioner.ts';
import { createPanel, type Panel, type PanelContext } from '../windows/panel.ts';
import { hear, onAbort } from '../../system/guarded.ts';

/** Its height follows what it asks. */
const SIZE = { width: 520, height: 360 };

type Question = ConfirmState['question'];

const TITLES: Readonly<Record<Question['kind'], string>> = {
  switch: SYSTEM_TEXTS.windows.confirm,
  software: SYSTEM_TEXTS.windows.softwareCall,
  document: SYSTEM_TEXTS.windows.document,
  'practitioner-card': SYSTEM_TEXTS.windows.practitionerCard,
};

/** Questions of the practitioner's own making; another program's, or the sign-in's, is answered first. */
const SCANNED: ReadonlySet<Question['kind']> = new Set(['document', 'switch']);

type DocumentQuestion = Extract<Question, { kind: 'document' }>;
/** A call, and what the cards in the readers say to it. */
export type CallQuestion = Omit<Extract<Question, { kind: 'software' }>, 'kind'>;
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
  readonly #context: PanelContext;
  readonly #onScan: (text: string) => void;
  #panel: Panel<'confirm'> | null = null;
  #asked: Asked | null = null;
  #nextId = 1;

  /** @param onScan another document is read while a question about a record stands: it is what is wanted now */
  constructor(context: PanelContext, onScan: (text: string) => void) {
    this.#context = context;
    this.#onScan = onScan;
  }

  /** May one patient's record take another's place? */
  async askSwitch(question: SwitchQuestion): Promise<boolean> {
    const answer = await this.#ask({ kind: 'switch', ...question });
    return answer?.kind === 'accepted';
  }

  /** Is it this person's record that is wanted? */
  async askDocument(question: DocumentQuestion): Promise<boolean> {
    const answer = await this.#ask(question);
    return answer?.kind === 'accepted';
  }

  /** May the page that another program asks for be opened? Withdrawn when the program no longer waits. */
  async askSoftware(question: CallQuestion, wanted: AbortSignal): Promise<boolean> {
    const id = this.#nextId;
    const withdraw = (): void => {
      this.#answer(null, id);
    };
    const answered = onAbort(wanted, withdraw);
    const answer = await this.#ask({ kind: 'software', ...question });
    answered();
    return answer?.kind === 'accepted' && !wanted.aborted;
  }

  /** Whether a question waits for its answer. */
  get busy(): boolean {
    return this.#asked !== null;
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

  /** No card signs in any more: the question which, if it stands, is withdrawn. */
  withdrawCardChoice(): void {
    if (this.#asked?.question.kind === 'practitioner-card') this.#answer(null);
  }

  /** Nobody is here to answer: a question that says of whom it is goes, and nothing changes. */
  withdrawNaming(): void {
    if (this.#asked?.question.kind !== 'practitioner-card') this.#answer(null);
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
      this.#panel.window.setTitle(TITLES[question.kind]);
      this.#panel.send({ id: asked.id, question });
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
      },
      {
        accept: ({ id }) => {
          this.#answer({ kind: 'accepted' }, id);
        },
        refuse: ({ id }) => {
          this.#answer(null, id);
        },
        scan: ({ id, text }) => {
          if (this.#asked?.id === id && SCANNED.has(this.#asked.question.kind)) this.#onScan(text);
        },
        chooseCard: ({ id, card }) => {
          this.#answer({ kind: 'card', card }, id);
        },
      },
      this.#context,
    );
    hear(panel.window).on('close', () => {
      this.#answer(null);
    });
    return panel;
  }
}
