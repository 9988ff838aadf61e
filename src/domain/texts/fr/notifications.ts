/** Texts of the system's notifications. Same house rules as `interface.ts`; `\u00a0` is the non-breaking space. */
import { interfaceTexts } from './interface.ts';

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

export const notificationTexts = {
  cardRead: {
    title: 'Carte Vitale lue',
    count: (people: number): string => `${capital(interfaceTexts.people(people))} sur cette carte.`,
  },
  cpxExpiry: {
    title: (type: string): string => `Votre ${type} expire bientôt`,
    body: (daysLeft: number): string => {
      if (daysLeft === 0) return 'Ses certificats expirent aujourd’hui. Demandez son renouvellement.';
      const days = daysLeft === 1 ? 'demain' : `dans ${String(daysLeft)}\u00a0jours`;
      return `Ses certificats expirent ${days}. Pensez à demander son renouvellement.`;
    },
  },
};
