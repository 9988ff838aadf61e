/** Adding a document to a record, through the page's own field (web-ps.md, « Learnt since »). */
import type { Exchange } from './exchange.ts';
import { html, type Html } from './html.ts';
import { message } from './layout.ts';
import type { AddedDocument } from './session.ts';

export const ADD_DOCUMENT = '/ajoutdocument';
export const DOCUMENT_ADDED = '/confirmationajout';

/** 5 MB at most, of these kinds. */
const LARGEST_BYTES = 5 * 1024 * 1024;
const KINDS = /\.(jpe?g|txt|pdf|rtf|tiff?)$/i;

export function addDocumentPage(): Html {
  return html`<h1>Ajouter un document</h1>
    <section class="carte">
      <form class="choix" method="post" action="${ADD_DOCUMENT}" enctype="multipart/form-data">
        <label>Document <input id="fichier" type="file" name="fichier" /></label>
        <div class="actions"><button>Ajouter</button></div>
      </form>
    </section>`;
}

export function addedPage(added: AddedDocument | null): Html {
  return added === null
    ? message('Document refusé', html`<p>5 Mo au plus, aux formats jpg, txt, pdf, rtf ou tiff.</p>`)
    : html`<h1>Document ajouté</h1>
        <p id="ajoute">${added.name} (${String(added.bytes)} octets)</p>`;
}

/** The one file of a multipart form; null when the site would not take it. */
export async function receiveDocument({ request }: Exchange): Promise<AddedDocument | null> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const body = Buffer.concat(chunks);
  const boundary = /boundary=(.+)$/.exec(request.headers['content-type'] ?? '')?.[1] ?? '';
  const start = body.indexOf('\r\n\r\n') + 4;
  const end = body.indexOf(`\r\n--${boundary}`, start);
  const name = /filename="([^"]*)"/.exec(body.subarray(0, start).toString('utf8'))?.[1] ?? '';
  const bytes = end - start;
  return end > 0 && bytes > 0 && bytes <= LARGEST_BYTES && KINDS.test(name) ? { name, bytes } : null;
}
