import type { GalssChannel } from '../../borders/native.ts';

/** Sections of a Windows profile file: names and keys in lower case, values as written. */
type Profile = ReadonlyMap<string, ReadonlyMap<string, string>>;

/**
 * What galss.ini says of the readers (sections and keys of `ssv-api.md`), in the file's order of channels.
 * The numbers in section names are what counts; `NbCanaux` is not trusted to be right.
 */
export function parseGalssIni(text: string): GalssChannel[] {
  const profile = parseProfile(text);
  return [...profile.keys()]
    .map((name) => /^canal(\d+)$/.exec(name)?.[1])
    .filter((number) => number !== undefined)
    .map((number) => channelOf(profile, number))
    .sort((one, other) => one.channel - other.channel);
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

function channelOf(profile: Profile, number: string): GalssChannel {
  const section = profile.get(`canal${number}`);
  const protocol = section?.get('protocole') ?? null;
  return {
    channel: Number(number),
    type: section?.get('tcanal') ?? null,
    index: section?.get('index') ?? null,
    protocol,
    protocolLibrary: profile.get(`protocole${protocol ?? ''}`)?.get('nomlib') ?? null,
    characteristics: section?.get('caracteristiques') ?? null,
    slots: slotsOf(profile, number),
  };
}

function slotsOf(profile: Profile, number: string): GalssChannel['slots'] {
  const slots: GalssChannel['slots'] = [];
  for (const [name, section] of profile) {
    const match = /^canal(\d+)\.pad(\d+)\.lad(\d+)$/.exec(name);
    const lad = section.get('nomlad');
    if (match?.[1] !== number || lad === undefined || lad === '') continue;
    slots.push({ pad: Number(match[2]), lad: Number(match[3]), name: lad });
  }
  return slots;
}

/**
 * Reads a file as Windows' own profile functions do, which is what GALSS goes by: names without regard to case,
 * the first of two equal sections or keys wins, `;` comments only at the start of a line, one pair of quotes
 * around a value is dropped, and `\`, `#`, `;` or `true` inside a value mean nothing special.
 * (The `ini` package differs on each of these points, and a reader's name may hold any of them.)
 */
function parseProfile(text: string): Profile {
  const profile = new Map<string, Map<string, string>>();
  let section: Map<string, string> | null = null;
  for (const raw of text.replace(/^\ufeff/, '').split(/\r\n|\r|\n/)) {
    const line = raw.trim();
    if (line === '' || line.startsWith(';')) continue;
    const heading = /^\[([^\]]*)\]/.exec(line)?.[1];
    if (heading !== undefined) {
      const name = heading.trim().toLowerCase();
      section = new Map<string, string>();
      if (!profile.has(name)) profile.set(name, section);
      continue;
    }
    const equals = line.indexOf('=');
    if (section === null || equals <= 0) continue;
    const key = line.slice(0, equals).trim().toLowerCase();
    if (!section.has(key)) section.set(key, unquoted(line.slice(equals + 1).trim()));
  }
  return profile;
}

function unquoted(value: string): string {
  return /^"(.*)"$/.exec(value)?.[1] ?? /^'(.*)'$/.exec(value)?.[1] ?? value;
}
