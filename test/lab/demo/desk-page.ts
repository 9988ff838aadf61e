import type { CatalogueCard } from '../cards/catalogue.ts';
import type { CardDesk } from '../cards/desk.ts';
import { Html, html } from '../site/html.ts';

const STYLE = `
  :root { color-scheme: light; font: 14px/1.4 system-ui, sans-serif; }
  body { margin: 0; background: #f6f7fb; color: #161a2b; }
  header { background: #3b1d6e; color: #fff; padding: 8px 16px; font-weight: 600; text-align: center; }
  main { padding: 12px 16px; }
  h2 { font-size: 15px; margin: 16px 0 6px; }
  .reader { background: #fff; border: 1px solid #dfe2ec; border-radius: 12px; padding: 10px 12px; margin: 8px 0;
    display: flex; justify-content: space-between; align-items: center; gap: 12px; }
  ul { list-style: none; margin: 0; padding: 0; }
  li { display: flex; justify-content: space-between; gap: 12px; padding: 5px 0; border-bottom: 1px solid #dfe2ec; }
  a { color: #1f3fbf; white-space: nowrap; }
  nav { display: flex; gap: 12px; }
`;

const GROUPS = [
  ['vitale', 'Cartes Vitale'],
  ['cpx', 'Cartes CPS'],
  ['autre', 'Autres cartes'],
] as const;

/** The page of the card desk; every action is a link to an address that `desk-window.ts` carries out. */
export function deskPage(desk: CardDesk): string {
  const page = html`<!doctype html>
    <html lang="fr">
      <head>
        <meta charset="utf-8" />
        <title>Cartes de démonstration</title>
        ${new Html(`<style>${STYLE}</style>`)}
      </head>
      <body>
        <header>Démonstration · patients fictifs</header>
        <main>
          ${desk.state.map((_, index) => readerRow(desk, index))}
          ${GROUPS.map(([kind, title]) => group(desk, kind, title))}
          <p><a href="app://desk/quit">Quitter la démonstration</a></p>
        </main>
      </body>
    </html>`;
  return page.text;
}

function readerRow(desk: CardDesk, index: number): Html {
  const reader = desk.state[index];
  const card = desk.catalogue.find(({ id }) => id === reader?.card);
  const out = html`<a href="app://desk/remove/${index}">Retirer</a>`;
  return html`<div class="reader">
    <span><strong>Lecteur ${index + 1}</strong><br />${card?.title ?? 'vide'}</span>${card ? out : null}
  </div>`;
}

function group(desk: CardDesk, kind: CatalogueCard['kind'], title: string): Html {
  const cards = desk.catalogue.filter((card) => card.kind === kind);
  return html`<h2>${title}</h2>
    <ul>
      ${cards.map((card) => row(card, desk.state.length))}
    </ul>`;
}

function row(card: CatalogueCard, readers: number): Html {
  const links = Array.from(
    { length: readers },
    (_, index) => html`<a href="app://desk/insert/${index}/${card.id}">lecteur ${index + 1}</a>`,
  );
  return html`<li>
    <span>${card.title}</span>
    <nav>${links}</nav>
  </li>`;
}
