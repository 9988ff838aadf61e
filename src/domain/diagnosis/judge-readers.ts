/** Readers, PC/SC service and the carte Vitale. */
import { failure } from '../failures/index.ts';
import type { Check, CheckWriter } from './check.ts';
import { defineControl, notVerifiable } from './control.ts';
import type { CardKind } from '../readers/card-kinds.ts';
import { isCardReader, isPractitionerCard, natureOf } from '../readers/classify.ts';
import type { ReaderFact, ReadersFacts, VitaleFact } from './facts.ts';
import { counted, writtenSeconds } from './words.ts';

/** A read takes a quarter of a second to one second; measured on virtual and on ordinary readers. */
const SLOW_READ_MS = 3_000;

export const CARD_NAMES: Readonly<Record<CardKind, string>> = {
  'vitale-2': 'carte Vitale 2',
  'vitale-1': 'carte Vitale 1',
  cps3: 'carte CPS3',
  cps4: 'carte CPS4',
  'cps3-contactless': 'carte CPS sans contact',
  'cps-presumed': 'carte qui semble professionnelle',
  virtual: 'carte virtuelle de Windows',
  unknown: 'carte non reconnue',
  mute: 'carte qui ne répond pas',
};

export const READER_CONTROLS = [
  defineControl({
    id: 'service',
    section: 'readers',
    title: 'Service de cartes à puce',
    needs: ['readers'],
    judge: ({ readers }, write) => [
      judgeService(readers, write),
      ...readers.readers.map(readerOf(write)),
      ...judgeDriver(readers, write),
    ],
  }),
  defineControl({
    id: 'vitale',
    section: 'vitale',
    title: 'Carte Vitale',
    needs: ['readers', 'vitale'],
    judge: ({ readers, vitale }, write) => judgeVitale(readers, vitale, write),
  }),
];

function judgeService(
  { service, failure: reason, readers, remote }: ReadersFacts,
  write: CheckWriter,
): Check {
  if (service === 'unavailable') return write.fix('service', reason ?? failure('PCSC-SERVICE-ARRETE'));
  const count = readers.filter(isCardReader).length;
  if (count === 0) return write.fix('service', readerMissing(remote));
  const where = remote === null ? '' : `, session à distance (${REMOTE_NAMES[remote]})`;
  return write.good(
    'service',
    'PCSC-OK',
    `Service de cartes à puce démarré, ${counted(count, 'lecteur')}${where}`,
  );
}

const REMOTE_NAMES = { rdp: 'Bureau à distance', citrix: 'Citrix' } as const;

function readerMissing(remote: ReadersFacts['remote']) {
  return remote === null
    ? failure('LECTEUR-ABSENT')
    : failure('LECTEUR-ABSENT-DISTANCE', { system: REMOTE_NAMES[remote] });
}

function readerOf(write: CheckWriter) {
  return (reader: ReaderFact, index: number): Check => {
    const { name, card } = reader;
    const id = `reader.${String(index + 1)}`;
    const nature = natureOf(reader);
    if (nature === 'virtual')
      return write.good(id, 'LECTEUR-VIRTUEL', `${name}\u00a0: lecteur virtuel de Windows, non utilisé`);
    const where = nature === 'contactless' ? ' (sans contact)' : '';
    const found = `${name}${where}\u00a0: ${contentOf(card, nature)}`;
    // What some of these slots always hold is mute; a card that answers was laid there by somebody.
    // (Whose it is, when it is a practitioner's, the part on that card says.)
    if (nature === 'contactless' && card !== null && card.kind !== 'mute' && !isPractitionerCard(card.kind))
      return write.watch(id, failure('CARTE-SANS-CONTACT', { reader: name }), found);
    return write.good(id, 'LECTEUR-OK', found);
  };
}

/** macOS has two reader drivers: which one is in use is told, and the other one where a card does not answer. */
function judgeDriver({ appleDriver, readers }: ReadersFacts, write: CheckWriter): readonly Check[] {
  if (appleDriver === null || readers.length === 0) return [];
  const found = `Pilote des lecteurs\u00a0: ${appleDriver ? 'celui d’Apple' : 'CCID libre, choisi sur ce Mac'}`;
  const mute = readers.find(
    (reader) => reader.card?.kind === 'mute' && natureOf(reader) !== 'contactless' && isCardReader(reader),
  );
  return appleDriver && mute !== undefined
    ? [write.watch('driver', failure('LECTEUR-PILOTE-APPLE', { reader: mute.name }), found)]
    : [write.good('driver', 'LECTEUR-PILOTE-OK', found)];
}

function contentOf(card: ReaderFact['card'], nature: string): string {
  if (card === null) return 'vide';
  if (card.kind === 'mute' && nature === 'contactless')
    return 'rien de lisible, comme d’habitude pour ce lecteur';
  return `${CARD_NAMES[card.kind]}${card.atr === '' ? '' : `, ATR ${card.atr}`}`;
}

function judgeVitale(
  readers: ReadersFacts,
  vitale: readonly VitaleFact[],
  write: CheckWriter,
): readonly Check[] {
  if (readers.service === 'unavailable')
    return [
      notVerifiable(write, 'read', 'Lecture de la carte Vitale', 'le service de cartes à puce est arrêté'),
    ];
  if (vitale.length === 0) return [write.unknown('read', failure('VITALE-ABSENTE'))];
  return [
    ...vitale.map((fact, index) => judgeRead(fact, `read.${String(index + 1)}`, write)),
    ...judgeSeveral(readers, write),
  ];
}

function judgeSeveral({ readers }: ReadersFacts, write: CheckWriter): readonly Check[] {
  const inside = readers.filter(({ card }) => card?.kind === 'vitale-1' || card?.kind === 'vitale-2');
  return inside.length < 2
    ? []
    : [write.watch('several', failure('VITALE-PLUSIEURS', { readers: namesOf(inside) }))];
}

/** `« A », « B »` */
export function namesOf(readers: readonly ReaderFact[]): string {
  return readers.map(({ name }) => `«\u00a0${name}\u00a0»`).join(', ');
}

function judgeRead(
  { kind, milliseconds, outcome, reader }: VitaleFact,
  id: string,
  write: CheckWriter,
): Check {
  const seconds = writtenSeconds(milliseconds);
  const card = kind === 'vitale-1' ? 'Carte Vitale 1' : 'Carte Vitale 2';
  if (outcome.ok) {
    const found = `${card} lue en ${seconds} s, ${counted(outcome.people, 'personne')}, ${counted(outcome.usable, 'INS utilisable', 'INS utilisables')}`;
    return milliseconds > SLOW_READ_MS
      ? write.watch(id, failure('VITALE-LENTE', { seconds }), found)
      : write.good(id, 'VITALE-LUE', found);
  }
  // Neither is out of order: an old card, or a card that is no Vitale and may belong to another program.
  const known = outcome.failure.code === 'VITALE-1' || outcome.failure.code === 'VITALE-INCONNUE';
  return (known ? write.watch : write.fix)(
    id,
    outcome.failure,
    `${title(kind)} dans «\u00a0${reader}\u00a0»`,
  );
}

function title(kind: CardKind): string {
  const name = CARD_NAMES[kind];
  return name.charAt(0).toUpperCase() + name.slice(1);
}
