/** The window in which the computer's camera reads the code of a document. */
export const cameraTexts = {
  windowTitle: 'Lire un code',
  heading: 'Montrez le code du document',
  help: 'Placez dans le cadre le code carré imprimé à côté de l’identité, bien à plat et à la lumière.',
  /** What the picture is, for who does not see it. */
  picture: 'Image de la caméra',
  starting: 'La caméra démarre.',
  looking: 'Recherche d’un code.',
  several: 'Les codes de plusieurs personnes sont visibles. Montrez-en un seul.',
  stopped: 'La caméra s’est arrêtée.',
  stoppedHelp: 'Elle s’éteint après deux minutes sans code.',
  resume: 'Reprendre',
  retry: 'Réessayer',
  other: 'Autre caméra',
  kept: 'Aucune image n’est conservée ni envoyée.',
  close: 'Fermer',
} as const;
