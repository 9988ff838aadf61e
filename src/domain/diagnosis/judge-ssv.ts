/** The SESAM-Vitale library, GALSS and its galss.ini. */
import { failure, type Failure } from '../failures/index.ts';
import { isCardReader } from '../readers/classify.ts';
import type { Check, CheckWriter } from './check.ts';
import { defineControl, notVerifiable } from './control.ts';
import type { GalssChannelFact, JudgementContext, ReadersFacts, SsvFacts } from './facts.ts';
import {
  channelsWithoutReader,
  misplacedCards,
  proposeGalssChanges,
  readerOfChannel,
  slotOfChannel,
} from './galss.ts';

export const SSV_CONTROLS = [
  defineControl({
    id: 'library',
    section: 'ssv',
    title: 'Bibliothèque SESAM-Vitale',
    needs: ['ssv'],
    judge: ({ ssv }, write, context) =>
      ssv.failure !== null && wasNotLookedAt(ssv.failure)
        ? [write.unknown('library', ssv.failure, 'Bibliothèque SESAM-Vitale')]
        : [
            judgeLibrary(ssv, write, context),
            ...judgeVersions(ssv, write, context),
            ...judgeGalssIni(ssv, write, context),
          ],
  }),
  defineControl({
    id: 'channels',
    section: 'ssv',
    title: 'Lecteurs désignés par galss.ini',
    needs: ['readers', 'ssv'],
    judge: ({ readers, ssv }, write) => judgeChannels(ssv, readers, write),
  }),
];

const LIBRARY_FAILURES: readonly string[] = ['SSV-ABSENTE', 'SSV-ARCHITECTURE'];

/** Whether DMP Direct itself is to read cards through the library. */
function isNeeded({ configuration }: JudgementContext): boolean {
  return configuration.cards.vitale.includes('ssv');
}

/** Looking for the files is done by a process of ours that runs nothing of the vendor's: its end is not their fault. */
function wasNotLookedAt({ code }: Failure): boolean {
  return code.startsWith('PROCESSUS-');
}

function judgeLibrary(
  { library, host, failure: reason }: SsvFacts,
  write: CheckWriter,
  context: JudgementContext,
): Check {
  if (reason !== null && LIBRARY_FAILURES.includes(reason.code)) {
    if (isNeeded(context)) return write.fix('library', reason);
    return (library === null ? write.unknown : write.watch)('library', reason);
  }
  const bits = library?.bits === null || library === null ? '' : `, ${String(library.bits)}\u00a0bits`;
  const helper = host === 'helper' ? ', lue par l’assistant 32 bits' : '';
  return write.good(
    'library',
    'SSV-OK',
    `Bibliothèque ${library?.path ?? ''}${bits} (${library?.architecture ?? ''})${helper}`,
  );
}

function judgeVersions(
  { versions }: SsvFacts,
  write: CheckWriter,
  context: JudgementContext,
): readonly Check[] {
  if (versions === null) return [];
  if (!versions.ok) return [(isNeeded(context) ? write.fix : write.watch)('versions', versions.failure)];
  const said = versions.lines.length === 0 ? 'aucune version indiquée' : versions.lines.join('\u00a0; ');
  return [write.good('versions', 'SSV-VERSIONS-OK', `Composants\u00a0: ${said}`)];
}

function judgeGalssIni(
  { library, sesamIni, galssIni, failure: reason }: SsvFacts,
  write: CheckWriter,
  context: JudgementContext,
): readonly Check[] {
  if (reason !== null && !LIBRARY_FAILURES.includes(reason.code))
    return [(isNeeded(context) ? write.fix : write.watch)('galss-ini', reason)];
  if (galssIni !== null) {
    const files = [galssIni, ...(sesamIni === null ? [] : [sesamIni])];
    return [
      write.good(
        'galss-ini',
        'GALSS-INI-OK',
        `${files.length > 1 ? 'Fichiers' : 'Fichier'} ${files.join(', ')}`,
      ),
    ];
  }
  // Without the library there is nothing that would need the file.
  return library === null
    ? []
    : [notVerifiable(write, 'galss-ini', 'Fichier galss.ini', 'la bibliothèque n’est pas utilisable')];
}

function judgeChannels({ channels }: SsvFacts, readers: ReadersFacts, write: CheckWriter): readonly Check[] {
  if (channels.length === 0) return [];
  if (readers.service === 'unavailable')
    return [
      notVerifiable(write, 'channels', 'Lecteurs de galss.ini', 'le service de cartes à puce est arrêté'),
    ];
  if (!readers.readers.some(isCardReader))
    return [notVerifiable(write, 'channels', 'Lecteurs de galss.ini', 'aucun lecteur n’est branché')];
  const proposed = proposeGalssChanges(channels, readers.readers);
  return [
    ...channels.map((channel) => judgeChannel(channel, channels, readers, proposed, write)),
    ...judgeSlots(channels, readers, proposed, write),
  ];
}

type Proposed = ReturnType<typeof proposeGalssChanges>;

function judgeChannel(
  channel: GalssChannelFact,
  channels: readonly GalssChannelFact[],
  { readers }: ReadersFacts,
  proposed: Proposed,
  write: CheckWriter,
): Check {
  const number = String(channel.channel);
  const id = `channel.${number}`;
  const name = readerOfChannel(channel, readers);
  if (name === null)
    return notVerifiable(
      write,
      id,
      `Canal ${number} de galss.ini`,
      'ce canal ne désigne pas un lecteur PC/SC',
    );
  const missing = channelsWithoutReader(channels, readers).find((each) => each.channel === channel);
  if (missing === undefined) {
    const slot = slotOfChannel(channel);
    return write.good(id, 'GALSS-OK', `Canal ${number}${slot === null ? '' : ` (${slot})`}\u00a0: ${name}`);
  }
  const found = `galss.ini désigne un lecteur absent\u00a0: «\u00a0${name}\u00a0»`;
  const check = write.fix(id, failure('GALSS-LECTEUR-ABSENT', { reader: name, channel: number }), found);
  return proposed.some((change) => change.channel === channel.channel)
    ? { ...check, repair: 'galss' }
    : check;
}

function judgeSlots(
  channels: readonly GalssChannelFact[],
  { readers }: ReadersFacts,
  proposed: Proposed,
  write: CheckWriter,
): readonly Check[] {
  const misplaced = misplacedCards(channels, readers);
  const [first] = misplaced;
  if (first === undefined) {
    const placed = channels.some((channel) => {
      const name = readerOfChannel(channel, readers);
      return (
        slotOfChannel(channel) !== null &&
        readers.some((reader) => reader.name === name && reader.card !== null)
      );
    });
    return placed
      ? [
          write.good(
            'slots',
            'GALSS-EMPLACEMENTS-OK',
            'Emplacements CPS et Vitale conformes aux cartes insérées',
          ),
        ]
      : [];
  }
  const reason = failure('GALSS-CANAUX-INVERSES', { reader: first.reader, slot: first.slot });
  // One card alone may just have been put into the wrong reader; both are not by chance.
  const check = (misplaced.length > 1 ? write.fix : write.watch)('slots', reason);
  return [proposed.length > 0 ? { ...check, repair: 'galss' } : check];
}
