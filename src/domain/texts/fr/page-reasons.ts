/** Why a page of the site cannot be opened now, as whole sentences. In a file of its own: the page table is everywhere. */
export const PAGE_REASONS = {
  notWithCpe:
    'Avec une CPE, seule la gestion administrative du DMP est accessible. Cette page demande une CPS ou une e-CPS.',
  notSignedIn: 'Cette page s’ouvrira une fois votre connexion terminée.',
  needsPatient: 'Cette page s’ouvre pour un patient. Insérez sa carte Vitale ou saisissez son INS.',
} as const;
