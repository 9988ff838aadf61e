/** The codes of good results, with what each means for the user. Codes of the others are those of the failures. */
export const GOOD_RESULTS = {
  'PCSC-OK': 'Le service de cartes à puce fonctionne et les lecteurs sont reconnus.',
  'LECTEUR-OK': 'Ce lecteur est reconnu par le système.',
  'LECTEUR-VIRTUEL': 'Windows crée ce lecteur pour lui-même\u00a0: aucune carte de santé n’y est lue.',
  'VITALE-LUE': 'La carte Vitale se lit normalement.',
  'CRYPTOLIB-OK': 'Le composant qui lit votre carte professionnelle fonctionne.',
  'CRYPTOLIB-CACHE-OK': 'La copie des cartes de la Cryptolib est protégée, ou il n’y en a pas.',
  'CPX-OK': 'Votre carte permet la connexion au DMP.',
  'SSV-OK': 'La bibliothèque SESAM-Vitale est installée et convient à ce système.',
  'SSV-VERSIONS-OK': 'La bibliothèque SESAM-Vitale répond et indique les versions de ses composants.',
  'GALSS-INI-OK': 'Le fichier galss.ini nomme les emplacements CPS et Vitale.',
  'GALSS-OK': 'Le lecteur que ce canal désigne est sur ce poste.',
  'GALSS-EMPLACEMENTS-OK': 'Chaque carte est dans le lecteur où galss.ini l’attend.',
  'SRVSVCNAM-OK': 'Les pages du DMP peuvent lire la carte Vitale par ce composant.',
  'DIAGAM-OK': 'Le composant de diagnostic de l’Assurance Maladie répond.',
  'WPS-OK': 'Le site du DMP peut être joint depuis ce poste.',
  'PSC-OK': 'Pro Santé Connect peut être joint depuis ce poste.',
  'TLS-OK': 'Le certificat du site est celui attendu\u00a0: personne n’ouvre la connexion chiffrée.',
  'PROXY-OK': 'Les réglages de proxy de ce poste sont connus.',
  'HORLOGE-OK': 'L’horloge de ce poste est à l’heure.',
  'PROGRAMME-OK': 'DMP Direct est démarré.',
  'MOTEUR-OK': 'Le navigateur intégré est assez récent.',
  'REGLAGES-OK': 'Les réglages en vigueur sont valables.',
  'DEMARRAGE-OK': 'Le démarrage avec la session est réglé comme indiqué.',
  'ICONE-OK': 'L’icône de DMP Direct peut être affichée près de l’horloge.',
} as const;

export type GoodCode = keyof typeof GOOD_RESULTS;
