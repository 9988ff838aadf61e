/** The sentences of the helpdesk's events (src/domain/journal): no person, no number, no text from outside. */
import { counted } from './figures.ts';

const ORIGINS = {
  card: 'carte Vitale',
  document: 'document lu',
  typed: 'INS saisi',
  software: 'demande d’un logiciel',
  dashboard: 'sans patient',
} as const;

const METHODS = { cpx: 'par carte', ecps: 'par e-CPS' } as const;

interface StartWords {
  readonly version: string;
  readonly environment: string;
  readonly program: number;
}

interface WithCode {
  readonly code: string;
}

/** What each event says. */
export const EVENT_TEXTS = {
  started: ({ version, environment, program }: StartWords): string =>
    `DMP Direct ${version} démarré, environnement ${environment}, programme ${String(program)} de ce compte`,
  ended: (): string => 'DMP Direct s’arrête',
  restarted: ({ count }: { readonly count: number }): string =>
    `Relancé après un arrêt brutal (${counted(count, 'fois', 'fois')} de suite)`,
  crashed: (): string => 'Arrêt brutal sur une erreur du programme',
  policy: ({ locked, proposed }: { readonly locked: number; readonly proposed: number }): string =>
    `Politique en vigueur\u00a0: ${counted(locked, 'réglage imposé', 'réglages imposés')}, ${counted(proposed, 'proposé')}`,
  settingsProblem: ({ code }: WithCode): string => `Réglages ou politique à corriger\u00a0: ${code}`,
  readers: ({ count }: { readonly count: number }): string =>
    `Service de cartes à puce\u00a0: ${counted(count, 'lecteur')}`,
  readersLost: (): string => 'Service de cartes à puce injoignable',
  vitaleInserted: (): string => 'Carte Vitale insérée',
  vitaleRead: ({ people }: { readonly people: number }): string =>
    `Carte Vitale lue (${counted(people, 'personne')})`,
  vitaleFailed: ({ code }: WithCode): string => `Carte Vitale non lue\u00a0: ${code}`,
  vitaleRemoved: (): string => 'Carte Vitale retirée',
  cpxPresent: (): string => 'Carte CPS présente',
  cpxProblem: ({ code }: WithCode): string => `Carte CPS à vérifier\u00a0: ${code}`,
  cpxRemoved: (): string => 'Carte CPS retirée',
  recordOpened: ({ from }: { readonly from: keyof typeof ORIGINS }): string =>
    `Dossier ouvert (${ORIGINS[from]})`,
  recordClosed: (): string => 'Dossier fermé',
  signedIn: ({ method }: { readonly method: keyof typeof METHODS }): string =>
    `Connexion établie ${METHODS[method]}`,
  signInFailed: ({ code }: WithCode): string => `Connexion arrêtée\u00a0: ${code}`,
  refusalShown: ({ code }: WithCode): string => `Message affiché\u00a0: ${code}`,
  workstationWorse: ({ code }: WithCode): string => `Le poste s’est dégradé\u00a0: ${code}`,
  updateFound: ({ version }: { readonly version: string }): string =>
    `Mise à jour ${version} en téléchargement`,
  updateReady: ({ version }: { readonly version: string }): string =>
    `Mise à jour ${version} prête à installer`,
  updateFailed: ({ code }: WithCode): string => `Mise à jour impossible\u00a0: ${code}`,
  left: (): string => 'Poste verrouillé, en veille, déconnecté ou laissé à une autre session',
  came: (): string => 'Poste déverrouillé, réveillé ou repris',
} as const;
