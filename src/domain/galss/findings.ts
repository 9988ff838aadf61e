/** What is wrong with a galss.ini, channel by channel. Nothing is repaired here. */
import { natureOf, type ReaderSeen } from '../readers/classify.ts';
import { isSameReader, kindOfChannel, slotsServed, type GalssChannel, type GalssSlot } from './channels.ts';
import type { ProfileText } from './profile-text.ts';
import { cardsInPlace, contactReaders, slotOfCard, type GalssSituation } from './situation.ts';

/** One thing that was found; `channel` null where it is not one channel's. */
export type GalssFinding =
  | { readonly kind: 'absent' | 'empty'; readonly harmful: boolean }
  | {
      readonly kind: 'right';
      readonly channel: number;
      readonly reader: string;
      readonly slots: readonly string[];
    }
  | { readonly kind: 'serial-right'; readonly channel: number; readonly port: string }
  /** `unused`: cards lie in PC/SC readers, so nobody reads them over that port; `possible`: a port is there. */
  | { readonly kind: 'serial'; readonly channel: number; readonly port: string; readonly possible: boolean }
  | { readonly kind: 'ghost'; readonly channel: number; readonly reader: string }
  | { readonly kind: 'missing'; readonly channel: number; readonly reader: string }
  | {
      readonly kind: 'wrong-slot';
      readonly channel: number;
      readonly reader: string;
      readonly nature: 'contactless' | 'virtual';
    }
  | {
      readonly kind: 'misplaced';
      readonly channel: number;
      readonly reader: string;
      readonly slot: GalssSlot;
      readonly both: boolean;
    }
  | { readonly kind: 'unclear'; readonly channel: number }
  | { readonly kind: 'width'; readonly library: string; readonly width: 32 | 64 }
  | { readonly kind: 'count'; readonly written: string | null; readonly counted: number }
  | { readonly kind: 'twice'; readonly section: string };

/** Judges a file that is there and not empty. */
export function judgeFile(
  profile: ProfileText,
  channels: readonly GalssChannel[],
  situation: GalssSituation,
): readonly GalssFinding[] {
  return [
    ...channels.map((channel) => judgeChannel(channel, channels, situation)),
    ...judgePlaces(channels, situation),
    ...judgeWidths(profile, situation),
    ...judgeCount(profile, channels),
    ...judgeTwins(profile),
  ];
}

function judgeChannel(
  channel: GalssChannel,
  channels: readonly GalssChannel[],
  situation: GalssSituation,
): GalssFinding {
  const { readers } = situation;
  const number = channel.channel;
  const kind = kindOfChannel(
    channel,
    readers.map(({ name }) => name),
  );
  const reader = channel.characteristics?.trim() ?? '';
  if (kind === 'unknown') return { kind: 'unclear', channel: number };
  if (kind === 'serial') return judgeSerial(channel, channels, situation);
  const there = readerNamed(reader, readers);
  if (there === undefined)
    return {
      kind: isServedWithout(channel, channels, readers) ? 'ghost' : 'missing',
      channel: number,
      reader,
    };
  const nature = natureOf(there);
  if (nature !== 'contact' && slotsServed(channel).length > 0)
    return { kind: 'wrong-slot', channel: number, reader, nature };
  return { kind: 'right', channel: number, reader, slots: channel.slots.map(({ name }) => name) };
}

/** Both slots are served by other channels whose readers are there: this one is only in their way. */
function isServedWithout(
  channel: GalssChannel,
  channels: readonly GalssChannel[],
  readers: readonly ReaderSeen[],
): boolean {
  return (['CPS', 'Vitale'] as const).every((slot) =>
    channels.some(
      (other) => other !== channel && slotsServed(other).includes(slot) && isSound(other, readers),
    ),
  );
}

/** Whether a PC/SC channel names a contact reader that is there. */
export function isSound(channel: GalssChannel, readers: readonly ReaderSeen[]): boolean {
  const there = readerNamed(channel.characteristics ?? '', readers);
  return there !== undefined && natureOf(there) === 'contact';
}

function readerNamed(name: string, readers: readonly ReaderSeen[]): ReaderSeen | undefined {
  return readers.find((reader) => isSameReader(reader.name, name));
}

function judgeSerial(
  channel: GalssChannel,
  channels: readonly GalssChannel[],
  situation: GalssSituation,
): GalssFinding {
  const { readers, serialPorts } = situation;
  const port = `COM${channel.index ?? ''}`;
  const number = channel.channel;
  const exists = serialPorts?.includes(Number(channel.index)) ?? null;
  if (contactReaders(readers).length === 0 && exists !== false)
    return { kind: 'serial-right', channel: number, port };
  if (isServedWithout(channel, channels, readers)) return { kind: 'ghost', channel: number, reader: port };
  const { CPS, Vitale } = cardsInPlace(readers);
  return {
    kind: 'serial',
    channel: number,
    port,
    possible: exists === true && (CPS === null || Vitale === null),
  };
}

function judgePlaces(
  channels: readonly GalssChannel[],
  { readers }: GalssSituation,
): readonly GalssFinding[] {
  const misplaced = channels.flatMap((channel) => {
    const [slot, ...others] = slotsServed(channel);
    const reader = readerNamed(channel.characteristics ?? '', readers);
    if (slot === undefined || others.length > 0 || reader === undefined) return [];
    const card = slotOfCard(reader);
    return card === null || card === slot ? [] : [{ channel: channel.channel, reader: reader.name, slot }];
  });
  // One card alone may just have been put into the wrong reader; both are not by chance.
  const both = misplaced.length > 1;
  return misplaced.map((each) => ({ kind: 'misplaced', ...each, both }));
}

/** A 64-bit GALSS cannot load a 32-bit protocol, nor the other way round; with both installed nothing is known. */
function judgeWidths(profile: ProfileText, { platform, widths }: GalssSituation): readonly GalssFinding[] {
  const [width, ...others] = widths;
  if (platform !== 'windows' || width === undefined || others.length > 0) return [];
  return profile.sectionNames.flatMap((name): GalssFinding[] => {
    const library = /^protocole\d+$/i.test(name) ? (profile.value(name, 'nomlib') ?? '') : '';
    const written = /w(32|64)\.dll$/i.exec(library)?.[1];
    return written === undefined || Number(written) === width ? [] : [{ kind: 'width', library, width }];
  });
}

/** A missing `NbCanaux` is 800D to GALSS, 0 is 8003, and channels beyond it are not seen. */
function judgeCount(profile: ProfileText, channels: readonly GalssChannel[]): readonly GalssFinding[] {
  const written = profile.value('config', 'nbcanaux');
  if (channels.length === 0 || Number(written) === channels.length) return [];
  return [{ kind: 'count', written, counted: channels.length }];
}

function judgeTwins(profile: ProfileText): readonly GalssFinding[] {
  const names = profile.sectionNames.map((name) => name.toLowerCase());
  return [...new Set(names.filter((name, at) => names.indexOf(name) !== at))].map((section) => ({
    kind: 'twice',
    section,
  }));
}
