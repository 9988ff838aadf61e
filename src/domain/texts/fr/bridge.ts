/** French texts for pages of the site: the preload beside them imports nothing else of the interface. */
export const bridgeTexts = {
  unknownComponent: 'Ce composant n’est pas installé sur ce poste.',
} as const;
