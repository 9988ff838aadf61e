/** The tour, step by step. */
import { expect } from '@playwright/test';
import { PAGES, type PageId } from '../../../src/domain/pages.ts';
import type { Guide } from './guide.ts';

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

export async function playJourney(guide: Guide): Promise<void> {
  await start(guide);
  await everyPage(guide);
  await family(guide);
  await refusedIns(guide);
  await typedIns(guide);
  await pulledOut(guide);
}

async function start(guide: Guide): Promise<void> {
  await guide.step('Démarrage : DMP Direct attend une carte Vitale', {
    slug: 'attente',
    window: 'launcher',
    does: () => guide.page('launcher'),
    until: () => guide.seen('launcher', 'Insérez la carte Vitale'),
  });
  await guide.step('La carte de Claire MARTIN est insérée : son tableau de bord s’ouvre', {
    slug: 'tableau-de-bord',
    window: 'visit',
    does: () => guide.insert(0, 'claire'),
    until: async () => {
      await guide.seen('visit', 'MARTIN Claire');
      await expect((await guide.site('/TableauDeBord/')).locator('h1')).toBeVisible();
      await guide.seen('visit', /Connecté/);
    },
  });
}

async function everyPage(guide: Guide): Promise<void> {
  for (const page of OTHER_PAGES) {
    const { label, title, segment } = PAGES[page];
    await guide.step(`Page « ${title} »`, {
      slug: `page-${page.toLowerCase()}`,
      window: 'visit',
      does: async () => (await guide.button('visit', label)).click(),
      until: async () => {
        const site = await guide.site(segment === null ? '' : `/AccesDirect/${segment}`);
        await expect(site.locator('h1').first()).toBeVisible();
        await expect((await guide.button('visit', label)).first()).toHaveAttribute('aria-current', 'page');
      },
    });
  }
}

async function family(guide: Guide): Promise<void> {
  await guide.step('La carte Vitale est retirée : le dossier reste ouvert, une note le dit', {
    slug: 'vitale-retiree',
    window: 'visit',
    does: () => guide.remove(0),
    until: () => guide.seen('visit', /a été retirée/),
  });
  await guide.step('Une carte de famille est insérée : DMP Direct demande pour qui', {
    slug: 'famille',
    window: 'launcher',
    does: () => guide.insert(0, 'famille'),
    until: () => guide.seen('launcher', 'MARTIN Hugo'),
  });
  await guide.step('Hugo MARTIN est choisi : changer de patient se confirme', {
    slug: 'changer-de-patient',
    window: 'confirm',
    does: async () => {
      const launcher = await guide.page('launcher');
      await launcher.keyboard.press('2');
      await (await guide.button('launcher', /Ouvrir le DMP de Hugo MARTIN/)).click();
    },
    until: async () => {
      await guide.seen('confirm', 'MARTIN Claire');
      await guide.seen('confirm', 'MARTIN Hugo');
    },
  });
  await guide.step(
    'Le changement est confirmé : l’ancienne session est détruite, le dossier d’Hugo s’ouvre',
    {
      slug: 'autre-patient',
      window: 'visit',
      does: async () => (await guide.button('confirm', /Ouvrir Hugo MARTIN/)).click(),
      until: async () => {
        await guide.seen('visit', 'MARTIN Hugo');
        await expect((await guide.site('/TableauDeBord/')).getByText('Hugo')).toBeVisible();
      },
    },
  );
  await guide.step('Le dossier est fermé', {
    slug: 'dossier-ferme',
    window: 'launcher',
    does: async () => {
      await (await guide.button('visit', 'Fermer le dossier')).click();
      await guide.app.evaluate(({ BaseWindow }) => {
        BaseWindow.getAllWindows()[0]?.show();
      });
    },
    until: () => guide.seen('launcher', 'Pour qui ouvrir le DMP'),
  });
}

async function refusedIns(guide: Guide): Promise<void> {
  await guide.step('Léa MARTIN : la carte porte le numéro d’un parent, son INS est refusé', {
    slug: 'ins-refuse',
    window: 'launcher',
    does: async () => (await guide.page('launcher')).keyboard.press('3'),
    until: () => guide.seen('launcher', /numéro d’un parent/),
  });
  await guide.step('Le tableau de bord sans patient s’ouvre en un clic', {
    slug: 'tableau-de-bord-sans-patient',
    window: 'visit',
    does: async () => (await guide.button('launcher', /[Tt]ableau de bord sans patient/)).first().click(),
    until: async () => {
      await guide.seen('visit', 'Sans patient choisi');
      await expect((await guide.site('/AccesDirect/TableauDeBord')).locator('h1')).toBeVisible();
    },
  });
  await (await guide.button('visit', 'Fermer le dossier')).click();
}

async function typedIns(guide: Guide): Promise<void> {
  await guide.step('Un INS saisi à la main : sa clé est contrôlée pendant la saisie', {
    slug: 'ins-saisi-faux',
    window: 'launcher',
    does: async () => {
      await guide.remove(0);
      await guide.seen('launcher', 'Insérez la carte Vitale');
      await (await guide.button('launcher', 'Saisir un INS')).click();
      await (await guide.page('launcher')).getByRole('textbox').fill('1 57 11 99 350 001 00');
    },
    until: () => guide.seen('launcher', /la clé ne correspond pas/),
  });
  await (await guide.page('launcher')).keyboard.press('Escape');
}

async function pulledOut(guide: Guide): Promise<void> {
  await guide.step('Une carte retirée pendant sa lecture : ce qu’il faut faire est dit', {
    slug: 'carte-retiree',
    window: 'launcher',
    does: () => guide.insert(0, 'arrachee'),
    until: () => guide.seen('launcher', /a été retirée pendant la lecture/),
  });
}
