/** What galss.ini says of the readers (grammar: field.md 2.1). */
import { ProfileText } from './profile-text.ts';

/** One `[CANALn]` with its slots. For a PC/SC channel `characteristics` is the reader's name. */
export interface GalssChannel {
  readonly channel: number;
  readonly type: string | null;
  readonly index: string | null;
  readonly protocol: string | null;
  /** `NomLib` of the channel's protocol. */
  readonly protocolLibrary: string | null;
  readonly characteristics: string | null;
  readonly slots: readonly { readonly pad: number; readonly lad: number; readonly name: string }[];
}

/** The channels in the order of their numbers. The sections count; `NbCanaux` is not trusted to be right. */
export function readChannels(profile: ProfileText): GalssChannel[] {
  const numbers = profile.sectionNames.flatMap((name) => /^canal(\d+)$/i.exec(name)?.[1] ?? []);
  return [...new Set(numbers)]
    .map((number) => channelOf(profile, number))
    .sort((one, other) => one.channel - other.channel);
}

/** The channels of a file's text. */
export function parseGalssIni(text: string): GalssChannel[] {
  return readChannels(ProfileText.read(text));
}

/** The names of the two card slots; null where galss.ini names none. */
export function slotResources(channels: readonly GalssChannel[]): {
  ps: string | null;
  vitale: string | null;
} {
  const names = channels.flatMap((channel) => channel.slots.map((slot) => slot.name));
  const named = (wanted: string): string | null =>
    names.find((name) => name.toLowerCase() === wanted.toLowerCase()) ?? null;
  return { ps: named('CPS'), vitale: named('Vitale') };
}

function channelOf(profile: ProfileText, number: string): GalssChannel {
  const value = (key: string): string | null => profile.value(`canal${number}`, key);
  const protocol = value('protocole');
  return {
    channel: Number(number),
    type: value('tcanal'),
    index: value('index'),
    protocol,
    protocolLibrary: profile.value(`protocole${protocol ?? ''}`, 'nomlib'),
    characteristics: value('caracteristiques'),
    slots: slotsOf(profile, number),
  };
}

function slotsOf(profile: ProfileText, number: string): GalssChannel['slots'] {
  return profile.sectionNames.flatMap((name) => {
    const match = /^canal(\d+)\.pad(\d+)\.lad(\d+)$/i.exec(name);
    const lad = profile.value(name, 'nomlad') ?? '';
    if (match?.[1] !== number || lad === '') return [];
    return [{ pad: Number(match[2]), lad: Number(match[3]), name: lad }];
  });
}

/** How a channel reaches its reader: `TCanal` 1 is serial and 3 PC/SC, unless its protocol's library says otherwise. */
export function kindOfChannel(
  channel: GalssChannel,
  readerNames: readonly string[],
): 'pcsc' | 'serial' | 'unknown' {
  const library = channel.protocolLibrary ?? '';
  const name = channel.characteristics?.trim() ?? '';
  if (name === '') return 'unknown';
  if (/pc\/?_?sc/i.test(library) || readerNames.some((reader) => isSameReader(reader, name))) return 'pcsc';
  if (channel.type === '3') return 'pcsc';
  if (channel.type === '1' || /pss/i.test(library)) return looksLikeReader(name) ? 'pcsc' : 'serial';
  return looksLikeReader(name) ? 'pcsc' : 'unknown';
}

/** Names of the PC/SC readers that a file goes by; none for an absent file. */
export function namedReaders(text: string | null): readonly string[] {
  const channels = parseGalssIni(text ?? '').filter((channel) => kindOfChannel(channel, []) === 'pcsc');
  return channels.flatMap(({ characteristics }) => characteristics ?? []);
}

/** Words that are no port's and no line of speeds: `9600,1,8,0,0` and `COM1` name no PC/SC reader. */
function looksLikeReader(name: string): boolean {
  return /\p{L}{3}/u.test(name) && !/^(?:com|lpt|usb|tty\w*|\/dev\/\S*)\s*:?\s*\d*$/i.test(name);
}

/** Whether two reader names are the same to PC/SC and GALSS. */
export function isSameReader(one: string, other: string): boolean {
  return one.trim().toLowerCase() === other.trim().toLowerCase();
}

/** The two slots that matter here. */
export type GalssSlot = 'CPS' | 'Vitale';

/** Which of the two a channel serves; `CPS1`, `CPS3`, `Vitale3` and `Log_SV` are other programs' names. */
export function slotsServed({ slots }: GalssChannel): readonly GalssSlot[] {
  return (['CPS', 'Vitale'] as const).filter((wanted) =>
    slots.some(({ name }) => name.trim().toLowerCase() === wanted.toLowerCase()),
  );
}
