import type { VitaleReading } from '../../domain/identity/beneficiary.ts';
import { failure, type Failure } from '../../domain/failures/index.ts';
import type { MergedReading } from '../../domain/identity/ins-derivation.ts';
import {
  onlyShared,
  readerOfSlot,
  witnessOf,
  type LibraryWitness,
} from '../../domain/identity/library-answer.ts';
import { mergeReadings } from '../../domain/identity/merge-readings.ts';
import { failed, success, type Result } from '../../domain/result.ts';
import { asksLibrary, readsDirectly, type ChainSituation } from '../../domain/identity/vitale-chain.ts';
import type { SsvInstallation, SsvTarget } from '../../borders/native.ts';
import type { Cards, SeenCard } from './cards.ts';
import type { Logger } from '../base/log.ts';
import type { CurrentSettings } from '../settings/store.ts';
import { nextAttemptId, type PinDesk } from './pin-desk.ts';
import type { NativeProcess } from '../processes/native-process.ts';

/** Looking for files only. */
const LOCATE_DEADLINE_MS = 5_000;

/** What is needed of the readers: `Cards`. */
export type CardsToRead = Pick<
  Cards,
  'all' | 'vitales' | 'vitaleArrivals' | 'snapshot' | 'read' | 'holdWhile'
>;

/** What is needed of the process that calls the library: `NativeProcess`. */
export type SsvProcess = Pick<NativeProcess<'ssv'>, 'request' | 'stop'>;

export interface VitaleSourcesParts {
  readonly cards: CardsToRead;
  readonly settings: CurrentSettings;
  readonly practitionerPresent: () => boolean;
  /** Whose practitioner's card is there, as far as known. */
  readonly holder: () => string | null;
  readonly pins: Pick<PinDesk, 'ask' | 'proven'>;
  readonly library: SsvProcess;
  readonly log: Logger;
}

export interface VitaleSourcesEvents {
  /** The direct read, to be shown at once. */
  readonly onRead: (reading: VitaleReading) => void;
  /** The same card once more, with what the library knows. */
  readonly onRefined: (reading: MergedReading) => void;
  readonly onFailed: (problem: Failure) => void;
  /** The library is at work; the list that is shown stays usable. */
  readonly onRefining: (refining: boolean) => void;
}

/** The library's answer, and who says that it is this card's. */
interface VouchedReading {
  readonly reading: VitaleReading;
  readonly witness: LibraryWitness;
}

/** The library's answer and what its card slot is bound to. */
interface LibraryRead {
  readonly reading: VitaleReading;
  readonly channelReader: string | null;
  readonly vitalesMeanwhile: number;
}

/** Reads a Vitale with the sources that the configuration names, in their order. */
export class VitaleSources {
  readonly #parts: VitaleSourcesParts;
  /** The reads that may ask for a PIN, by their insertion. */
  readonly #reads = new Map<string, AbortController>();

  constructor(parts: VitaleSourcesParts) {
    this.#parts = parts;
  }

  /** Reads one insertion; what comes is told through `events`. */
  async read(card: SeenCard, events: VitaleSourcesEvents): Promise<void> {
    if (!readsDirectly(this.#situation())) {
      await this.#readByLibraryAlone(card, events);
      return;
    }
    const direct = await this.#parts.cards.read(card);
    if (!asksLibrary(direct, this.#situation())) {
      if (direct.ok) events.onRead(direct.value);
      else events.onFailed(direct.failure);
      return;
    }
    if (direct.ok) events.onRead(direct.value);
    events.onRefining(true);
    const answer = await this.#readByLibrary(card);
    events.onRefining(false);
    const library = answer.ok ? this.#vouched(card, answer.value, direct.ok ? direct.value : null) : answer;
    if (direct.ok) {
      if (library.ok) {
        const { reading, witness } = library.value;
        events.onRefined(mergeReadings(direct.value, reading, witness));
      }
    } else if (library.ok) events.onRead(library.value.reading);
    else events.onFailed(library.failure);
  }

  /** Readers or cards have changed: what was asked for the sake of a Vitale that has left is not asked any more. */
  cardsChanged(): void {
    const there = new Set(this.#parts.cards.all.map(({ key }) => key));
    for (const [key, ended] of this.#reads) if (!there.has(key)) ended.abort();
  }

  stop(): void {
    this.#parts.library.stop();
  }

  #situation(): ChainSituation {
    const { cards, settings, practitionerPresent } = this.#parts;
    return {
      sources: settings.current.cards.vitale,
      practitionerPresent: practitionerPresent(),
      vitaleCount: cards.vitales.length,
    };
  }

  async #readByLibraryAlone(card: SeenCard, events: VitaleSourcesEvents): Promise<void> {
    const { practitionerPresent, vitaleCount } = this.#situation();
    if (vitaleCount > 1) {
      events.onFailed(failure('SSV-PLUSIEURS-VITALE'));
      return;
    }
    if (!practitionerPresent) {
      events.onFailed(failure('SSV-CPS-ABSENTE', { code: '' }));
      return;
    }
    events.onRefining(true);
    const library = await this.#readAndVouch(card);
    events.onRefining(false);
    if (library.ok) events.onRead(library.value);
    else events.onFailed(library.failure);
  }

  /** Where galss.ini does not vouch for the library's answer, a direct read of the card is asked to. */
  async #readAndVouch(card: SeenCard): Promise<Result<VitaleReading>> {
    const answer = await this.#readByLibrary(card);
    if (!answer.ok) return answer;
    const vouched = this.#vouched(card, answer.value, null);
    if (vouched.ok) return success(vouched.value.reading);
    const direct = await this.#parts.cards.read(card);
    if (!direct.ok) return vouched;
    const byPerson = this.#vouched(card, answer.value, direct.value);
    return byPerson.ok ? success(onlyShared(byPerson.value.reading, direct.value)) : byPerson;
  }

  /** The library's reading when something says that it is this card's, and this card is there still. */
  #vouched(card: SeenCard, answer: LibraryRead, direct: VitaleReading | null): Result<VouchedReading> {
    const { reading, channelReader, vitalesMeanwhile } = answer;
    if (!this.#stillThere(card)) return failed(failure('VITALE-RETIREE'));
    const witness = witnessOf(reading, { reader: card.reader, channelReader, direct, vitalesMeanwhile });
    this.#parts.log.info({ witness }, 'who vouches for the library’s answer');
    return witness === null ? failed(failure('SSV-AUTRE-CARTE')) : success({ reading, witness });
  }

  async #readByLibrary(card: SeenCard): Promise<Result<LibraryRead>> {
    const { cards, log } = this.#parts;
    const vitales = cards.vitales.length - cards.vitaleArrivals;
    const installation = await this.#locate();
    if (!installation.ok) return installation;
    const { target, channels } = installation.value;
    const readers = (cards.snapshot?.readers ?? []).map(({ name }) => name);
    const result = await this.#askWithPin(card, target, readerOfSlot(target.psResource, channels, readers));
    if (!result.ok) {
      log.info({ failure: result.failure.code }, 'the library did not read the card');
      return this.#stillThere(card) ? result : failed(failure('VITALE-RETIREE'));
    }
    return success({
      reading: result.value,
      channelReader: readerOfSlot(target.vitaleResource, channels, readers),
      // Counted now: a second card may have come, and even gone again, since the question.
      vitalesMeanwhile: vitales + cards.vitaleArrivals,
    });
  }

  /** Reads with the PIN that the library may want: it is asked for as long as the card's budget allows. */
  async #askWithPin(
    card: SeenCard,
    target: SsvTarget,
    reader: string | null,
  ): Promise<Result<VitaleReading>> {
    const { pins, holder } = this.#parts;
    const ended = new AbortController();
    this.#reads.set(card.key, ended);
    const attempt = { id: nextAttemptId(), over: ended.signal };
    try {
      let result = await this.#ask(card, target, null);
      for (let isRetry = false; wantsPin(result); isRetry = true) {
        const answer = await pins.ask({
          attempt,
          purpose: 'vitale',
          label: null,
          reader,
          isRetry,
          holder: holder(),
          site: '',
          onEcps: null,
        });
        if (!this.#stillThere(card)) return failed(failure('VITALE-RETIREE'));
        if (answer.kind !== 'pin')
          return failed((answer.kind === 'none' ? answer.failure : null) ?? failure('CPX-CODE-ANNULE'));
        result = await this.#ask(card, target, answer.pin);
        if (result.ok) pins.proven(attempt);
      }
      return result;
    } finally {
      ended.abort();
      this.#reads.delete(card.key);
    }
  }

  async #locate(): Promise<Result<Pick<SsvInstallation, 'channels'> & { readonly target: SsvTarget }>> {
    const { ssvLibrary, galssIni } = this.#parts.settings.current.cards;
    const found = await this.#parts.library.request('locate', { ssvLibrary, galssIni }, LOCATE_DEADLINE_MS);
    if (!found.ok) return found;
    const { target, channels, failure: reason } = found.value;
    return target === null ? failed(reason ?? failure('SSV-ABSENTE')) : success({ target, channels });
  }

  #ask(card: SeenCard, target: SsvTarget, pin: string | null): Promise<Result<VitaleReading>> {
    const { cards, settings } = this.#parts;
    return cards.holdWhile(() =>
      this.#parts.library.request(
        'readVitale',
        { target, card: card.kind === 'vitale-1' ? 'vitale-1' : 'vitale-2', date: today(), pin },
        settings.current.cards.ssvDeadlineSeconds * 1_000,
      ),
    );
  }

  #stillThere({ key }: SeenCard): boolean {
    return this.#parts.cards.all.some((card) => card.key === key);
  }
}

function wantsPin(result: Result<unknown>): boolean {
  return (
    !result.ok && (result.failure.code === 'SSV-CODE-DEMANDE' || result.failure.code === 'SSV-CODE-FAUX')
  );
}

/** The day of consultation as the library wants it, AAAAMMJJ, on the workstation's own calendar. */
function today(): string {
  const now = new Date();
  return [now.getFullYear(), now.getMonth() + 1, now.getDate()]
    .map((part) => String(part).padStart(2, '0'))
    .join('');
}
