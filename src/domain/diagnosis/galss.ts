/** galss.ini against the readers that exist: which channels name none, which slots are exchanged, what would help. */
import type { GalssChannelFact, ReaderFact } from './facts.ts';

/** The two slots that matter here (ssv-api.md, `NomLAD`). */
export type GalssSlot = 'CPS' | 'Vitale';

/** One line of galss.ini to be changed: the reader that a channel names. */
export interface GalssChange {
  readonly channel: number;
  readonly from: string;
  readonly to: string;
}

/** Whether two reader names are the same to PC/SC and GALSS. */
export function isSameReader(one: string, other: string): boolean {
  return one.trim().toLowerCase() === other.trim().toLowerCase();
}

/**
 * The reader that a channel names, or null when it is not a PC/SC channel. Which values of `TCanal` mean PC/SC is not
 * published: the protocol's library may say so, else a text with words that is no port's name is taken for a reader.
 */
export function readerOfChannel(
  channel: GalssChannelFact,
  readers: readonly Pick<ReaderFact, 'name'>[],
): string | null {
  const name = channel.characteristics?.trim() ?? '';
  if (name === '') return null;
  if (readers.some((reader) => isSameReader(reader.name, name))) return name;
  if (/pc\/?_?sc/i.test(channel.protocolLibrary ?? '')) return name;
  const looksLikePort = /^(?:com|lpt|usb|tty\w*|\/dev\/\S*)\s*:?\s*\d*\b/i.test(name);
  return /\p{L}{3}/u.test(name) && !looksLikePort ? name : null;
}

/** A card that lies where galss.ini expects the other. */
export interface MisplacedCard {
  readonly channel: number;
  readonly reader: string;
  readonly slot: GalssSlot;
}

/** The one slot that a channel is for; null when it has both, or neither. */
export function slotOfChannel({ slots }: GalssChannelFact): GalssSlot | null {
  const names = new Set(slots.map(({ name }) => name.toLowerCase()));
  if (names.has('cps') === names.has('vitale')) return null;
  return names.has('cps') ? 'CPS' : 'Vitale';
}

/** What card a reader holds, as far as galss.ini cares. */
function slotOfCard(reader: ReaderFact | undefined): GalssSlot | null {
  switch (reader?.card?.kind) {
    case 'vitale-1':
    case 'vitale-2':
      return 'Vitale';
    case 'cps3':
    case 'cps4':
      return 'CPS';
    default:
      return null;
  }
}

/** Cards that lie in the reader of the other slot. */
export function misplacedCards(
  channels: readonly GalssChannelFact[],
  readers: readonly ReaderFact[],
): readonly MisplacedCard[] {
  return channels.flatMap((channel) => {
    const slot = slotOfChannel(channel);
    const name = readerOfChannel(channel, readers);
    if (slot === null || name === null) return [];
    const card = slotOfCard(readers.find((reader) => isSameReader(reader.name, name)));
    return card === null || card === slot ? [] : [{ channel: channel.channel, reader: name, slot }];
  });
}

/** Channels whose reader is not there. */
export function channelsWithoutReader(
  channels: readonly GalssChannelFact[],
  readers: readonly ReaderFact[],
): readonly { readonly channel: GalssChannelFact; readonly reader: string }[] {
  return channels.flatMap((channel) => {
    const reader = readerOfChannel(channel, readers);
    const isThere = reader === null || readers.some(({ name }) => isSameReader(name, reader));
    return isThere ? [] : [{ channel, reader }];
  });
}

/**
 * What to change so that every channel names a reader that exists and every card lies in its slot. A channel gets a
 * reader that no channel names: the one that holds its card, else the one with the most similar name, else the only
 * one left. Nothing is proposed for a channel where none of these tells. Exchanged slots exchange their readers.
 */
export function proposeGalssChanges(
  channels: readonly GalssChannelFact[],
  readers: readonly ReaderFact[],
): readonly GalssChange[] {
  const missing = channelsWithoutReader(channels, readers);
  if (missing.length === 0) return exchange(channels, readers);
  const named = channels.flatMap((channel) => readerOfChannel(channel, readers) ?? []);
  let free = readers.filter(({ name }) => !named.some((each) => isSameReader(each, name)));
  return missing.flatMap(({ channel, reader }, index) => {
    const chosen = chooseReader(channel, reader, free, missing.length - index);
    if (chosen === null) return [];
    free = free.filter((each) => each !== chosen);
    return [{ channel: channel.channel, from: reader, to: chosen.name }];
  });
}

function chooseReader(
  channel: GalssChannelFact,
  former: string,
  free: readonly ReaderFact[],
  stillMissing: number,
): ReaderFact | null {
  const slot = slotOfChannel(channel);
  const possible = free.filter((reader) => {
    const card = slotOfCard(reader);
    return slot === null || card === null || card === slot;
  });
  const withItsCard = possible.find((reader) => slot !== null && slotOfCard(reader) === slot);
  if (withItsCard !== undefined) return withItsCard;
  const alike = possible.filter(({ name }) => stem(name) === stem(former));
  if (alike.length > 0) return alike[0] ?? null;
  return possible.length > 0 && possible.length <= stillMissing ? (possible[0] ?? null) : null;
}

/** A reader's name without the numbers that systems give to slots and sockets: `Ingenico TL TELIUM(1)`. */
function stem(name: string): string {
  return name
    .toLowerCase()
    .replace(/[^\p{L}]+/gu, ' ')
    .trim();
}

function exchange(
  channels: readonly GalssChannelFact[],
  readers: readonly ReaderFact[],
): readonly GalssChange[] {
  if (misplacedCards(channels, readers).length === 0) return [];
  const of = (slot: GalssSlot) =>
    channels.flatMap((channel) => {
      const reader = readerOfChannel(channel, readers);
      return slotOfChannel(channel) === slot && reader !== null ? [{ channel: channel.channel, reader }] : [];
    });
  const [cps, ...otherCps] = of('CPS');
  const [vitale, ...otherVitale] = of('Vitale');
  if (cps === undefined || vitale === undefined || otherCps.length + otherVitale.length > 0) return [];
  return [
    { channel: cps.channel, from: cps.reader, to: vitale.reader },
    { channel: vitale.channel, from: vitale.reader, to: cps.reader },
  ];
}

/**
 * The text of galss.ini with other readers in some channels, and everything else to the last byte as it was: the
 * first `Caracteristiques` of the first `[CANALn]` counts, as for Windows' own profile functions.
 */
export function applyGalssChanges(text: string, changes: readonly GalssChange[]): string {
  const wanted = new Map(changes.map((change) => [`canal${String(change.channel)}`, change]));
  const seen = new Set<string>();
  let current: GalssChange | undefined;
  return text
    .split(/(?<=\r\n|\n|\r(?!\n))/)
    .map((line) => {
      const heading = /^\ufeff?\s*\[([^\]]*)\]/.exec(line)?.[1]?.trim().toLowerCase();
      if (heading !== undefined) {
        current = seen.has(heading) ? undefined : wanted.get(heading);
        seen.add(heading);
        return line;
      }
      if (current === undefined) return line;
      const parts = /^(\s*caracteristiques\s*=\s*)(.*?)(\s*)$/is.exec(line);
      if (parts === null) return line;
      const [, before = '', value = '', after = ''] = parts;
      const quote = /^(["']).*\1$/.exec(value)?.[1] ?? '';
      const changed = `${before}${quote}${current.to}${quote}${after}`;
      current = undefined;
      return changed;
    })
    .join('');
}
