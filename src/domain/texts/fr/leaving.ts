/** What is said when the workstation's installer is about to change or to take away the program. */

interface LeavingTexts {
  readonly title: string;
  /** `returns`: the program comes back by itself. */
  readonly told: (returns: boolean) => string;
}

/** The question beside an open record. */
export const LEAVING_QUESTION =
  'Un dossier est ouvert. Fermez-le maintenant, ou continuez\u00a0: DMP Direct se fermera de lui-même quand aucun dossier ne sera plus ouvert.';

export const LEAVING_TEXTS: Readonly<Record<'upgrade' | 'removal', LeavingTexts>> = {
  upgrade: {
    title: 'DMP Direct est mis à jour sur ce poste',
    told: (returns) =>
      returns
        ? 'Il se ferme, et revient de lui-même une fois la mise à jour faite.'
        : 'Il se ferme. Ouvrez-le de nouveau une fois la mise à jour faite.',
  },
  removal: {
    title: 'DMP Direct est retiré de ce poste',
    told: () => 'Il se ferme. Vos réglages ne sont pas supprimés.',
  },
};

export const LEAVING_ANSWERS = { close: 'Fermer maintenant', goOn: 'Continuer' } as const;
