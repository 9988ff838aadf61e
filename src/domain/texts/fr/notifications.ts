/** Texts of the system's notifications. Same house rules as `interface.ts`; `\u00a0` is the non-breaking space. */
import { counted } from './figures.ts';
import { capital, cardName } from './grammar.ts';
import { interfaceTexts } from './interface.ts';

export const notificationTexts = {
  cardRead: {
    title: 'Carte Vitale lue',
    count: (people: number): string => `${capital(interfaceTexts.people(people))} sur cette carte.`,
  },
  workstation: { title: 'Ce poste est à vérifier' },
  cpxExpiry: {
    title: (type: string): string => `Votre ${cardName(type)} expire bientôt`,
    body: (daysLeft: number): string => {
      if (daysLeft === 0) return 'Ses certificats expirent aujourd’hui. Demandez son renouvellement.';
      const days = daysLeft === 1 ? 'demain' : `dans ${counted(daysLeft, 'jour')}`;
      return `Ses certificats expirent ${days}. Pensez à demander son renouvellement.`;
    },
  },
};
