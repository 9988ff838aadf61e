/** Texts of « À propos ». Same house rules as `interface.ts`; `\u00a0` is the non-breaking space. */

export const aboutTexts = {
  windowTitle: 'DMP Direct · À propos',
  title: 'DMP Direct',
  subtitle: (version: string): string => `Version ${version}`,
  what: 'De la carte Vitale à la page du DMP, pour les professionnels de santé.',
  versions: 'Versions',
  version: {
    program: 'DMP Direct',
    electron: 'Electron',
    chromium: 'Chromium, navigateur intégré',
    system: 'Système',
  },
  engineOld: (found: string, minimum: number): string =>
    `Le navigateur intégré (version ${found}) est plus ancien que la version ${String(minimum)}, demandée pour le DMP. Installez une version récente de DMP Direct.`,

  data: {
    title: 'Protection des données',
    lead: 'DMP Direct ne conserve aucune donnée de patient\u00a0: rien, nulle part.',
    points: [
      {
        title: 'Ce qui est lu',
        text: 'Sur la carte Vitale\u00a0: noms, dates de naissance et numéros des personnes inscrites. Sur votre carte CPS\u00a0: votre identité professionnelle et les dates de vos certificats.',
      },
      {
        title: 'À quoi cela sert',
        text: 'À afficher de qui il s’agit et à ouvrir la bonne page du DMP. Rien n’est envoyé ailleurs.',
      },
      {
        title: 'Où et combien de temps',
        text: 'En mémoire seulement, tant que la carte est dans le lecteur ou que le dossier est ouvert. La page du site et ses cookies disparaissent avec le dossier. Une connexion e-CPS peut servir au patient suivant, 4\u00a0heures au plus\u00a0: elle reste en mémoire, sans rien d’un patient.',
      },
      {
        title: 'Ce qui est écrit sur ce poste',
        text: 'Vos réglages, la place des fenêtres, le dernier moyen de connexion choisi, l’état du poste et un journal technique sans donnée de patient. Votre code n’est jamais gardé.',
      },
    ],
  },

  licences: {
    title: 'Licences',
    own: 'DMP Direct comprend des composants tiers sous leurs propres licences.',
    show: 'Afficher les licences des composants',
    text: 'Licences des composants tiers',
    missing: 'Le fichier des licences n’accompagne pas cette version de développement.',
  },
  diagnosis: 'Ouvrir le diagnostic',
  close: 'Fermer',
};
