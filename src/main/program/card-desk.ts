import { failure, type Failure } from '../../domain/failures/index.ts';
import type { PersonName } from '../../domain/identity/person.ts';
import type { LaunchEvent } from '../../domain/launch/launch-policy.ts';
import { refuseByEnvironment } from '../../domain/settings/card-environment.ts';
import { meansHeld, namedHolders } from '../../domain/workstation/holders.ts';
import type { Logger } from '../base/log.ts';
import type { Cards, SeenCard } from '../cards/cards.ts';
import type { VitaleSources } from '../cards/vitale-sources.ts';
import type { CurrentSettings } from '../settings/store.ts';

export interface CardDeskParts {
  readonly cards: Pick<Cards, 'vitales' | 'all'>;
  readonly sources: Pick<VitaleSources, 'read' | 'cardsChanged'>;
  readonly settings: CurrentSettings;
  readonly dispatch: (event: LaunchEvent) => void;
  readonly pins: { cardsChanged(): void };
  readonly practitioner: { readonly present: boolean; sync(): void };
  /** The engine's own view of the practitioner's cards: the library may have been installed meanwhile. */
  readonly engine: { follow(): void };
  readonly visits: {
    cardsChanged(present: ReadonlySet<string>): void;
    restSpare(): void;
    warmUp(): Promise<void>;
  };
  readonly notifications: { cardRead(people: readonly PersonName[]): void; cardGone(): void };
  /** The programs that can hold a reader, looked for when another one had the card. */
  readonly holders: () => Promise<Parameters<typeof namedHolders>[0]>;
  readonly onRefining: (refining: boolean) => void;
  readonly log: Pick<Logger, 'info'>;
}

/** Brings what happens in the readers to the launch policy, and reads the cards that it wants read. */
export class CardDesk {
  readonly #parts: CardDeskParts;

  constructor(parts: CardDeskParts) {
    this.#parts = parts;
  }

  /** Cards came or went. */
  changed(): void {
    const { cards, dispatch, practitioner, engine, visits, notifications, pins, sources } = this.#parts;
    dispatch({ type: 'cards-present', cards: cards.vitales });
    // A session goes before its PIN's window does, which then has nobody to tell.
    visits.cardsChanged(new Set(cards.all.map(({ key }) => key)));
    pins.cardsChanged();
    sources.cardsChanged();
    practitioner.sync();
    if (practitioner.present) engine.follow();
    if (cards.vitales.length > 0) return;
    visits.restSpare();
    notifications.cardGone();
  }

  /** Reads one insertion, if it is still there. */
  read(key: string): void {
    const { cards, sources, settings, dispatch, visits, notifications, onRefining } = this.#parts;
    const card = cards.vitales.find((each) => each.key === key);
    if (card === undefined) return;
    // Asked for first: making a window holds this process up, and the card is read in another one meanwhile.
    void sources.read(card, {
      onRead: (reading) => {
        this.#note(card, null);
        const refusal = refuseByEnvironment('vitale', reading.test, settings.current.environment);
        dispatch(
          refusal === null
            ? { type: 'card-read', key, reading }
            : { type: 'card-failed', key, failure: refusal },
        );
        if (refusal === null && card.seenInserted) notifications.cardRead(reading.beneficiaries);
      },
      onRefined: (reading) => {
        dispatch({ type: 'card-refined', key, reading });
      },
      onFailed: (problem) => {
        this.#note(card, problem);
        dispatch({ type: 'card-failed', key, failure: problem });
        if (meansHeld(problem.code)) void this.#nameHolder(key);
      },
      onRefining,
    });
    void visits.warmUp();
  }

  /** Said once more with the program to close, as the diagnosis says it, if the card is there still. */
  async #nameHolder(key: string): Promise<void> {
    const { cards, dispatch, holders } = this.#parts;
    const named = namedHolders(await holders());
    if (named === null || !cards.vitales.some((each) => each.key === key)) return;
    dispatch({ type: 'card-failed', key, failure: failure('LECTEUR-PRIS', named) });
  }

  #note({ kind, atr }: SeenCard, problem: Failure | null): void {
    this.#parts.log.info({ kind, atr, failure: problem?.code ?? null }, 'card read');
  }
}
