/** The tour, step by step. */
import { expect } from '@playwright/test';
import { PAGES, type PageId } from '../../../src/domain/site/pages.ts';
import { AMADOU } from '../cards/people.ts';
import { picture, writeFilm } from '../documents/film.ts';
import { LEA_LABEL, labelText, scan } from '../documents/label.ts';
import { photographLabel } from '../documents/printed-label.ts';
import { LAB_PRACTITIONERS } from '../pki/practitioners.ts';
import type { Guide } from './guide.ts';

/** A page of the site hears nothing for half a second after a bar of ours has moved it: no hand is as fast. */
const HEARS_AFTER_MS = 700;

/** After the dashboard, where the record opens. */
const OTHER_PAGES: readonly PageId[] = [
  'DossierPatient',
  'Documents',
  'ParcoursDeSoins',
  'CarnetVaccination',
  'VolontesEtDroits',
  'HistoriqueAcces',
  'GestionDMPPatient',
  'Parametrages',
  'Accueil',
];

/** @param film what lies before the camera */
export async function playJourney(guide: Guide, film: string): Promise<void> {
  await waiting(guide);
  await guide.flow('Une personne adulte, connexion par carte CPS comprise', () => start(guide));
  await everyPage(guide);
  await guide.flow('Carte CPS retirée, puis remise', () => practitionerCardOut(guide));
  await vitaleOut(guide);
  await guide.flow('Une famille, en changeant de patient', () => family(guide));
  await closeRecord(guide);
  await refusedIns(guide);
  await guide.flow('Un enfant, par le code d’un document', () => childByScan(guide, film));
  await typedIns(guide);
  await guide.flow('Demande du logiciel de cabinet', () => softwareCall(guide));
  await closeRecord(guide);
  await guide.flow('e-CPS, première connexion de la matinée', () => ecps(guide));
  await guide.flow('e-CPS, patient suivant de la matinée', () => nextByEcps(guide));
  await endEcps(guide);
  await pulledOut(guide);
  await settings(guide);
}

async function waiting(guide: Guide): Promise<void> {
  await guide.step('Démarrage\u00a0: DMP Direct attend une carte Vitale', {
    slug: 'attente',
    window: 'launcher',
    does: () => guide.page('launcher'),
    until: async () => {
      await guide.seen('launcher', 'Insérez la carte Vitale');
      await guide.seen('launcher', 'Lecteur prêt');
    },
  });
  await guide.step('La carte CPS est insérée\u00a0: DMP Direct dit de qui elle est', {
    slug: 'cps',
    window: 'launcher',
    does: () => guide.insert(1, 'cps3'),
    until: () => guide.seen('launcher', guide.hasCard ? /CPS · Dr A\. PRATICIEN/ : 'Carte CPS'),
  });
}

async function start(guide: Guide): Promise<void> {
  await guide.step('La carte de Claire MARTIN est insérée\u00a0: le code de la CPS est demandé', {
    slug: 'code',
    window: guide.hasCard ? 'pin' : 'visit',
    does: () => guide.insert(0, 'claire'),
    until: () =>
      guide.hasCard ? guide.seen('pin', 'wps-cps.localhost') : guide.seen('visit', 'MARTIN Claire'),
  });
  await guide.step('Le code est saisi\u00a0: le tableau de bord de Claire MARTIN s’ouvre', {
    slug: 'tableau-de-bord',
    window: 'visit',
    does: () => guide.typePin(),
    until: async () => {
      await guide.seen('visit', 'MARTIN Claire');
      await expect((await guide.site('/TableauDeBord/')).locator('h1')).toBeVisible();
      await guide.seen('visit', guide.hasCard ? 'Connecté avec la CPS du Dr A. PRATICIEN' : /Connecté/);
    },
  });
}

async function practitionerCardOut(guide: Guide): Promise<void> {
  await guide.step('La carte CPS est retirée\u00a0: le site disparaît, sa session est détruite', {
    slug: 'cps-retiree',
    window: 'visit',
    does: () => guide.remove(1),
    until: async () => {
      await guide.seen('visit', 'Votre carte a été retirée');
      await expect
        .poll(() => guide.app.windows().some((page) => page.url().startsWith('https://')))
        .toBe(false);
    },
  });
  await guide.step('La carte CPS est remise\u00a0: son code est demandé, puis la page revient', {
    slug: 'nouvelle-connexion',
    window: 'visit',
    does: async () => {
      await guide.insert(1, 'cps3');
      // Beside a patient's card the launcher has room for the card's type only.
      await guide.seen('launcher', guide.hasCard ? /^CPS$/ : /^Carte CPS$/);
      // Whose card it is, is known from the Cryptolib alone.
      if (!guide.hasCard) await guide.click(await guide.button('visit', 'Recommencer la connexion'));
      await guide.typePin();
    },
    until: async () => {
      await guide.seen('visit', /Connecté avec/);
      await expect((await guide.site()).locator('h1').first()).toBeVisible();
    },
  });
}

async function ecps(guide: Guide): Promise<void> {
  await guide.step(
    'L’e-CPS est choisie, la carte d’Amadou DIALLO insérée\u00a0: Pro Santé Connect demande un identifiant',
    {
      slug: 'ecps-identifiant',
      window: 'visit',
      does: async () => {
        await guide.check((await guide.page('launcher')).getByRole('radio', { name: 'e-CPS' }));
        await guide.insert(0, 'amadou');
      },
      until: async () => {
        await guide.seen('visit', 'DIALLO Amadou');
        await guide.seen('visit', 'Saisissez votre identifiant');
        await (await guide.site('wallet.localhost')).waitForTimeout(HEARS_AFTER_MS);
      },
    },
  );
  await guide.step(
    'L’identifiant est saisi dans la page\u00a0: la validation sur le téléphone est attendue',
    {
      slug: 'ecps-telephone',
      window: 'visit',
      does: async () => {
        const wallet = await guide.site('wallet.localhost');
        await guide.type(wallet.getByLabel('Identifiant national'), `8${LAB_PRACTITIONERS.cps.rpps}`);
        await guide.click(wallet.getByRole('button', { name: 'Continuer' }));
      },
      until: async () => {
        await guide.seen('visit', /Validez sur votre téléphone/);
        await expect((await guide.site('/attente')).locator('h1')).toBeVisible();
      },
    },
  );
  await guide.step(
    'La demande est validée sur le téléphone\u00a0: le tableau de bord d’Amadou DIALLO s’ouvre',
    {
      slug: 'ecps-connecte',
      window: 'visit',
      does: () => guide.seen('visit', 'Connecté avec l’e-CPS'),
      until: async () => {
        await expect((await guide.site('/TableauDeBord/')).getByText('DIALLO').first()).toBeVisible();
      },
    },
  );
}

/** The session is kept: nobody touches the phone. */
async function nextByEcps(guide: Guide): Promise<void> {
  await guide.step('La carte du patient suivant\u00a0: son dossier s’ouvre, le téléphone n’est pas demandé', {
    slug: 'ecps-suivant',
    window: 'visit',
    does: async () => {
      await guide.remove(0);
      await closeRecord(guide);
      await guide.insert(0, 'claire');
    },
    until: async () => {
      await guide.seen('visit', 'MARTIN Claire');
      await expect((await guide.site('/TableauDeBord/')).getByText('MARTIN').first()).toBeVisible();
      await guide.seen('visit', 'Connecté avec l’e-CPS');
      // One session, which is the one that the phone was asked for.
      expect(guide.world.site.control.connectSessions()).toBe(1);
    },
  });
}

async function endEcps(guide: Guide): Promise<void> {
  await guide.step('Le dossier est fermé, la session e-CPS terminée\u00a0: Pro Santé Connect l’est aussi', {
    slug: 'ecps-ferme',
    window: 'launcher',
    does: async () => {
      await guide.click(await guide.button('visit', 'Fermer le dossier'));
      await guide.remove(0);
      await guide.app.evaluate(({ BaseWindow }) => {
        BaseWindow.getAllWindows()[0]?.show();
      });
      // It would serve the next patient; here the morning ends.
      await guide.click(await guide.button('launcher', 'Terminer ma session e-CPS'));
    },
    until: async () => {
      await expect.poll(() => guide.world.site.control.connectSessions()).toBe(0);
      await guide.seen('launcher', 'Insérez la carte Vitale');
    },
  });
}

async function everyPage(guide: Guide): Promise<void> {
  for (const page of OTHER_PAGES) {
    const { label, title, segment } = PAGES[page];
    await guide.step(`Page « ${title} »`, {
      slug: `page-${page.toLowerCase()}`,
      window: 'visit',
      does: async () => guide.click(await guide.button('visit', label)),
      until: async () => {
        const site = await guide.site(segment === null ? '' : `/AccesDirect/${segment}`);
        await expect(site.locator('h1').first()).toBeVisible();
        await expect((await guide.button('visit', label)).first()).toHaveAttribute('aria-current', 'page');
      },
    });
  }
}

async function vitaleOut(guide: Guide): Promise<void> {
  await guide.step('La carte Vitale est retirée\u00a0: le dossier reste ouvert, une note le dit', {
    slug: 'vitale-retiree',
    window: 'visit',
    does: () => guide.remove(0),
    until: () => guide.seen('visit', /a été retirée/),
  });
}

async function family(guide: Guide): Promise<void> {
  await guide.step('Une carte de famille est insérée\u00a0: DMP Direct demande pour qui', {
    slug: 'famille',
    window: 'launcher',
    does: () => guide.insert(0, 'famille'),
    until: () => guide.seen('launcher', 'MARTIN Hugo'),
  });
  await guide.step('Hugo MARTIN est choisi\u00a0: changer de patient se confirme', {
    slug: 'changer-de-patient',
    window: 'confirm',
    does: async () => {
      const launcher = await guide.page('launcher');
      await guide.check(launcher.getByRole('radio', { name: /MARTIN Hugo/ }));
      await guide.click(await guide.button('launcher', /Ouvrir le DMP de Hugo MARTIN/));
    },
    until: async () => {
      await guide.seen('confirm', 'MARTIN Claire');
      await guide.seen('confirm', 'MARTIN Hugo');
    },
  });
  await guide.step(
    'Le changement est confirmé\u00a0: l’ancienne session est détruite, le dossier d’Hugo s’ouvre',
    {
      slug: 'autre-patient',
      window: 'visit',
      does: () =>
        guide.close('confirm', async () => guide.click(await guide.button('confirm', /Ouvrir Hugo MARTIN/))),
      until: async () => {
        await guide.seen('visit', 'MARTIN Hugo');
        await expect((await guide.site('/TableauDeBord/')).getByText('Hugo')).toBeVisible();
      },
    },
  );
}

async function closeRecord(guide: Guide): Promise<void> {
  await guide.close('visit', async () => guide.click(await guide.button('visit', 'Fermer le dossier')));
  await guide.app.evaluate(({ BaseWindow }) => {
    BaseWindow.getAllWindows()[0]?.show();
  });
}

/** As the software's own process does, which hands its link over to the one that runs. */
async function softwareCall(guide: Guide): Promise<void> {
  await guide.step('Le logiciel du cabinet demande un dossier\u00a0: DMP Direct demande d’abord', {
    slug: 'demande-logiciel',
    window: 'confirm',
    does: () =>
      guide.app.evaluate(({ app }, link) => {
        app.emit('second-instance', {}, [], '', { link });
      }, `dmp-direct://open/Documents?ins=${AMADOU.nir}&caller=Cabinet%20Facile`),
    until: () => guide.seen('confirm', 'Demande reçue de Cabinet Facile.'),
  });
  await guide.step('La demande est acceptée\u00a0: la page demandée s’ouvre', {
    slug: 'demande-acceptee',
    window: 'visit',
    does: () => guide.close('confirm', async () => guide.click(await guide.button('confirm', /^Ouvrir/))),
    until: () => guide.seen('visit', 'INS fourni par Cabinet Facile'),
  });
}

async function refusedIns(guide: Guide): Promise<void> {
  await guide.step('Léa MARTIN\u00a0: la carte porte le numéro d’un parent, son INS est refusé', {
    slug: 'ins-refuse',
    window: 'launcher',
    does: async () => {
      const launcher = await guide.page('launcher');
      // Digits choose while the list has the keyboard.
      await launcher.locator('input[name=person]').first().focus();
      await launcher.keyboard.press('3');
    },
    until: () => guide.seen('launcher', /numéro d’un parent/),
  });
  await guide.step(
    'Elle est cherchée au tableau de bord\u00a0: son nom et sa date de naissance restent à l’écran',
    {
      slug: 'tableau-de-bord-sans-patient',
      window: 'visit',
      does: async () =>
        guide.click(await guide.button('launcher', /^Rechercher Léa MARTIN au tableau de bord/)),
      until: async () => {
        await guide.seen('visit', /Recherche\u00a0: MARTIN Léa/);
        await expect((await guide.site('/AccesDirect/TableauDeBord')).locator('h1')).toBeVisible();
      },
    },
  );
  await closeRecord(guide);
}

/** The child whose number the card does not say, by the label of a document. */
async function childByScan(guide: Guide, film: string): Promise<void> {
  const { app } = guide;
  const label = await photographLabel(app, LEA_LABEL);
  await guide.thing(
    'Le document de Léa MARTIN porte un code carré, le Datamatrix INS',
    'etiquette',
    label.png,
  );
  await guide.step('Sans lecteur de codes-barres, la caméra du poste cherche le code', {
    slug: 'camera',
    window: 'camera',
    does: async () => {
      // Too far away to be read: the window would close before it can be photographed.
      await writeFilm(film, [picture([[label.raster, { size: 0.75, turn: -4, blur: 1 }]])]);
      await app.evaluate(({ BaseWindow }) => {
        BaseWindow.getAllWindows()[0]?.show();
      });
      await guide.click(await guide.button('launcher', 'Lire un code avec la caméra'));
    },
    until: () => guide.seen('camera', 'Recherche d’un code.'),
  });
  await guide.close('camera', async () => guide.click(await guide.button('camera', 'Fermer')));
  await guide.step(
    'Le code est lu avec un lecteur de codes-barres\u00a0: la ligne de Léa reçoit son numéro',
    {
      slug: 'enfant-code-lu',
      window: 'launcher',
      does: async () => {
        await app.evaluate(({ BaseWindow }) => {
          BaseWindow.getAllWindows()[0]?.show();
        });
        await guide.seen('launcher', 'Pour qui ouvrir le DMP');
        await scan(app, labelText(LEA_LABEL));
      },
      until: () => guide.seen('launcher', /lu sur un document/),
    },
  );
  await guide.step('Le dossier de Léa MARTIN est ouvert\u00a0: la barre dit d’où vient le numéro', {
    slug: 'enfant-dossier',
    window: 'visit',
    does: async () => guide.click(await guide.button('launcher', /Ouvrir le DMP de Léa MARTIN/)),
    until: async () => {
      await guide.seen('visit', 'MARTIN Léa');
      await guide.seen('visit', /lu sur un document/);
      await expect((await guide.site('/TableauDeBord/')).locator('h1')).toBeVisible();
    },
  });
  await guide.click(await guide.button('visit', 'Fermer le dossier'));
}

async function typedIns(guide: Guide): Promise<void> {
  await guide.step('Un INS saisi à la main\u00a0: sa clé est contrôlée pendant la saisie', {
    slug: 'ins-saisi-faux',
    window: 'launcher',
    does: async () => {
      await guide.remove(0);
      await guide.seen('launcher', 'Insérez la carte Vitale');
      await guide.click(await guide.button('launcher', 'Saisir un INS'));
      await (await guide.page('launcher')).getByRole('textbox').fill('1 57 11 99 350 001 00');
    },
    until: () => guide.seen('launcher', /la clé ne correspond pas/),
  });
  await (await guide.page('launcher')).keyboard.press('Escape');
}

async function pulledOut(guide: Guide): Promise<void> {
  await guide.step('Une carte retirée pendant sa lecture\u00a0: ce qu’il faut faire est dit', {
    slug: 'carte-retiree',
    window: 'launcher',
    does: () => guide.insert(0, 'arrachee'),
    until: () => guide.seen('launcher', /a été retirée pendant la lecture/),
  });
}

async function settings(guide: Guide): Promise<void> {
  await guide.step('Les réglages, par rubriques', {
    slug: 'reglages',
    window: 'settings',
    does: async () => {
      await guide.remove(0);
      await guide.seen('launcher', 'Insérez la carte Vitale');
      await guide.click(await guide.button('launcher', 'Réglages'));
    },
    until: () => guide.seen('settings', 'À l’insertion d’une carte Vitale'),
  });
  await guide.step('Les notifications, sans nom sauf si on le demande', {
    slug: 'reglages-notifications',
    window: 'settings',
    does: async () => guide.click(await guide.button('settings', 'Notifications')),
    until: () => guide.seen('settings', 'Montrer le nom du patient'),
  });
  await guide.step('À propos\u00a0: versions, licences, protection des données', {
    slug: 'a-propos',
    window: 'about',
    does: async () => guide.click(await guide.button('settings', 'À propos')),
    until: () => guide.seen('about', /aucune donnée de patient/),
  });
  await guide.close('about', async () => guide.click(await guide.button('about', 'Fermer')));
}
