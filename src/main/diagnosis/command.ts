/** The diagnosis as a command: arguments in, a report on standard output, an exit code; no display is needed. */
import { arch, release } from 'node:os';
import type { ProgramFacts } from '../../domain/diagnosis/facts.ts';
import { exitCode } from '../../domain/diagnosis/judge.ts';
import { reportAsJson, reportAsText } from '../../domain/diagnosis/report.ts';
import { diagnosisTexts } from '../../domain/texts/fr/diagnosis.ts';
import { diagnose } from './diagnosis.ts';
import type { ProxyResolver } from './proxy.ts';
import type { DiagnosisRoles } from './roles.ts';
import { readSettingsInForce, type SettingsFiles } from './settings.ts';

/** The diagnosis could not be run. */
export const COULD_NOT_RUN = 2;

export interface DiagnosisCommand {
  readonly json: boolean;
  readonly configFile: string | null;
}

/** Where the command runs: plain Node, or Electron without a window. */
export interface CommandSurroundings {
  readonly version: string;
  readonly settingsFiles: (configFile: string | null) => SettingsFiles;
  readonly roles: DiagnosisRoles;
  readonly resolveProxy: ProxyResolver;
  readonly engine: ProgramFacts['engine'];
  readonly autostart: () => Promise<ProgramFacts['autostart']>;
  readonly tray: () => Promise<ProgramFacts['tray']>;
  readonly write: (text: string) => void;
  /** Progress and refusals. */
  readonly say: (line: string) => void;
}

/** Reads the command's arguments; a text says why they cannot be. */
export function readDiagnosisCommand(args: readonly string[]): DiagnosisCommand | string {
  const texts = diagnosisTexts.commandLine;
  let json = false;
  let configFile: string | null = null;
  for (let index = 0; index < args.length; index++) {
    const [name = '', inline] = (args[index] ?? '').split(/=(.*)/s);
    if (name === '--json' && inline === undefined) json = true;
    else if (name === '--config') {
      const value = inline ?? args[++index];
      if (value === undefined || value === '') return texts.missingValue(name);
      configFile = value;
    } else return texts.unknownOption(name);
  }
  return { json, configFile };
}

/** Runs the command. @returns 0 all good, 1 something is to be corrected, 2 could not run. */
export async function runDiagnosisCommand(
  command: DiagnosisCommand | string,
  surroundings: CommandSurroundings,
): Promise<number> {
  const { roles, write, say } = surroundings;
  const texts = diagnosisTexts.commandLine;
  if (typeof command === 'string') {
    say(command);
    say(texts.usage);
    return COULD_NOT_RUN;
  }
  say(texts.running);
  try {
    const settings = await readSettingsInForce(surroundings.settingsFiles(command.configFile));
    const { checks, report } = await diagnose(
      {
        ...settings,
        version: surroundings.version,
        now: Date.now,
        roles,
        resolveProxy: surroundings.resolveProxy,
        program: async () => ({
          version: surroundings.version,
          system: `${process.platform} ${release()} ${arch()}`,
          engine: surroundings.engine,
          files: settings.files,
          fromPolicy: settings.fromPolicy,
          problems: settings.problems,
          autostart: await surroundings.autostart(),
          tray: await surroundings.tray(),
        }),
      },
      () => undefined,
    );
    write(command.json ? reportAsJson(report) : reportAsText(report));
    return exitCode(checks);
  } catch (error) {
    say(texts.failed(error instanceof Error ? error.name : 'erreur'));
    return COULD_NOT_RUN;
  } finally {
    roles.stop();
  }
}
