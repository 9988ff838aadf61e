/** The Martin family of the card catalogue as the vendor's library gives it, and a galss.ini for the lab's readers. */
import { CLAIRE, HUGO } from '../cards/people.ts';
import { LEA_OWN } from '../site/patients.ts';
import { currentCard, type CardPerson } from './families.ts';

const person = (who: typeof CLAIRE, quality: string): CardPerson => ({
  usualName: who.name,
  firstName: who.firstName,
  birthDate: who.birthDate,
  quality,
  certifiedNir: who.nir,
});

/** The parents and the daughter have certified numbers; the son has none yet. */
export const MARTIN_FAMILY = currentCard(CLAIRE.nir, [
  person(CLAIRE, '0'),
  person(HUGO, '2'),
  person(LEA_OWN, '6'),
  { usualName: 'MARTIN', firstName: 'Tom', birthDate: '20150220', quality: '6' },
]);

/** One channel with the two slots that a practice's reader has. */
export const LAB_GALSS_INI = `[CONFIG]
NbCanaux=1
[PROTOCOLE0]
NomLib=PCSC
[CANAL0]
TCanal=3
Index=0
Protocole=0
Caracteristiques=Virtual PCD 00 00
[CANAL0.PAD0.LAD0]
NomLAD=CPS
[CANAL0.PAD0.LAD1]
NomLAD=Vitale
`;
