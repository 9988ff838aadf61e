/** French texts of the diagnosis: what else is on a workstation, and what its components' files say. */
export const workstationTexts = {
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
} as const;
