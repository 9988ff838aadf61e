/** Readers, PC/SC service and the carte Vitale. */
import { failure } from '../failures/index.ts';
import type { Check, CheckWriter } from './check.ts';
import { defineControl, notVerifiable } from './control.ts';
import type { CardKindFact, ReaderFact, ReadersFacts, VitaleFact } from './facts.ts';
import { counted, writtenSeconds } from './words.ts';

/** A read takes a quarter of a second to one second; measured on virtual and on ordinary readers. */
const SLOW_READ_MS = 3_000;

export const CARD_NAMES: Readonly<Record<CardKindFact, string>> = {
  'vitale-2': 'carte Vitale 2',
  'vitale-1': 'carte Vitale 1',
  cps3: 'carte professionnelle CPS3',
  cps4: 'carte professionnelle CPS4',
  'cps3-contactless': 'carte professionnelle sans contact',
  unknown: 'carte non reconnue',
  mute: 'carte qui ne répond pas',
};

export const READER_CONTROLS = [
  defineControl({
    id: 'service',
    section: 'readers',
    title: 'Service de cartes à puce',
    needs: ['readers'],
    judge: ({ readers }, write) => [judgeService(readers, write), ...readers.readers.map(readerOf(write))],
  }),
  defineControl({
    id: 'vitale',
    section: 'vitale',
    title: 'Carte Vitale',
    needs: ['readers', 'vitale'],
    judge: ({ readers, vitale }, write) => judgeVitale(readers, vitale, write),
  }),
];

function judgeService({ service, failure: reason, readers }: ReadersFacts, write: CheckWriter): Check {
  if (service === 'unavailable') return write.fix('service', reason ?? failure('PCSC-SERVICE-ARRETE'));
  if (readers.length === 0) return write.fix('service', failure('LECTEUR-ABSENT'));
  return write.good(
    'service',
    'PCSC-OK',
    `Service de cartes à puce démarré, ${counted(readers.length, 'lecteur')}`,
  );
}

function readerOf(write: CheckWriter) {
  return ({ name, card }: ReaderFact, index: number): Check => {
    const content =
      card === null ? 'vide' : `${CARD_NAMES[card.kind]}${card.atr === '' ? '' : `, ATR ${card.atr}`}`;
    return write.good(`reader.${String(index + 1)}`, 'LECTEUR-OK', `${name}\u00a0: ${content}`);
  };
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
  return vitale.map((fact, index) => judgeRead(fact, `read.${String(index + 1)}`, write));
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

function title(kind: CardKindFact): string {
  const name = CARD_NAMES[kind];
  return name.charAt(0).toUpperCase() + name.slice(1);
}
