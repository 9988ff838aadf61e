/** What is said of a new version. */
export const UPDATE_TEXTS = {
  ready: 'Une mise à jour est prête',
  readyDetail: (version: string): string => `DMP Direct ${version} peut être installé.`,
  question: (version: string): string => `Installer DMP Direct ${version} maintenant\u00a0?`,
  explanation: 'Le programme se ferme, s’installe et s’ouvre de nouveau. Aucun dossier n’est ouvert.',
  install: 'Installer maintenant',
  later: 'Plus tard',
} as const;
