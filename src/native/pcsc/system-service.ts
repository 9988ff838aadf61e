/** The `CardService` of this computer: koffi, the system's library, and what happens when it is missing. */
import koffi from 'koffi';
import { setTimeout as pause } from 'node:timers/promises';
import { failure } from '../../domain/failures/index.ts';
import { failed, type Result } from '../../domain/result.ts';
import { layoutOf } from './layout.ts';
import type { Card, CardService, ReaderWatch } from './port.ts';
import { createWinscardService } from './winscard-service.ts';
import { bindWinscard } from './winscard.ts';

/**
 * Readies koffi. To be called once per process, before the first library is loaded: a vendor function with a
 * large local array dies on the 128 KiB of an asynchronous call's default stack.
 */
export function configureKoffi(): void {
  const stack = 8 * 1024 * 1024;
  koffi.config({ sync_stack_size: stack, async_stack_size: stack });
}

/**
 * PC/SC of this system. When its library cannot be loaded every call fails with `PCSC-ABSENT`, and loading is
 * tried again by the next one, so that installing it needs no restart.
 */
export function createSystemService(library?: string): CardService {
  let service: CardService | null = null;
  const loaded = (): CardService | null => (service ??= load(library));

  return {
    openWatch: (): Promise<Result<ReaderWatch>> => loaded()?.openWatch() ?? absent(),
    connect: (reader): Promise<Result<Card>> => loaded()?.connect(reader) ?? absent(),
    cancelAll: () => service?.cancelAll(),
  };
}

function load(library: string | undefined): CardService | null {
  const layout = layoutOf(process.platform, process.arch);
  try {
    const api = bindWinscard(library === undefined ? layout : { ...layout, library });
    const wait = (milliseconds: number): Promise<void> => pause(milliseconds);
    return createWinscardService({
      api,
      pause: wait,
      apple: process.platform === 'darwin',
      endsWithoutReaders: process.platform === 'win32',
    });
  } catch {
    // koffi's message names the library's path and nothing that the user could act on.
    return null;
  }
}

function absent(): Promise<{ readonly ok: false; readonly failure: ReturnType<typeof failure> }> {
  return Promise.resolve(failed(failure('PCSC-ABSENT')));
}
