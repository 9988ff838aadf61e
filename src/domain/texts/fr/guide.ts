/** Texts around the user guide in its window; the guide itself is `docs/guide`. Same house rules as `interface.ts`. */
export const guideTexts = {
  windowTitle: 'DMP Direct · Guide',
  pages: 'Pages du guide',
  home: 'Sommaire',
  back: 'Retour',
  close: 'Fermer',
  missing: 'Cette page du guide n’existe pas.',
} as const;
