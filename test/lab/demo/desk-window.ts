/** A window with the demonstration's cards: which lies in which reader, and links that put one in or take it out. */
import { BaseWindow, session, WebContentsView } from 'electron';
import { isCardId } from '../cards/catalogue.ts';
import type { CardDesk } from '../cards/desk.ts';
import { deskPage } from './desk-page.ts';

const HOST = 'desk';

/** Opens the window. A link is an address of ours; following it moves the card and draws the page again. */
export function openDeskWindow(desk: CardDesk, quit: () => void): void {
  const own = session.fromPartition('demonstration-desk');
  own.setSpellCheckerLanguages([]);
  own.protocol.handle('app', async (request) => {
    const url = new URL(request.url);
    if (url.host !== HOST) return new Response(null, { status: 404 });
    await act(desk, url.pathname, quit);
    return new Response(deskPage(desk), {
      headers: {
        'Content-Type': 'text/html; charset=utf-8',
        'Content-Security-Policy': "default-src 'none'; style-src 'unsafe-inline'",
      },
    });
  });
  const window = new BaseWindow({ width: 520, height: 760, x: 24, y: 24, title: 'Cartes de démonstration' });
  window.setMenu(null);
  const view = new WebContentsView({ webPreferences: { session: own, sandbox: true, spellcheck: false } });
  window.contentView.addChildView(view);
  const fill = (): void => {
    const { width, height } = window.getContentBounds();
    view.setBounds({ x: 0, y: 0, width, height });
  };
  window.on('resize', fill);
  fill();
  const show = (): void => {
    if (!window.isDestroyed()) void view.webContents.loadURL(`app://${HOST}/`).catch(() => undefined);
  };
  desk.onChange(show);
  show();
}

async function act(desk: CardDesk, path: string, quit: () => void): Promise<void> {
  const [, verb, reader, card] = path.split('/');
  const index = Number(reader);
  if (verb === 'quit') quit();
  if (verb === 'remove') await desk.remove(index);
  if (verb === 'insert' && card !== undefined && isCardId(card)) await desk.insert(index, card);
}
