/**
 * Windows' own event log, by advapi32 (winbase.h, winnt.h). The installers register the source (build/windows/installer.nsh).
 * One that nobody has registered is taken too: its events are in « Application », and the viewer shows their text behind
 * a remark that the description is missing (RegisterEventSource's documentation).
 */
import koffi, { type LibraryHandle } from 'koffi';

/** EVENTLOG_ERROR_TYPE and its likes. */
export const EVENT_TYPES = { error: 1, warning: 2, info: 4, detail: 4 } as const;

type NativeFunction = ReturnType<LibraryHandle['func']>;

export class WindowsEventLog {
  readonly #report: NativeFunction;
  readonly #deregister: NativeFunction;
  #handle: unknown;

  /** @throws where Windows gives none */
  constructor(source: string) {
    const advapi = koffi.load('advapi32.dll');
    const bind = (name: string, result: string, types: string[]): NativeFunction =>
      process.arch === 'ia32'
        ? advapi.func('__stdcall', name, result, types)
        : advapi.func(name, result, types);
    const register = bind('RegisterEventSourceW', 'void *', ['str16', 'str16']);
    this.#deregister = bind('DeregisterEventSource', 'int32', ['void *']);
    this.#report = bind('ReportEventW', 'int32', [
      'void *',
      'uint16',
      'uint16',
      'uint32',
      'void *',
      'uint16',
      'uint32',
      'str16 *',
      'void *',
    ]);
    this.#handle = register(null, source);
    if (this.#handle === null) throw new Error('RegisterEventSource');
  }

  /** Answers later whether Windows has taken it: its service may be busy, and nobody waits for it. */
  report(type: number, number: number, text: string): Promise<boolean> {
    if (this.#handle === null) return Promise.resolve(false);
    return new Promise((resolve) => {
      this.#report.async(
        this.#handle,
        type,
        0,
        number,
        null,
        1,
        0,
        [text],
        null,
        (error: Error | null, done: number) => {
          resolve(error === null && done !== 0);
        },
      );
    });
  }

  close(): void {
    if (this.#handle !== null) this.#deregister(this.#handle);
    this.#handle = null;
  }
}
