/**
 * What would put a galss.ini right. Only with what proves it: the cards that lie in contact readers. Never a virtual
 * or contactless reader, never one of two equal names, never when two answers are possible.
 */
import { natureOf, slotOfReader, type ReaderSeen } from '../readers/classify.ts';
import { isSameReader, readChannels, slotsServed, type GalssChannel } from './channels.ts';
import type { GalssChange, GalssPlan } from './change.ts';
import { judgeFile, type GalssFinding } from './findings.ts';
import { ProfileText } from './profile-text.ts';
import { cardsInPlace, contactReaders, type CardsInPlace, type GalssSituation } from './situation.ts';
import { newFile, withoutChannels, withPcscChannels } from './writing.ts';

export interface GalssVerdict {
  readonly findings: readonly GalssFinding[];
  /** Null when nothing safe can be proposed, or nothing is wrong. */
  readonly plan: GalssPlan | null;
  /** Both cards in their readers would tell what to write. */
  readonly wantsCards: boolean;
}

/** Kinds of findings that a repair can put right. */
const FAULTS: ReadonlySet<GalssFinding['kind']> = new Set([
  'serial',
  'ghost',
  'missing',
  'wrong-slot',
  'misplaced',
  'width',
  'count',
]);

/** Judges a workstation's galss.ini, and works out its repair. */
export function judgeGalss(situation: GalssSituation): GalssVerdict {
  const profile = ProfileText.read(situation.text ?? '', situation.platform === 'windows' ? '\r\n' : '\n');
  const cards = cardsInPlace(situation.readers);
  const both = cards.CPS !== null && cards.Vitale !== null;
  if (situation.text === null || profile.isEmpty) {
    const harmful = situation.clients.length > 0;
    const plan = harmful && both ? newFile(profile, cards, situation) : null;
    const kind = situation.text === null ? 'absent' : 'empty';
    return { findings: [{ kind, harmful }], plan, wantsCards: harmful && !both };
  }
  const channels = readChannels(profile);
  const findings = judgeFile(profile, channels, situation);
  if (!findings.some(({ kind }) => FAULTS.has(kind))) return { findings, plan: null, wantsCards: false };
  const plan = planFor(profile, channels, findings, situation, cards);
  const undecided = findings.some(
    ({ kind }) => kind === 'serial' || kind === 'missing' || kind === 'wrong-slot' || kind === 'misplaced',
  );
  return { findings, plan, wantsCards: plan === null && undecided && !both };
}

function planFor(
  profile: ProfileText,
  channels: readonly GalssChannel[],
  findings: readonly GalssFinding[],
  situation: GalssSituation,
  cards: CardsInPlace,
): GalssPlan | null {
  const changes: GalssChange[] = [];
  let text = profile;
  if (findings.some(({ kind }) => kind === 'serial')) {
    if (cards.CPS === null || cards.Vitale === null) return null;
    const rewritten = withPcscChannels(text, channels, cards, situation);
    if (rewritten === null) return null;
    changes.push(...rewritten.changes);
    text = rewritten.profile;
  } else {
    for (const change of renames(channels, findings, situation, cards)) {
      text = text.withValue(`CANAL${String(change.channel)}`, 'Caracteristiques', change.to);
      changes.push({
        where: `[CANAL${String(change.channel)}] Caracteristiques`,
        before: change.from,
        after: change.to,
      });
    }
    const ghosts = findings.flatMap((finding) => (finding.kind === 'ghost' ? [finding] : []));
    if (ghosts.length > 0) {
      text = withoutChannels(
        text,
        channels,
        ghosts.map(({ channel }) => channel),
      );
      changes.push(
        ...ghosts.map(({ channel, reader }) => ({
          where: `[CANAL${String(channel)}]`,
          before: reader,
          after: '',
        })),
      );
    }
  }
  const settled = withWidths(withCount(text, changes), findings, changes);
  return changes.length === 0 ? null : { changes, text: settled.toString() };
}

/** `NbCanaux` follows the channels that are there. */
function withCount(text: ProfileText, changes: GalssChange[]): ProfileText {
  const written = text.value('config', 'nbcanaux');
  const counted = String(readChannels(text).length);
  if (written === counted) return text;
  changes.push({ where: '[CONFIG] NbCanaux', before: written ?? '', after: counted });
  return text.has('config')
    ? text.withValue('config', 'NbCanaux', counted)
    : text.withSection('CONFIG', [['NbCanaux', counted]]);
}

function withWidths(
  text: ProfileText,
  findings: readonly GalssFinding[],
  changes: GalssChange[],
): ProfileText {
  let settled = text;
  for (const finding of findings) {
    if (finding.kind !== 'width') continue;
    const section = settled.sectionNames.find(
      (name) => /^protocole\d+$/i.test(name) && settled.value(name, 'nomlib') === finding.library,
    );
    if (section === undefined) continue;
    const after = finding.library.replace(/(w)(?:32|64)(\.dll)$/i, `$1${String(finding.width)}$2`);
    settled = settled.withValue(section, 'NomLib', after);
    changes.push({ where: `[${section}] NomLib`, before: finding.library, after });
  }
  return settled;
}

interface Rename {
  readonly channel: number;
  readonly from: string;
  readonly to: string;
}

/** Channels that get another reader: each its card's, and one more where a single reader is left for it. */
function renames(
  channels: readonly GalssChannel[],
  findings: readonly GalssFinding[],
  { readers }: GalssSituation,
  cards: CardsInPlace,
): readonly Rename[] {
  const isWrong = (finding: GalssFinding): boolean =>
    finding.kind === 'missing' || finding.kind === 'wrong-slot';
  // A card alone in the other's reader may have been put there by mistake; not when that other has none.
  const others = findings.some(isWrong) && cards.CPS !== null && cards.Vitale !== null;
  const wrong = new Set(
    findings.flatMap((finding) =>
      isWrong(finding) || (finding.kind === 'misplaced' && (finding.both || others))
        ? [channelOf(finding)]
        : [],
    ),
  );
  const proven = channels.flatMap((channel) => {
    const [slot, ...others] = slotsServed(channel);
    const to = slot === undefined || others.length > 0 ? null : cards[slot];
    return wrong.has(channel.channel) && to !== null && isOnlyFor(channel, channels)
      ? [renamed(channel, to)]
      : [];
  });
  const left = lastReaderLeft(channels, wrong, readers, cards, proven);
  return onlyOnce([...proven, ...left], channels);
}

function channelOf(finding: GalssFinding): number {
  return 'channel' in finding ? finding.channel : 0;
}

/** Two channels for one slot give two answers. */
function isOnlyFor(channel: GalssChannel, channels: readonly GalssChannel[]): boolean {
  const [slot] = slotsServed(channel);
  return channels.filter((other) => slot !== undefined && slotsServed(other).includes(slot)).length === 1;
}

function renamed(channel: GalssChannel, to: string): Rename {
  return { channel: channel.channel, from: channel.characteristics?.trim() ?? '', to };
}

/**
 * Both readers are gone, one card shows its new reader, and exactly one other contact reader is there, empty: it is
 * the other slot's. Not where numbers move between slots one of which is contactless.
 */
function lastReaderLeft(
  channels: readonly GalssChannel[],
  wrong: ReadonlySet<number>,
  readers: readonly ReaderSeen[],
  cards: CardsInPlace,
  proven: readonly Rename[],
): readonly Rename[] {
  const missing = channels.filter(
    ({ channel }) => wrong.has(channel) && !proven.some((each) => each.channel === channel),
  );
  const [channel, ...more] = missing;
  const [known] = proven;
  if (channel === undefined || more.length > 0 || known === undefined || !isOnlyFor(channel, channels))
    return [];
  const [slot, ...others] = slotsServed(channel);
  if (slot === undefined || others.length > 0 || cards[slot] !== null) return [];
  const moves = readers.some(
    (reader) => natureOf(reader) === 'contactless' && !slotOfReader(reader.name).settled,
  );
  const free = contactReaders(readers).filter(({ name }) => !isSameReader(name, known.to));
  const [only, ...further] = free;
  if (moves || only === undefined || further.length > 0 || only.card !== null) return [];
  return [renamed(channel, only.name)];
}

/** No reader for two channels, and none that another channel goes on naming. */
function onlyOnce(changes: readonly Rename[], channels: readonly GalssChannel[]): readonly Rename[] {
  const after = channels.map(
    ({ channel, characteristics }) =>
      changes.find((change) => change.channel === channel)?.to ?? characteristics ?? '',
  );
  const isClean = after.every(
    (name, at) => name === '' || after.findIndex((other) => isSameReader(other, name)) === at,
  );
  return isClean ? changes : [];
}
