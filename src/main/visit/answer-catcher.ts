import { Buffer } from 'node:buffer';
import { z } from 'zod';
import { failure, type Failure } from '../../domain/failures/index.ts';
import { failed, success, type Result } from '../../domain/result.ts';
import { answerKind, isPdf, siteFileName } from '../../domain/site/files.ts';
import type { Logger } from '../base/log.ts';
import type { Inspector } from './inspector.ts';

/** What the site gave instead of a page: in memory, nowhere else. */
export interface CaughtFile {
  readonly kind: 'document' | 'file';
  /** The site's own name for it: shown, never used as a file's name. */
  readonly name: string | null;
  readonly bytes: Buffer;
}

export interface CatcherEvents {
  readonly onCaught: (file: CaughtFile) => void;
  readonly onFailed: (problem: Failure) => void;
}

/** A record's documents are scans and reports; more than this would weigh on the workstation's memory. */
export const LARGEST_BYTES = 64 * 1024 * 1024;

const pausedSchema = z.object({
  requestId: z.string(),
  request: z.object({ url: z.string() }),
  responseStatusCode: z.number().optional(),
  responseHeaders: z.array(z.object({ name: z.string(), value: z.string() })).optional(),
});
type Paused = z.infer<typeof pausedSchema>;

const bodySchema = z.object({ body: z.string(), base64Encoded: z.boolean() });

/**
 * Takes documents and files out of the site's answers before the browser would write them to disk, whatever asked
 * for them: a link, a form, a frame. It stands inside the engine (the inspector's own channel, which opens no port):
 * the answer is read once, so that a form is never sent twice, and the page that asked stays where it is.
 */
export class AnswerCatcher {
  readonly #inspector: Inspector;
  readonly #events: CatcherEvents;
  readonly #log: Logger;
  #taken: string | null = null;

  constructor(inspector: Inspector, events: CatcherEvents, log: Logger) {
    this.#inspector = inspector;
    this.#events = events;
    this.#log = log;
  }

  /** Begins to watch. Without it the browser's downloads are still refused: nothing is written, nothing is shown. */
  async start(): Promise<void> {
    this.#inspector.on('Fetch.requestPaused', (params) => void this.#paused(params));
    try {
      await this.#inspector.send('Fetch.enable', {
        patterns: [{ urlPattern: '*', resourceType: 'Document', requestStage: 'Response' }],
      });
    } catch (error) {
      this.#log.warn({ error: String(error) }, 'documents of the site cannot be taken');
    }
  }

  /** Whether a download that the browser announces is of an answer already taken; tells so once for each. */
  hasTaken(address: string): boolean {
    const known = this.#taken === address;
    if (known) this.#taken = null;
    return known;
  }

  async #paused(params: unknown): Promise<void> {
    const parsed = pausedSchema.safeParse(params);
    if (!parsed.success) return;
    const paused = parsed.data;
    const { requestId } = paused;
    try {
      const headers = headersOf(paused);
      const kind = answerKind({ status: paused.responseStatusCode ?? 0, headers });
      if (kind === 'page') await this.#inspector.send('Fetch.continueRequest', { requestId });
      else await this.#take(paused, kind, headers);
    } catch (error) {
      // The page was left meanwhile, or the view is gone: there is nothing to go on with.
      this.#log.info({ error: String(error) }, 'answer of the site not taken');
    }
  }

  async #take(paused: Paused, kind: CaughtFile['kind'], headers: Headers): Promise<void> {
    const { requestId, request } = paused;
    this.#taken = request.url;
    const read = await this.#read(requestId, Number(headers['content-length'] ?? 0));
    // As if the user had pressed « stop »: the browser stays on the page that asked.
    await this.#inspector.send('Fetch.failRequest', { requestId, errorReason: 'Aborted' });
    if (!read.ok) this.#events.onFailed(read.failure);
    else
      this.#events.onCaught({
        kind: kind === 'document' && !isPdf(read.value) ? 'file' : kind,
        name: siteFileName(headers['content-disposition'] ?? ''),
        bytes: read.value,
      });
  }

  async #read(requestId: string, announced: number): Promise<Result<Buffer>> {
    const tooLarge = failure('SITE-FICHIER-TROP-GRAND', { limit: String(LARGEST_BYTES / 1024 / 1024) });
    if (announced > LARGEST_BYTES) return failed(tooLarge);
    try {
      const answer = bodySchema.parse(await this.#inspector.send('Fetch.getResponseBody', { requestId }));
      const bytes = Buffer.from(answer.body, answer.base64Encoded ? 'base64' : 'utf8');
      return bytes.length > LARGEST_BYTES ? failed(tooLarge) : success(bytes);
    } catch {
      return failed(failure('SITE-FICHIER-ILLISIBLE'));
    }
  }
}

type Headers = Readonly<Record<string, string>>;

function headersOf({ responseHeaders }: Paused): Headers {
  return Object.fromEntries((responseHeaders ?? []).map(({ name, value }) => [name.toLowerCase(), value]));
}
