/** Cards that tell when the PC/SC service first spoke to them: the moment from which everyone's time is counted. */
import { catalogueCard, type CardId } from '../../lab/cards/catalogue.ts';
import type { VirtualCard } from '../../lab/cards/card.ts';
import { VirtualReader } from '../../lab/pcsc/vpcd-reader.ts';
import { monotonic } from './program.ts';

export interface TimedCard extends VirtualCard {
  /** When the service noticed the card: it powered it or asked for its ATR. NaN before. */
  readonly noticedAt: number;
  readonly commands: number;
  /** Bytes of commands and answers. */
  readonly bytes: number;
}

export function timedCard(id: CardId): TimedCard {
  const card = catalogueCard(id).make();
  let noticedAt = NaN;
  let commands = 0;
  let bytes = 0;
  const notice = (): void => {
    if (Number.isNaN(noticedAt)) noticedAt = monotonic();
  };
  return {
    get atr() {
      notice();
      return card.atr;
    },
    respond: (apdu) => {
      const answer = card.respond(apdu);
      commands += 1;
      bytes += apdu.length + (answer === 'pulled-out' ? 0 : answer.length);
      return answer;
    },
    reset: () => {
      card.reset();
    },
    get noticedAt() {
      return noticedAt;
    },
    get commands() {
      return commands;
    },
    get bytes() {
      return bytes;
    },
  };
}

/** A reader that stays empty long enough between two cards for pcscd to see it. */
export function timedReader(port: number): VirtualReader {
  return new VirtualReader(port, { emptyForMs: 700 });
}
