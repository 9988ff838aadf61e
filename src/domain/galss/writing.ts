/** The texts of a repair: channels written, removed and renumbered, with everything foreign left as it was. */
import { kindOfChannel, slotsServed, type GalssChannel } from './channels.ts';
import type { GalssChange, GalssPlan } from './change.ts';
import type { ProfileText } from './profile-text.ts';
import type { CardsInPlace, GalssSituation } from './situation.ts';

/** A file for two PC/SC readers, after the templates of field.md 2.1. Null where the system's library is not known. */
export function newFile(
  empty: ProfileText,
  cards: CardsInPlace,
  situation: GalssSituation,
): GalssPlan | null {
  const library = pcscLibrary(empty, situation);
  if (library === null || cards.CPS === null || cards.Vitale === null) return null;
  const written = addChannels(
    withProtocol(empty.withSection('CONFIG', [['NbCanaux', '2']]), '1', library, ['1', '2']),
    { CPS: cards.CPS, Vitale: cards.Vitale },
    { protocol: '1', first: 1, logic: null },
  );
  return { changes: channelChanges(cards, null), text: written.toString() };
}

/** The file with its serial channels for the two cards replaced by PC/SC ones. Null where that cannot be written. */
export function withPcscChannels(
  profile: ProfileText,
  channels: readonly GalssChannel[],
  cards: CardsInPlace,
  situation: GalssSituation,
): { readonly profile: ProfileText; readonly changes: readonly GalssChange[] } | null {
  const library = pcscLibrary(profile, situation);
  if (library === null || cards.CPS === null || cards.Vitale === null) return null;
  const names = situation.readers.map(({ name }) => name);
  const replaced = channels.filter(
    (channel) => slotsServed(channel).length > 0 || kindOfChannel(channel, names) === 'serial',
  );
  const logic =
    replaced.flatMap(({ slots }) => slots).find(({ name }) => /^log_sv$/i.test(name.trim()))?.name ?? null;
  const kept = withoutChannels(
    profile,
    channels,
    replaced.map(({ channel }) => channel),
  );
  const first = channels.length - replaced.length + 1;
  const protocol = protocolFor(kept, library);
  const numbers = [first, first + 1].map(String);
  const listed = kept.value(`protocole${protocol}`, 'listecanaux');
  const list =
    listed === null || listed.trim() === ''
      ? numbers
      : [...listed.split(',').map((each) => each.trim()), ...numbers];
  const written = addChannels(
    withProtocol(kept, protocol, library, list),
    { CPS: cards.CPS, Vitale: cards.Vitale },
    { protocol, first, logic },
  );
  const former = replaced
    .map(({ characteristics, index }) => `COM${index ?? ''} ${characteristics ?? ''}`.trim())
    .join(' · ');
  return { profile: written, changes: channelChanges(cards, former, first) };
}

/** The file without some channels; those behind them move up, in their names and in the protocols' lists. */
export function withoutChannels(
  profile: ProfileText,
  channels: readonly GalssChannel[],
  removed: readonly number[],
): ProfileText {
  const kept = channels.map(({ channel }) => channel).filter((channel) => !removed.includes(channel));
  const numberOf = (old: number): string => String(kept.indexOf(old) + 1);
  const renumbered = profile
    .without((name) => removed.includes(Number(/^canal(\d+)(?:$|\.)/i.exec(name)?.[1] ?? '-1')))
    .renamed((name) => {
      const match = /^(canal)(\d+)($|\..*)/i.exec(name);
      const old = Number(match?.[2] ?? '-1');
      if (match === null || !kept.includes(old) || numberOf(old) === match[2]) return null;
      return `${match[1] ?? ''}${numberOf(old)}${match[3] ?? ''}`;
    });
  return renumbered.sectionNames
    .filter((name) => /^protocole\d+$/i.test(name))
    .reduce((text, name) => {
      const list = text.value(name, 'listecanaux');
      if (list === null) return text;
      const left = list
        .split(',')
        .map((each) => Number(each.trim()))
        .filter((each) => kept.includes(each));
      return text.withValue(name, 'ListeCanaux', left.map(numberOf).join(','));
    }, renumbered);
}

/** The library of the PC/SC protocol: the file's own width first, else that of the only GALSS installed. */
function pcscLibrary(profile: ProfileText, { platform, widths }: GalssSituation): string | null {
  const libraries = profile.sectionNames
    .filter((name) => /^protocole\d+$/i.test(name))
    .map((name) => profile.value(name, 'nomlib') ?? '');
  const own = libraries.find((library) => /pc\/?_?sc/i.test(library));
  if (own !== undefined) return own;
  if (platform === 'macos') return 'pcscosx.framework';
  if (platform !== 'windows') return null;
  const written = libraries
    .map((library) => /w(32|64)\.dll$/i.exec(library)?.[1])
    .find((each) => each !== undefined);
  const [only, ...others] = widths;
  const width = written ?? (others.length === 0 && only !== undefined ? String(only) : null);
  return width === null ? null : `PCSCW${width}.DLL`;
}

/** The number of the PC/SC protocol of the file, or the one that the templates give it. */
function protocolFor(profile: ProfileText, library: string): string {
  for (const name of profile.sectionNames) {
    const number = /^protocole(\d+)$/i.exec(name)?.[1];
    if (number !== undefined && profile.value(name, 'nomlib') === library) return number;
  }
  const taken = profile.sectionNames.flatMap((name) => /^protocole(\d+)$/i.exec(name)?.[1] ?? []);
  return taken.includes('1') ? String(Math.max(...taken.map(Number)) + 1) : '1';
}

function withProtocol(
  profile: ProfileText,
  protocol: string,
  library: string,
  list: readonly string[],
): ProfileText {
  const name = `PROTOCOLE${protocol}`;
  if (profile.has(name)) return profile.withValue(name, 'ListeCanaux', list.join(','));
  return profile.withSection(name, [
    ['Config', '0'],
    ['NomLib', library],
    ['ListeCanaux', list.join(',')],
  ]);
}

/** PAD and LAD numbers of a PC/SC channel are not published: 0 upwards, as in the file's grammar (field.md 2.1). */
function addChannels(
  profile: ProfileText,
  cards: { readonly CPS: string; readonly Vitale: string },
  {
    protocol,
    first,
    logic,
  }: { readonly protocol: string; readonly first: number; readonly logic: string | null },
): ProfileText {
  const channel = (
    text: ProfileText,
    number: number,
    reader: string,
    slots: readonly string[],
    alias: string,
  ): ProfileText => {
    const name = `CANAL${String(number)}`;
    const head = text
      .withSection(name, [
        ['TCanal', '3'],
        ['Index', String(number)],
        ['Protocole', protocol],
        ['Caracteristiques', reader],
        ['NbPAD', '1'],
      ])
      .withSection(`${name}.PAD1`, [
        ['PAD', '0'],
        ['NbLAD', String(slots.length)],
      ]);
    return slots.reduce(
      (written, slot, at) =>
        written.withSection(`${name}.PAD1.LAD${String(at + 1)}`, [
          ['LAD', String(at)],
          ['NomLAD', slot],
          ...(at === 0
            ? ([
                ['NbAlias', '1'],
                ['NomAlias1', alias],
              ] as const)
            : ([['NbAlias', '0']] as const)),
        ]),
      head,
    );
  };
  const withCps = channel(profile, first, cards.CPS, ['CPS'], 'TRANSPA1');
  const vitale = logic === null ? ['Vitale'] : ['Vitale', logic];
  return channel(withCps, first + 1, cards.Vitale, vitale, 'TRANSPA2');
}

function channelChanges(cards: CardsInPlace, former: string | null, first = 1): readonly GalssChange[] {
  return [
    { where: `[CANAL${String(first)}] CPS`, before: former ?? '', after: cards.CPS ?? '' },
    { where: `[CANAL${String(first + 1)}] Vitale`, before: '', after: cards.Vitale ?? '' },
  ];
}
