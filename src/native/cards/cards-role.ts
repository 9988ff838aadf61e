/**
 * The `cards` role: watches the readers and reads the Vitale, on any `CardService`.
 * The demonstration starts it on cards of its own; `start-cards.ts` starts it on the system's service.
 */
import { setTimeout as pause } from 'node:timers/promises';
import { success } from '../../domain/result.ts';
import { serve, type NativePort } from '../host/host.ts';
import type { StartedRole } from '../host/role.ts';
import { createVitaleReader } from '../vitale/reader.ts';
import type { CardService } from '../pcsc/port.ts';
import { watchReaders } from '../pcsc/watch.ts';

/** Serves the `cards` contract through `port`; the first `readers` event comes by itself. */
export function startCardsRole(service: CardService, port: NativePort): StartedRole {
  const vitale = createVitaleReader({ service, current: (reader) => watcher.current(reader) });
  const server = serve(
    'cards',
    {
      readVitale: ({ reader, insertion }) => vitale.read(reader, insertion),
      ping: () => Promise.resolve(success({})),
    },
    port,
  );
  const watcher = watchReaders({
    service,
    onSnapshot: (snapshot) => {
      server.emit('readers', snapshot);
    },
    now: () => performance.now(),
    pause: (milliseconds) => pause(milliseconds),
  });
  return {
    stop: () => {
      watcher.stop();
      service.cancelAll();
    },
    inForeignCode: () => vitale.busy(),
  };
}
