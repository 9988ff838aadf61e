import type { Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { failure, type Failure } from '../../domain/failures/index.ts';
import { callAnswerSchema, LONGEST_CALL_LINE, type CallRequest } from '../../borders/calls.ts';
import { readAddress } from './call-server.ts';
import { askHolder, knock } from './holder.ts';
import { sessionAddress } from './holder-address.ts';
import { failed, success, type Result } from '../../domain/result.ts';
import { readFirstLine, readLines } from './read-line.ts';
import { NO_SESSION } from '../../domain/workstation/session-name.ts';
import { startDetached } from '../../system/child.ts';
import { hear } from '../../system/guarded.ts';
import { readJson } from '../../system/json.ts';
import { readInput } from '../../system/sockets.ts';
import { slotFolders, type Places } from '../base/places.ts';

/** A call as the command line gives it. */
export interface CommandLineCall {
  readonly page: string;
  readonly caller: string | null;
  /** What comes on standard input, line by line: an INS, then birth name, given names, birth date; or a code. */
  readonly stdin: 'nothing' | 'ins' | 'ins-and-traits' | 'datamatrix';
}

export interface CallClientOptions {
  readonly places: Places;
  /** `sessionName` of this process. */
  readonly session: string;
  /** How to start the program when it does not run: executable and arguments. */
  readonly start: { readonly file: string; readonly args: readonly string[] };
}

/** How long a program that was just started may take until it listens. */
const START_DEADLINE_MS = 30_000;
const TRY_EVERY_MS = 200;
/** A Datamatrix INS, the longest of what may come, is shorter. */
const LONGEST_STDIN = 700;
/** An INS with spaces between its groups is much shorter. */
const LONGEST_INS = 64;
/** The lines that a patient takes. */
const LINES = { nothing: 0, ins: 1, 'ins-and-traits': 4, datamatrix: 1 } as const;

/**
 * Hands a call to the running program, which it starts when need be, and waits for the practitioner's decision.
 * @returns null once the record is open, else why it is not.
 */
export async function callProgram(
  call: CommandLineCall,
  options: CallClientOptions,
): Promise<Failure | null> {
  const patient = await readPatient(call.stdin);
  if (!patient.ok) return patient.failure;
  const reached = await reach(options);
  if (!reached.ok) return reached.failure;
  const socket = reached.value;
  const request: CallRequest = { page: call.page, caller: call.caller, ...patient.value };
  socket.write(`${JSON.stringify(request)}\n`);
  const line = await readFirstLine(socket, LONGEST_CALL_LINE);
  socket.destroy();
  const answer = callAnswerSchema.safeParse(readJson(line ?? ''));
  return answer.success ? answer.data.problem : failure('APPEL-SANS-REPONSE');
}

/** What was announced and did not come is said: never a page without the patient. */
async function readPatient(
  stdin: CommandLineCall['stdin'],
): Promise<Result<Pick<CallRequest, 'ins' | 'datamatrix' | 'traits'>>> {
  const nobody = { ins: null, datamatrix: null, traits: null };
  if (stdin === 'nothing') return success(nobody);
  const [first = '', ...others] = await readLines(readInput(), LINES[stdin], LONGEST_STDIN);
  if (stdin === 'datamatrix')
    return first === '' ? failed(failure('DATAMATRIX-AUTRE')) : success({ ...nobody, datamatrix: first });
  const { length } = first.trim();
  if (length === 0 || length > LONGEST_INS)
    return failed(failure('INS-LONGUEUR', { length: String(length) }));
  if (stdin === 'ins') return success({ ...nobody, ins: first });
  const [birthName, givenNames, birthDate] = others;
  return birthName === undefined || givenNames === undefined || birthDate === undefined
    ? failed(failure('APPEL-IDENTITE'))
    : success({ ...nobody, ins: first, traits: { birthName, givenNames, birthDate } });
}

/**
 * The running program: by its address, else by its place, which no deleted file takes away; it is started only where
 * nobody has that place. Errors: `PROGRAMME-MUET`, `APPEL-SANS-REPONSE`.
 */
async function reach(options: CallClientOptions): Promise<Result<Socket>> {
  const found = await tryConnect(options);
  if (found === 'several') return failed(failure('APPEL-SESSIONS'));
  if (found !== null) return success(found);
  const { answer } = await askHolder(sessionAddress(options.places.own, options.session));
  if (answer === 'silent') return failed(failure('PROGRAMME-MUET'));
  // It may have been about to start itself.
  const socket =
    answer === 'answered' ? await connectInTime(options, () => true) : await startAndConnect(options);
  if (socket === 'several') return failed(failure('APPEL-SESSIONS'));
  if (socket !== null) return success(socket);
  return failed(failure(answer === 'answered' ? 'PROGRAMME-MUET' : 'APPEL-SANS-REPONSE'));
}

async function startAndConnect(options: CallClientOptions): Promise<Found> {
  const { start } = options;
  const started = { failed: false };
  const child = startDetached([start.file, ...start.args], () => {
    started.failed = true;
  });
  // One that has handed itself over ends well.
  if (child !== null)
    hear(child).once('exit', (code) => {
      if (code !== 0) started.failed = true;
    });
  child?.unref();
  return connectInTime(options, () => !started.failed);
}

async function connectInTime(options: CallClientOptions, mayCome: () => boolean): Promise<Found> {
  for (let waited = 0; waited < START_DEADLINE_MS && mayCome(); waited += TRY_EVERY_MS) {
    const socket = await tryConnect(options);
    if (socket !== null) return socket;
    await delay(TRY_EVERY_MS);
  }
  return null;
}

/** `several`: this process is of no session, and nobody can say whose of them it means. */
type Found = Socket | 'several' | null;

/** Null when nobody listens: no file, or one left behind by a program that was ended. */
async function tryConnect({ places, session }: CallClientOptions): Promise<Found> {
  const found: Socket[] = [];
  for (const folder of await slotFolders(places.machine)) {
    const place = await readAddress(folder);
    if (place === null || (session !== NO_SESSION && place.session !== session)) continue;
    const socket = await knock(place.address);
    if (socket !== null && socket !== 'refused') found.push(socket);
  }
  if (found.length < 2) return found[0] ?? null;
  for (const socket of found) socket.destroy();
  return 'several';
}
