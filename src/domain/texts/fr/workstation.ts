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
    versions: (list: readonly string[]): string =>
      `FSV installé\u00a0: ${list.join(', ')}${list.length > 1 ? ' (côte à côte)' : ''}`,
    used: 'utilisée',
    bits: (bits: number): string => `${String(bits)}\u00a0bits`,
  },
  holdersTitle: 'Logiciels qui utilisent les lecteurs',
  holders: (names: readonly string[]): string =>
    names.length === 0
      ? 'Aucun autre logiciel connu n’utilise les lecteurs'
      : `Utilisent aussi les lecteurs\u00a0: ${names.join(', ')}`,
  noList: 'la liste des logiciels ouverts n’est pas accessible',
  smartCardService: (type: keyof typeof START_TYPES): string =>
    `Service de cartes à puce\u00a0: démarrage ${START_TYPES[type]}`,
  propagation: (type: keyof typeof START_TYPES): string =>
    `Propagation du certificat\u00a0: démarrage ${START_TYPES[type]}`,
  csp: 'Cartes professionnelles reliées à la Cryptolib CPS dans Windows',
  cryptolib: (version: string): string => `Cryptolib CPS ${version}`,
  dmpConnect: (isOpen: boolean | null): string => `DMP Connect installé, ${running(isOpen)}`,
  srvsvcnam: (version: string | null, isOpen: boolean | null, ports: readonly number[]): string => {
    const name = version === null ? 'SrvSVCNAM' : `SrvSVCNAM ${version}`;
    const listens =
      ports.length === 0 ? '' : `, ${ports.length > 1 ? 'ports' : 'port'} ${ports.join(' et ')}`;
    return `${name} installé, ${running(isOpen)}${listens}`;
  },
  protection: { off: 'désactivé', on: 'activé', evaluation: 'en évaluation' },
  protectionFound: (state: string): string => `Contrôle intelligent des applications ${state}`,
  antivirus: (names: readonly string[]): string =>
    names.length === 0 ? 'Aucun antivirus tiers connu' : `Antivirus\u00a0: ${names.join(', ')}`,
  usb: (isOn: boolean): string => `Mise en veille des ports USB\u00a0: ${isOn ? 'permise' : 'désactivée'}`,
  rosetta: 'Rosetta installé',
  triesWhole: ', aucun essai de code manqué',
  triesMissed: ', code déjà manqué au moins une fois depuis le dernier code juste',
  components: (list: readonly string[]): string => `Composants installés\u00a0: ${list.join(', ')}`,
} as const;
