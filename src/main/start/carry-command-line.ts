import { app } from 'electron';
import { describeFailure } from '../../domain/failures/index.ts';
import { CALL_EXIT_CODES, callExitCode } from '../../domain/launch/software-call.ts';
import { SYSTEM_TEXTS } from '../../domain/texts/fr/system.ts';
import type { CommandLine } from './command-line.ts';
import type { Seat } from './one-program.ts';
import { programFile } from './relaunch.ts';
import { print } from '../../system/print.ts';
import { callProgram, type CommandLineCall } from '../calls/call-client.ts';

/**
 * Plays the command `open`: this process shows nothing and writes nothing, it carries the call to the running
 * program, says its answer in one line and ends with the answer's exit code.
 */
export async function carryCommandLine(
  call: CommandLineCall | 'usage',
  { configFile, userData }: CommandLine,
  { places, session }: Seat,
): Promise<void> {
  if (call === 'usage') {
    end(CALL_EXIT_CODES.usage, SYSTEM_TEXTS.call.usage);
    return;
  }
  // Started in the background, with the same profile, it goes on after this process.
  const args = [
    ...(app.isPackaged ? [] : [...developmentSwitches(), app.getAppPath()]),
    '--hidden',
    ...(configFile === null ? [] : ['--config', configFile]),
    ...(userData === null ? [] : ['--user-data', userData]),
  ];
  const file = programFile();
  const problem = await callProgram(call, { places, session, start: { file, args } });
  const sentence = problem === null ? SYSTEM_TEXTS.call.opened : describeFailure(problem).sentence;
  end(callExitCode(problem), problem === null ? sentence : `${sentence} (${problem.code})`);
}

function end(code: number, sentence: string): void {
  void print(
    code === CALL_EXIT_CODES.opened ? 'stdout' : 'stderr',
    `${SYSTEM_TEXTS.productName} : ${sentence}\n`,
  );
  app.exit(code);
}

/** Development as root cannot have a sandbox (see harden.ts). */
function developmentSwitches(): readonly string[] {
  return app.commandLine.hasSwitch('no-sandbox') ? ['--no-sandbox'] : [];
}
