/** The small windows that ask before a record opens: another program's call, a document's code, several cards, a proxy. */
import { de } from './grammar.ts';

export const questionTexts = {
  software: {
    question: 'Ouvrir ce dossier\u00a0?',
    questionDashboard: 'Ouvrir le DMP\u00a0?',
    asks: (caller: string): string => `Demande reçue ${de(caller)}.`,
    check: 'Aucune carte n’a été lue\u00a0: vérifiez que cet INS est bien celui de votre patient.',
    checkOtherCard:
      'Cet INS n’est pas celui d’une personne de la carte lue\u00a0: vérifiez qu’il est bien celui de votre patient.',
    checkHidden: 'Ce dossier est ouvert et masqué\u00a0: vérifiez que c’est bien celui de votre patient.',
    checkOtherName: (caller: string): string =>
      `Pour cet INS, ${caller} indique une autre identité que la carte lue\u00a0: vérifiez que c’est bien votre patient.`,
    onCard: 'Carte Vitale lue, même INS',
    patient: 'Patient',
    withoutPatient: 'Sans patient choisi',
    page: (title: string): string => `Page\u00a0: ${title}`,
    refuse: 'Ne pas ouvrir',
    open: (tail: string): string => `Ouvrir le DMP de l’INS terminé par ${tail}`,
    openNamed: (name: string): string => `Ouvrir le DMP ${de(name)}`,
    openPage: (title: string): string => `Ouvrir «\u00a0${title}\u00a0»`,
  },

  proxy: {
    title: 'DMP Direct · Mot de passe du proxy',
    heading: 'Le proxy de votre réseau demande un mot de passe',
    host: 'Proxy',
    realm: 'Il s’annonce comme',
    user: 'Nom d’utilisateur',
    password: 'Mot de passe',
    wrong: 'Le proxy a refusé ce nom ou ce mot de passe.',
    kept: 'Gardé en mémoire seulement, jusqu’à la fermeture de DMP Direct.',
    diagnosis: 'Annuler et ouvrir le diagnostic',
    submit: 'Valider',
    cancel: 'Annuler',
  },

  document: {
    question: 'Ouvrir le dossier de cette personne\u00a0?',
    check: 'Vérifiez que c’est bien votre patient.',
    patient: 'Patient indiqué par le document',
    refuse: 'Ne pas ouvrir',
    open: (name: string): string => `Ouvrir le DMP ${de(name)}`,
  },

  practitionerCard: {
    question: 'Quelle carte utiliser\u00a0?',
    sentence: 'Plusieurs cartes CPS sont dans vos lecteurs. Choisissez celle de cette connexion.',
    list: 'Cartes présentes',
    unnamed: 'Titulaire non indiqué',
    cancel: 'Annuler',
  },
};
