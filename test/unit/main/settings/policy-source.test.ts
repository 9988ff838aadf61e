import { describe, expect, it } from 'vitest';
import { descriptorCall } from '../../../../src/main/settings/policy-source.ts';

describe('asking Windows who may change the policy', () => {
  const { file, args, env } = descriptorCall('C:\\ProgramData\\DMP Direct\\policy.json', {
    SystemRoot: 'D:\\ailleurs',
    PSModulePath: 'C:\\Users\\a\\Documents\\WindowsPowerShell\\Modules',
    psmodulepath: 'C:\\Users\\a',
    COR_ENABLE_PROFILING: '1',
    COR_PROFILER_PATH: 'C:\\Users\\a\\profil.dll',
    COMPlus_Version: 'v1',
    TEMP: 'C:\\Users\\a\\Temp',
  });

  it('uses the system’s own program and its own command, by their fixed places', () => {
    const system = 'C:\\Windows\\System32\\WindowsPowerShell\\v1.0\\';
    expect(file).toBe(`${system}powershell.exe`);
    const [command, ...others] = args.toReversed();
    expect(others).toContain('-NoProfile');
    expect(command).toBe(
      `Import-Module -Name '${system}Modules\\Microsoft.PowerShell.Security\\Microsoft.PowerShell.Security.psd1' -ErrorAction Stop; ` +
        '(Microsoft.PowerShell.Security\\Get-Acl -LiteralPath $env:DMP_DIRECT_PATH).Sddl',
    );
  });

  it('takes along nothing of the user’s that would put other code into it', () => {
    expect(env).toEqual({
      SystemRoot: 'D:\\ailleurs',
      TEMP: 'C:\\Users\\a\\Temp',
      DMP_DIRECT_PATH: 'C:\\ProgramData\\DMP Direct\\policy.json',
    });
  });
});
