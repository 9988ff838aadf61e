/** What French makes of a word that is only known when the program runs: a name, a software, a card's holder. */

/** A vowel that is spoken as one. `Y` counts before a consonant only: « d’Yves », « de Yann ». `H` stays « de ». */
const VOWEL = /^(?:[aeiouœæ]|y[^aeiouy\s.])/iu;
/** A holder whose title wants the article: « le Dr A. MARTIN ». */
const WITH_ARTICLE = /^(?:Dr|Pr)\.?\s/u;

function startsWithVowel(words: string): boolean {
  return VOWEL.test(words.normalize('NFD').replace(/\p{M}/gu, ''));
}

/** « de Claire MARTIN », « d’Amadou DIALLO », « d’un autre logiciel », « du Dr A. PRATICIEN ». */
export function de(words: string): string {
  if (WITH_ARTICLE.test(words)) return `du ${words}`;
  if (/^le\s/iu.test(words)) return `du ${words.slice(3)}`;
  if (/^les\s/iu.test(words)) return `des ${words.slice(4)}`;
  return startsWithVowel(words) ? `d’${words}` : `de ${words}`;
}

/** The card by its name; « carte CPS » where its kind is not known, one short word for the establishment's. */
export function cardName(type: string | null): string {
  if (type === null || type === 'CPx') return 'carte CPS';
  return type === 'CDE/CPE' ? 'CPE' : type;
}

/** With a capital at the beginning of a line. */
export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
