/** The diagnosis as a command: arguments in, a report on standard output, an exit code; no display is needed. */
import { arch, release } from 'node:os';
import type { ProgramFacts } from '../../domain/diagnosis/facts.ts';
import { exitCode } from '../../domain/diagnosis/judge.ts';
import { reportAsJson, reportAsText } from '../../domain/diagnosis/report.ts';
import { summaryTable } from '../../domain/diagnosis/summary.ts';
import { diagnosisTexts } from '../../domain/texts/fr/diagnosis.ts';
import { diagnose } from './diagnosis.ts';
import type { ProxyResolver } from './proxy.ts';
import type { DiagnosisRoles } from './roles.ts';
import { readReports } from './saved-reports.ts';
import { readSettingsInForce, type SettingsFiles } from './settings.ts';

/** The diagnosis could not be run. */
export const COULD_NOT_RUN = 2;

export interface DiagnosisCommand {
  readonly json: boolean;
  readonly configFile: string | null;
  /** A folder of saved reports: they are put in one table, and this workstation is not looked at. */
  readonly summary: string | null;
}

/** Where the command runs: plain Node, or Electron without a window. */
export interface CommandSurroundings {
  readonly version: string;
  readonly settingsFiles: (configFile: string | null) => SettingsFiles;
  readonly roles: DiagnosisRoles;
  readonly resolveProxy: ProxyResolver;
  readonly engine: ProgramFacts['engine'];
  /** Whether the engine takes a certificate of nobody's list; left out where there is no engine. */
  readonly engineTrusts?: (origin: string) => Promise<boolean | null>;
  /** @param wanted by the settings */
  readonly autostart: (wanted: boolean) => Promise<ProgramFacts['autostart']>;
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
  let summary: string | null = null;
  for (let index = 0; index < args.length; index++) {
    const [name = '', inline] = (args[index] ?? '').split(/=(.*)/s);
    if (name === '--json' && inline === undefined) json = true;
    else if (name === '--config' || name === '--summary') {
      const value = inline ?? args[++index];
      if (value === undefined || value === '') return texts.missingValue(name);
      if (name === '--config') configFile = value;
      else summary = value;
    } else return texts.unknownOption(name);
  }
  return { json, configFile, summary };
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
  if (command.summary !== null) {
    try {
      return await runSummary(command.summary, surroundings);
    } finally {
      roles.stop();
    }
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
        engineTrusts: surroundings.engineTrusts,
        program: async () => ({
          version: surroundings.version,
          system: `${process.platform} ${release()} ${arch()}`,
          engine: surroundings.engine,
          files: settings.files,
          settings: settings.set,
          problems: settings.problems,
          autostart: await surroundings.autostart(settings.configuration.startWithSession),
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

/** One table of the reports in a folder; a file that is none is named, and left out. */
async function runSummary(
  folder: string,
  { write, say }: Pick<CommandSurroundings, 'write' | 'say'>,
): Promise<number> {
  const texts = diagnosisTexts.commandLine;
  const found = await readReports(folder);
  if (found === null || found.reports.length === 0) {
    say(texts.noReports(folder));
    return COULD_NOT_RUN;
  }
  for (const name of found.refused) say(texts.notAReport(name));
  write(summaryTable(found.reports));
  return 0;
}
