/**
 * Why something did not work, as the end of a failure's sentence: without a capital and without a full stop. Which of
 * them an error of the system, of the engine or of a server stands for is told where that error comes in.
 */

/** Of an address, a proxy or a server. */
export const NETWORK_REASONS = {
  proxyOfAnotherKind: 'le proxy de ce poste est d’un autre type',
  cut: 'connexion coupée',
  notUnderstood: 'une réponse que DMP Direct ne comprend pas',
  late: 'délai dépassé',
  dnsSilent: 'le serveur de noms ne répond pas',
  unknownName: 'nom inconnu',
  siteLate: 'le site ne répond pas à temps',
  refused: 'connexion refusée',
  unreachable: 'adresse injoignable',
  noInternet: 'pas d’accès à Internet',
  noCipher: 'chiffrement refusé',
  impossible: 'connexion impossible',
  closed: 'connexion fermée',
  networkChanged: 'le réseau a changé',
  proxyUnreachable: 'proxy injoignable',
  emptyAnswer: 'réponse vide',
  incompleteAnswer: 'réponse incomplète',
  notAllowed: 'adresse non autorisée',
  proxyWantsPassword: 'le proxy demande un mot de passe',
  proxyWantsIdentity: 'le proxy demande une identification, qui n’est donnée qu’à l’ouverture d’un dossier',
  proxyBlocks: 'le proxy n’a pas laissé passer',
  proxyCannotReach: 'le proxy n’a pas pu joindre le site',
  namelessAuthority: 'autorité sans nom',
  noNetwork: 'pas d’accès au réseau',
  certificateRefused: 'son certificat est refusé',
  unexpectedAnswer: 'réponse inattendue',
  blocked: 'l’accès au réseau est bloqué',
  /** Of an HTTP status; null when there was none to read. */
  answer: (status: string | null): string => `réponse ${status ?? 'illisible'}`,
  code: (code: string): string => `code ${code}`,
} as const;

/** Of a proxy, which is the subject. */
export const PROXY_REASONS = {
  noTunnel: 'il n’a pas ouvert le passage',
  unknownIdentification: 'il demande une identification que cette session de travail ne peut pas lui donner',
  silent: 'il ne répond pas',
  cannotReach: 'il n’a pas pu joindre le site',
  wantsPassword: 'il demande un mot de passe',
  scriptUnreadable: 'son fichier de configuration automatique ne peut pas être lu',
  unproven: 'il n’a pas pu prouver son identité',
  noneFits: 'aucun proxy réglé ne convient',
} as const;

/** Of a file, a disk or who may change what. */
export const FILE_REASONS = {
  diskFull: 'le disque est plein',
  quotaFull: 'votre espace est plein',
  accessRefused: 'l’accès est refusé',
  readOnly: 'le disque est en lecture seule',
  unusable: 'il ne peut pas être utilisé',
  notWritten: 'l’écriture a échoué',
  absent: 'il n’existe pas',
  folder: 'c’est un dossier',
  noFile: 'ce n’est pas un fichier',
  unreadable: 'il ne peut pas être lu',
  notJson: 'ce n’est pas du JSON',
  noCertificate: 'aucun certificat lisible dans ce fichier',
  tooLarge: 'le fichier est trop grand',
  fileUnreadable: 'le fichier ne peut pas être lu',
  registrySilent: 'le registre ne répond pas',
  mayNotWriteThere: 'vous n’avez pas le droit d’y écrire',
  noRoom: 'il n’y a plus de place',
  openElsewhere: 'un fichier de ce nom est ouvert dans un autre logiciel',
  cannotBeWritten: 'il ne peut pas être écrit',
  noPdf: 'la page ne peut pas être mise en PDF',
  refusedAccess: 'accès refusé',
  fullDisk: 'disque plein',
  readOnlyDisk: 'disque en lecture seule',
  backupThere: 'une sauvegarde du même instant existe',
  writingImpossible: 'écriture impossible',
  unexaminable: 'ne peut pas être examiné',
  notTheAdministrators: 'n’appartient pas à l’administrateur',
  everybodyMayChange: 'peut être modifié par tout le monde',
  groupMayChange: 'peut être modifié par un groupe',
  ordinaryAccountMayChange: (who: string): string => `peut être modifié par un compte ordinaire (${who})`,
} as const;

/** Of a program, this one or another. */
export const PROGRAM_REASONS = {
  noUpdateReady: 'aucune mise à jour n’est prête',
  installRefused: 'l’installation a été refusée',
  notInApplications: 'DMP Direct n’est pas dans le dossier Applications',
  noVersion: 'son numéro de version n’en est pas un',
  incompleteDescription: 'sa description est incomplète',
  notFound: 'programme introuvable',
  notAllowedToStart: 'programme non autorisé',
  forAnotherSystem: 'programme non prévu pour ce système',
  forTest: 'test, non distribuable',
  development: 'développement',
  unsigned: 'non signé',
  remoteDesktop: 'Bureau à distance',
} as const;

/** What one signs in with, after « avec ». */
export const SIGN_IN_BY = { cpx: 'la carte CPS', ecps: 'l’e-CPS' } as const;
