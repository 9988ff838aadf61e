/** The documents of every fictional record: the same few for everybody, with the patient's name in them. */
import type { LabPatient } from './patients.ts';
import { pdfOf } from './pdf.ts';

export interface LabDocument {
  readonly id: string;
  readonly title: string;
  readonly category: 'Synthèse' | 'Traitements et soins' | 'Comptes rendus' | 'Imagerie' | 'Biologie';
  /** `JJ/MM/AAAA`. */
  readonly date: string;
  readonly author: string;
  readonly speciality: string;
  readonly format: 'pdf' | 'texte';
  readonly lines: readonly string[];
}

export const DOCUMENTS: readonly LabDocument[] = [
  {
    id: 'synthese-medicale',
    title: 'Volet de synthèse médicale',
    category: 'Synthèse',
    date: '18/09/2026',
    author: 'Dr A. PRATICIEN',
    speciality: 'Médecine générale',
    format: 'pdf',
    lines: ['Antécédents : aucun connu.', 'Allergies : aucune connue.', 'Traitement en cours : aucun.'],
  },
  {
    id: 'bilan-sanguin',
    title: 'Résultats d’analyses de biologie',
    category: 'Biologie',
    date: '02/09/2026',
    author: 'Laboratoire des Tilleuls',
    speciality: 'Biologie médicale',
    format: 'pdf',
    lines: ['Hémoglobine : 13,8 g/dL', 'Glycémie à jeun : 0,92 g/L'],
  },
  {
    id: 'radio-thorax',
    title: 'Radiographie du thorax, compte rendu',
    category: 'Imagerie',
    date: '27/05/2026',
    author: 'Dr B. REMPLACANT',
    speciality: 'Radiologie',
    format: 'pdf',
    lines: ['Pas d’anomalie décelable sur ce cliché.'],
  },
  {
    id: 'ordonnance',
    title: 'Ordonnance',
    category: 'Traitements et soins',
    date: '27/05/2026',
    author: 'Dr A. PRATICIEN',
    speciality: 'Médecine générale',
    format: 'texte',
    lines: ['Paracétamol 1 g si douleur, trois fois par jour au plus, cinq jours.'],
  },
  {
    id: 'lettre-sortie',
    title: 'Lettre de liaison à la sortie',
    category: 'Comptes rendus',
    date: '11/12/2025',
    author: 'Clinique des Tilleuls',
    speciality: 'Chirurgie',
    format: 'pdf',
    lines: ['Suites simples.', 'Consultation de contrôle dans un mois.'],
  },
];

/** The document as a file, with the patient's name: a test can tell whose it is. */
export function documentPdf(document: LabDocument, patient: LabPatient): Buffer {
  return pdfOf(document.title, [
    `Patient : ${patient.name} ${patient.firstName}`,
    `Date : ${document.date}`,
    `Auteur : ${document.author} (${document.speciality})`,
    '',
    ...document.lines,
    '',
    'Document fictif, produit par le site simulé de DMP Direct.',
  ]);
}
