/** What a remedy or the guide tells to press is there, under that name. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { FAILURE_TEXTS, GUIDE, PAGES, TEXTS } from './catalogues.ts';
import { prose } from './french.ts';

/** Quoted, and no word of ours: of Windows or macOS, of the site, of a card, of a package. */
const OF_OTHERS = new Set([
  'Autoriser',
  'Erreur générale non identifiée',
  'France',
  'French',
  'Manuel',
  'Propagation du certificat',
  'Token driver',
  'libpcsclite1',
  'no',
  'pcscd',
  'santesocial',
  'dmp-direct',
  'sudo defaults write /Library/Preferences/com.apple.security.smartcard useIFDCCID -bool yes',
]);

/** Stressed or given as an example in the guide: a phrase, and nothing to press. */
const STRESSED = new Set([
  'Aucune carte, ou la carte d’autres personnes',
  'Aucune ne montre de nom',
  'La personne est inscrite sur la carte insérée',
  'Recherche\u00a0: MARTIN Léa, 14/06/2012',
  'Saisir le matricule INS de l’enfant',
  'Son INS n’est pas utilisable',
  'de qui il s’agit',
  'fenêtre',
  'indiqué par un logiciel',
  'les pages du DMP',
  'lu sur la carte',
  'lu sur un document',
  'qualifié',
  'saisi à la main',
]);

/** As a text is quoted: without its full stop, or without what only the running program knows (`X`) at its end. */
const NAMES = new Set(
  [...TEXTS, ...FAILURE_TEXTS].flatMap(([, text]) => [
    text,
    text.replace(/\.$/, ''),
    text.replace(/ X$/, ''),
  ]),
);

/** « Rester sur… », « Rechercher … au tableau de bord »: three dots stand for a name. */
function isAText(quoted: string): boolean {
  if (NAMES.has(quoted)) return true;
  if (!quoted.includes('…')) return false;
  const [before = '', after = ''] = quoted.split('…').map((part) => part.trim());
  return [...NAMES].some((name) => name.startsWith(`${before} `) && name.endsWith(after));
}

const QUOTED = /«\u00a0([^«»]+)\u00a0»|\*\*([^*«»]+)\*\*/g;
/** A whole sentence that stands out, or what is filled in when it is said. */
const isNoName = (text: string): boolean => /[.?]$|\{\w+\}/.test(text);

const quotedIn = (text: string): string[] =>
  [...text.matchAll(QUOTED)].map(([, one, other]) => one ?? other!).filter((name) => !isNoName(name));

/** A text that is said as it stands: what the others quote is given to them. */
const FIXED = [...TEXTS.filter(([path]) => !path.includes('(')), ...FAILURE_TEXTS];

const missing = (text: string, known: ReadonlySet<string>): string[] =>
  quotedIn(text).filter((name) => !known.has(name) && !isAText(name));

/** What stands out in these is a word that is explained. */
const EXPLAINING = ['glossaire.md', 'mesures.md'];
const READ = PAGES.filter((page) => !page.startsWith('codes') && !EXPLAINING.includes(page));
const PROSE = READ.map((page): [string, string] => [
  page,
  prose(readFileSync(join(GUIDE, page), 'utf8')).join('\n'),
]);

describe('a name in « » or in bold is that of something on the screen', () => {
  it.each(FIXED.filter(([, text]) => quotedIn(text).length > 0))('%s', (_path, text) => {
    expect(missing(text, new Set([...OF_OTHERS, ...STRESSED]))).toEqual([]);
  });

  it.each(PROSE)('%s', (_page, text) => {
    expect(missing(text, new Set([...OF_OTHERS, ...STRESSED]))).toEqual([]);
  });

  it('has no exception that nothing needs', () => {
    const all = [...FIXED, ...PROSE].flatMap(([, text]) => quotedIn(text));
    const unneeded = [...OF_OTHERS, ...STRESSED].filter((name) => !all.includes(name) || isAText(name));
    expect(unneeded).toEqual([]);
  });
});
