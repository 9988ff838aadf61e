/** What is wrong with a setting, as the end of a failure's sentence. */

const TYPES: Readonly<Record<string, string>> = {
  string: 'texte',
  number: 'nombre',
  int: 'nombre entier',
  boolean: 'vrai ou faux (true, false)',
  array: 'liste',
  object: 'objet',
};

export const SETTING_REASONS = {
  httpsExpected: 'une adresse commençant par https:// est attendue',
  originExpected: 'une adresse sans chemin est attendue, par exemple https://exemple.fr',
  serverExpected: 'un serveur est attendu, par exemple journaux.exemple.fr ou journaux.exemple.fr:1514',
  folderExpected: 'l’adresse d’un dossier est attendue, sans «\u00a0?\u00a0» ni identifiants',
  versionExpected: 'une version est attendue, par exemple 1.2.0',
  repeated: 'une valeur est répétée',
  refusedInProduction: 'refusée en production',
  noHostFor: (environment: string): string =>
    `aucune adresse n’est connue pour l’environnement «\u00a0${environment}\u00a0»`,
  unknownKey: 'clé inconnue',
  objectExpected: 'un objet est attendu',
  choices: (values: readonly string[]): string => `valeurs possibles\u00a0: ${values.join(', ')}`,
  /** `type` as zod names it. */
  typeExpected: (type: string): string => `une valeur de type ${TYPES[type] ?? type} est attendue`,
  atLeast: (minimum: string): string => `au moins ${minimum} est attendu`,
  atMost: (maximum: string): string => `au plus ${maximum} est attendu`,
  refused: 'valeur refusée',
  /** In the place of a key, where the whole is meant. */
  wholeFile: '(fichier)',
  emptyKey: '(vide)',
  /** What a workstation does not let be done, after « ne permettent pas ». */
  actions: {
    print: 'd’imprimer',
    save: 'd’enregistrer un fichier',
    copy: 'de copier',
    typedIns: 'de saisir un matricule INS',
    camera: 'd’utiliser la caméra',
  },
  /** What is in force instead of a policy, or of one of its values, as a sentence without its full stop. */
  insteadOf: {
    policy: {
      lastGood: 'La dernière qui a été lue sans erreur reste appliquée',
      nothing: 'Elle n’est pas appliquée',
    },
    value: {
      lastGood: 'La dernière valeur correcte reste appliquée',
      nothing: 'Ce réglage n’est pas appliqué',
    },
  },
  /** Who has fixed a setting, as the subject of a sentence. */
  fixedBy: { policyLocked: 'la politique du parc', file: 'le fichier donné au démarrage' },
} as const;
