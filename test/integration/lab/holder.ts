/** Starts a private pcscd, says what came of it in one line of JSON, and holds it until it is killed. */
import { dirname } from 'node:path';
import { startPrivatePcscd } from '../../lab/pcsc/private-pcscd.ts';

const result = await startPrivatePcscd();
const said = result.ok
  ? { ok: true, pid: result.value.pid, directory: dirname(dirname(result.value.env.PCSCLITE_CSOCK_NAME)) }
  : result;
console.log(JSON.stringify(said));
setInterval(() => undefined, 1_000);
