/** French texts of the diagnosis: what else is on a workstation, and what its components' files say. */
const START_TYPES = { automatic: 'automatique', manual: 'manuel', disabled: 'désactivé' } as const;

function running(is: boolean | null): string {
  if (is === null) return 'état inconnu';
  return is ? 'ouvert' : 'non ouvert';
}

export const workstationTexts = {
  title: 'Autres logiciels et réglages du poste',
  sesam: {
    title: 'Fichier sesam.ini',
    good: (path: string): string => `sesam.ini complet\u00a0: ${path}`,
    noSection: 'la partie [MGC] ne donne pas son dossier',
    noTraceFile: (folder: string): string => `log4crc.xml n’est pas dans «\u00a0${folder}\u00a0»`,
    versions: (list: string): string => `FSV installé\u00a0: ${list}`,
    used: 'utilisée',
    bits: (bits: number): string => `${String(bits)}\u00a0bits`,
  },
  holdersTitle: 'Logiciels qui utilisent les lecteurs',
  noHolder: 'Aucun autre logiciel connu n’utilise les lecteurs',
  holders: (names: string): string => `Utilisent aussi les lecteurs\u00a0: ${names}`,
  noList: 'la liste des logiciels ouverts n’est pas accessible',
  smartCardService: (type: keyof typeof START_TYPES): string =>
    `Service de cartes à puce\u00a0: démarrage ${START_TYPES[type]}`,
  propagation: (type: keyof typeof START_TYPES): string =>
    `Propagation du certificat\u00a0: démarrage ${START_TYPES[type]}`,
  csp: 'Cartes CPS reliées à la Cryptolib CPS dans Windows',
  cryptolib: (version: string): string => `Cryptolib CPS ${version}`,
  dmpConnect: (isOpen: boolean | null): string => `DMP Connect installé, ${running(isOpen)}`,
  srvsvcnam: (version: string | null, isOpen: boolean | null): string =>
    `${version === null ? 'SrvSVCNAM' : `SrvSVCNAM ${version}`} installé, ${running(isOpen)}`,
  listensOn: (ports: string): string => `à l’écoute sur ${ports}`,
  and: 'et',
  protection: { off: 'désactivé', on: 'activé', evaluation: 'en évaluation' },
  protectionFound: (state: string): string => `Contrôle intelligent des applications ${state}`,
  noAntivirus: 'Aucun antivirus tiers connu',
  antivirus: (names: string): string => `Antivirus\u00a0: ${names}`,
  usb: (isOn: boolean): string => `Mise en veille des ports USB\u00a0: ${isOn ? 'permise' : 'désactivée'}`,
  rosetta: 'Rosetta installé',
  triesWhole: ', aucun essai de code manqué',
  triesMissed: ', code déjà manqué au moins une fois depuis le dernier code juste',
  components: (list: string): string => `Composants installés\u00a0: ${list}`,
} as const;
