/** `--forget-cryptolib`: takes our registration of the Cryptolib out of the user's databases (Linux). */
import { ENGINE_DATABASES } from '../../domain/practitioner/engine-module.ts';
import type { Edition } from '../base/edition.ts';
import type { Places } from '../base/places.ts';
import { runHeadless } from '../base/headless.ts';
import { SILENT } from '../base/log.ts';
import { inUtilityProcess } from '../processes/utility-process.ts';

/** A locked database is given up after two seconds by NSS itself. */
const DEADLINE_MS = 8_000;
const DONE = 0;
const NOT_DONE = 1;

/** Does it and ends the process: 0, or 1 when a database did not let it. Before the program is ready. */
export function startForgetting(edition: Edition, places: Places): void {
  runHeadless('removal', places, () => forget(edition), NOT_DONE);
}

async function forget(edition: Edition): Promise<number> {
  const role = inUtilityProcess('nss', edition, SILENT);
  try {
    let code = DONE;
    for (const database of ENGINE_DATABASES) {
      const answer = await role.request('forget', { database }, DEADLINE_MS);
      if (!answer.ok) code = NOT_DONE;
    }
    return code;
  } finally {
    role.stop();
  }
}
