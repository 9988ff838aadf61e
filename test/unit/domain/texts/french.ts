/** What French asks of a text that a user or an administrator reads; shared by the tests of catalogues and of papers. */

/** Nothing that a line may end before. */
const BOUND = String.raw`(?<![\u00a0\u202f])`;
const UNITS =
  '%|m?s|min|Mo|bits|octets?|caractères?|chiffres?|essais?|secondes?|minutes?|heures?|jours?|étapes?|lecteurs?|personnes?|points?|postes?';

const TYPOGRAPHY: Readonly<Record<string, RegExp>> = {
  'a straight quote': /['"]/,
  'three dots': /\.\.\./,
  'no bound space before ; ? !': new RegExp(String.raw`${BOUND}[;?!](?!\w)`),
  'no bound space before a colon': new RegExp(`${BOUND}:`),
  'no bound space inside « »': new RegExp(String.raw`«(?![\u00a0\u202f])|${BOUND}»`),
  'a number parted from its unit': new RegExp(String.raw`\d (?:${UNITS})(?!\p{L})`, 'u'),
};

/** One word for one thing, nobody's sex guessed, and nothing that only a developer reads. */
const WORDS: Readonly<Record<string, RegExp>> = {
  'the card is the « carte CPS »': /CPx|[Cc]artes? (?:professionnelle|de professionnel)/,
  'an ending for both sexes': /\p{L}\(e\)/u,
  'a sex that nobody knows':
    /(?<!\p{L})(?:êtes|étiez|suis) (?:pas |plus |bien )?(?:sûr|certain|connecté|déconnecté)(?!\p{L})/u,
  'the matricule INS is masculine':
    /\b(?:une|la|cette|aucune) INS\b|INS (?:lue|saisie|indiquée|qualifiée)\b/i,
  'a name that has another one now':
    /DMP sans INS|premier réglage|quelle adresse répond|fenêtre principale|bandeau|moteur de navigation|lecteur de codes(?!-barres)/i,
  'a card gives no try back': /redonne/i,
  'a word of the code': /DMPAccessDenied/,
  'what nobody says': /laisser choisir|puce vers|du bon côté/i,
  // « Réessayer » is the same once more; a sign-in, or a reading on the site, begins again.
  'the word is « réessayez »': /recommencez(?! (?:la|quand))/i,
  'an elision or an article': /\bde (?:un|une|Amadou)\b|\bde le\b|\bpar e-CPS avec\b/,
  'the e-CPS without its article': /\bavec e-CPS\b|(?:^|[.:,;]\s)e-CPS (?:sera|est|peut|passe|demande)\b/,
};

/** The names of all faults that are looked for. */
export const FAULTS: readonly string[] = [...Object.keys(TYPOGRAPHY), ...Object.keys(WORDS)];

/** What is a date, an address, a ratio or a port, and no sentence. */
function bare(text: string): string {
  return text.replace(/\S*:\/\/\S*/g, 'x').replace(/[\w.]+:\d+/g, 'x');
}

const found = (faults: Readonly<Record<string, RegExp>>, text: string): string[] =>
  Object.keys(faults).filter((name) => faults[name]!.test(text));

/** What typography has against a text. */
export function typographyFaults(text: string): string[] {
  return found(TYPOGRAPHY, bare(text));
}

/** What the house's words have against a text. */
export function wordFaults(text: string): string[] {
  return found(WORDS, text);
}

/** The prose of a page of Markdown, line by line, without what is none: code, links' targets, tables' rules. */
export function prose(page: string): string[] {
  let fenced = false;
  return page
    .split('\n')
    .filter((line) => {
      if (line.startsWith('```')) fenced = !fenced;
      return !fenced && !line.startsWith('```') && !/^[|\s:-]+$/.test(line) && !line.startsWith('<!--');
    })
    .map((line) =>
      line
        .replace(/`[^`]*`/g, 'x')
        .replace(/\]\([^)]*\)/g, ']')
        .replace(/^!\[/, '['),
    );
}
