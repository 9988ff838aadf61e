import { hostname } from 'node:os';
import { join } from 'node:path';
import type { EventDetails, EventName, JournalEvent, ToldEvent } from '../../domain/journal/events.ts';
import { fileLine, toldEvent } from '../../domain/journal/lines.ts';
import { eventsBetween, NOTHING_WATCHED, type Watched } from '../../domain/journal/watched.ts';
import { isTold } from '../../domain/settings/journal-levels.ts';
import type { Edition } from '../base/edition.ts';
import { redactor, type Logger } from '../base/log.ts';
import { RotatingFile } from '../base/rotating-file.ts';
import type { CurrentSettings } from '../settings/store.ts';
import { RemoteSyslog } from './remote-syslog.ts';
import { openSystemLog, type SystemLog } from './system-log.ts';

/** The first events wait this long for what carries them, which is loaded then and not while windows are made. */
const HELD_MS = 2_000;

export interface JournalParts {
  readonly settings: CurrentSettings;
  /** Nothing of it is real: what it tells stays in its own file. */
  readonly demonstration: boolean;
  readonly file: RotatingFile;
  readonly log: Pick<Logger, 'warn'>;
}

/**
 * Tells a helpdesk what happens, as numbered events without a person: in a file of the program's own, in the system's
 * log and, where the fleet wants it, on a server. What is told, and where, is the settings' word at that moment.
 */
export class Journal {
  readonly #parts: JournalParts;
  readonly #redact = redactor();
  readonly #remote: RemoteSyslog;
  /** Opened with the first event for it; null once it could not be. */
  #system: Promise<SystemLog | null> | null = null;
  #watched: Watched = NOTHING_WATCHED;
  /** Events that wait for the first moments to be over; null from then on. */
  #held: (() => void)[] | null = [];
  readonly #timer: NodeJS.Timeout;
  /** On their way. */
  readonly #sent = new Set<Promise<unknown>>();

  constructor(parts: JournalParts) {
    this.#parts = parts;
    this.#remote = new RemoteSyslog({ host: hostname(), processId: process.pid });
    this.#timer = setTimeout(() => {
      this.#release();
    }, HELD_MS).unref();
  }

  /** Something has happened. */
  tell<Name extends EventName>(name: Name, detail: EventDetails[Name]): void {
    this.#tell({ name, detail } as JournalEvent);
  }

  /** The program's state has changed, or may have. */
  follow(watched: Watched): void {
    const events = eventsBetween(this.#watched, watched);
    this.#watched = watched;
    for (const event of events) this.#tell(event);
  }

  /** Ends once everything has left. */
  async stop(): Promise<void> {
    this.#release();
    await Promise.all([...this.#sent, this.#parts.file.flush()]);
    this.#remote.stop();
    (await this.#system)?.stop();
  }

  #release(): void {
    clearTimeout(this.#timer);
    const held = this.#held ?? [];
    this.#held = null;
    for (const send of held) send();
  }

  #tell(event: JournalEvent): void {
    const { settings, demonstration } = this.#parts;
    const { level, system, syslog } = settings.current.journal;
    const told = toldEvent(event);
    if (!isTold(told.level, level)) return;
    const at = new Date();
    this.#parts.file.write(fileLine(told, at));
    if (demonstration || (!system && syslog === null)) return;
    const send = (): void => {
      // Nothing to be found, by construction; behind it stands what stands behind every line.
      const redacted = { ...told, text: this.#redact(told.text) };
      if (system) this.#keep(this.#tellSystem(redacted));
      if (syslog !== null) this.#keep(this.#remote.send(syslog, redacted, at));
    };
    if (this.#held === null) send();
    else this.#held.push(send);
  }

  #keep(sent: Promise<unknown>): void {
    this.#sent.add(sent);
    void sent.finally(() => this.#sent.delete(sent));
  }

  async #tellSystem(told: ToldEvent): Promise<void> {
    this.#system ??= openSystemLog().catch((error: unknown) => {
      this.#parts.log.warn({ error: String(error) }, 'the system’s log cannot be written');
      return null;
    });
    await (await this.#system)?.write(told);
  }
}

/** The journal of the running program, beside its log. */
export function openJournal(
  folder: string,
  { settings, edition, log }: Pick<JournalParts, 'settings' | 'log'> & { readonly edition: Edition },
): Journal {
  const file = new RotatingFile(join(folder, 'evenements.log'), redactor());
  return new Journal({ settings, log, file, demonstration: edition.demonstration });
}
