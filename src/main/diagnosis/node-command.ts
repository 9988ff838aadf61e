/** The diagnosis in plain Node, for `npm run diagnose`: no Electron, no display. */
import { runDiagnosisCommand, readDiagnosisCommand } from './command.ts';
import { trayVisibility } from './desktop.ts';
import { proxyFromEnvironment } from './proxy.ts';
import { usualSettingsFiles } from './settings.ts';
import { rolesInChildProcesses } from './stdio-role.ts';
import { xdgAutostart } from './xdg-autostart.ts';

export interface NodeDiagnosis {
  readonly version: string;
  /** The built bundle of the native processes. */
  readonly nativeEntry: string;
  readonly write: (text: string) => void;
  readonly say: (line: string) => void;
}

/** Runs the command with these arguments; answers its exit code. */
export function diagnoseInNode(args: readonly string[], parts: NodeDiagnosis): Promise<number> {
  return runDiagnosisCommand(readDiagnosisCommand(args), {
    ...parts,
    settingsFiles: usualSettingsFiles,
    roles: rolesInChildProcesses({ nativeEntry: parts.nativeEntry, environment: process.env }),
    resolveProxy: proxyFromEnvironment(process.env),
    engine: null,
    // Windows and macOS keep it where only Electron's own call looks.
    autostart: async (wanted) =>
      process.platform === 'linux' ? { wanted, entry: await xdgAutostart() } : null,
    tray: () => trayVisibility(),
  });
}
