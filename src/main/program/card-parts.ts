import { Cards } from '../cards/cards.ts';
import { PinDesk } from '../cards/pin-desk.ts';
import { Practitioner } from '../cards/practitioner.ts';
import { VitaleSources } from '../cards/vitale-sources.ts';
import type { Disposal } from '../base/disposal.ts';
import type { Edition } from '../base/edition.ts';
import type { Logger } from '../base/log.ts';
import { inUtilityProcess } from '../processes/utility-process.ts';
import { openPinWindow } from '../questions/pin.ts';
import type { SettingsStore } from '../settings/store.ts';
import type { PanelContext } from '../windows/panel.ts';

interface CardPartsContext {
  readonly edition: Edition;
  readonly settings: SettingsStore;
  readonly log: Logger;
  readonly panels: PanelContext;
}

interface CardEvents {
  /** Cards came or went. */
  readonly onCards: () => void;
  /** More is known of the practitioner's cards, or less. */
  readonly onPractitioner: () => void;
}

/** Readers and cards: who sees them, who reads them, and whoever may ask for the PIN that this takes. */
export class CardParts {
  readonly cards: Cards;
  readonly practitioner: Practitioner;
  readonly pins: PinDesk;
  readonly sources: VitaleSources;

  constructor(
    { edition, settings, log, panels }: CardPartsContext,
    opened: Disposal,
    { onCards, onPractitioner }: CardEvents,
  ) {
    const onChange = (): void => {
      if (!opened.begun) onCards();
    };
    this.cards = opened.own('cards', new Cards(edition, { onChange }, log));
    const cryptolib = inUtilityProcess('cryptolib', edition, log);
    const onLearnt = (): void => {
      const { tokens } = this.practitioner;
      if (tokens !== null) this.pins.tokensTold(tokens);
      onPractitioner();
    };
    this.practitioner = opened.own(
      'practitioner',
      new Practitioner(this.cards, settings, cryptolib, onLearnt),
    );
    this.pins = new PinDesk({
      cards: this.cards,
      askTokens: (label, serial) => this.practitioner.askTokens(label, serial),
      openWindow: (state, events) => openPinWindow(state, events, panels),
      budget: () => settings.current.cards.pinTriesPerInsertion,
      onBlocked: () => {
        this.practitioner.refresh();
      },
    });
    this.sources = opened.own(
      'sources',
      new VitaleSources({
        cards: this.cards,
        settings,
        log,
        library: inUtilityProcess('ssv', edition, log),
        practitionerPresent: () => this.practitioner.present,
        holder: () => this.practitioner.holder,
        pins: this.pins,
      }),
    );
  }
}
