/**
 * The integration guide's examples, compiled and run as they are written. What they start is a program that notes its
 * arguments and its standard input: what the real one makes of both is `test/e2e/software-calls.test.ts`.
 */
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ROOT } from '../../../scripts/lib/paths.mjs';

const run = promisify(execFile);

const has = (command: string): Promise<boolean> =>
  run(command, ['--help']).then(
    () => true,
    (error: unknown) => (error as { code?: unknown }).code !== 'ENOENT',
  );

const [mono, fpc] = await Promise.all([has('mcs'), has('fpc')]);
if (!mono)
  process.stderr.write('guide examples: no mcs here, C# is not tried (apt: mono-mcs, mono-runtime)\n');
if (!fpc) process.stderr.write('guide examples: no fpc here, Pascal is not tried (apt: fp-compiler)\n');

const INS = '285047599900181';
const EXIT_CODE = 3;

let folder: string;
let guide: string;
let programme: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'dmp-guide-examples-'));
  guide = await readFile(join(ROOT, 'docs/technical/integration-logiciels.md'), 'utf8');
  // A name with a space, as « Program Files » has.
  await mkdir(join(folder, 'un dossier'));
  programme = join(folder, 'un dossier', 'DMPDirect');
  const notes = `#!/bin/sh\nfor word in "$@"; do printf '%s\\n' "$word"; done > '${folder}/arguments'\n`;
  await writeFile(programme, `${notes}cat > '${folder}/input'\nexit ${EXIT_CODE}\n`, { mode: 0o755 });
});

afterAll(async () => {
  await rm(folder, { recursive: true });
});

/** The example under a heading. */
function example(heading: string): string {
  const text = new RegExp(`^### ${heading}\\n[\\s\\S]*?\`\`\`\\w+\\n([\\s\\S]*?)\`\`\``, 'm').exec(
    guide,
  )?.[1];
  if (text === undefined) throw new Error(`the guide has no example « ${heading} »`);
  return text;
}

async function noted(): Promise<{ args: readonly string[]; input: string }> {
  const args = (await readFile(join(folder, 'arguments'), 'utf8')).trimEnd().split('\n');
  return { args, input: await readFile(join(folder, 'input'), 'utf8') };
}

/** Runs to the end, whatever its exit code is, and answers that. */
const exitCodeOf = (command: string, args: readonly string[]): Promise<unknown> =>
  run(command, args).then(
    () => 0,
    (error: unknown) => (error as { code?: unknown }).code,
  );

describe('the guide’s example', () => {
  it.skipIf(!mono)(
    'in C# hands over the number and the identity, accents included',
    { timeout: 120_000 },
    async () => {
      const [, head = '', body = ''] = /^((?:using .*\n)+)([\s\S]*)$/.exec(example('C\\\\#')) ?? [];
      const main = `static int Main(string[] a) { return OuvrirDmp(a[0], a[1], a[2], a[3], a[4], a[5]); }`;
      await writeFile(join(folder, 'essai.cs'), `${head}\nstatic class Essai {\n${body}\n${main}\n}\n`);
      await run('mcs', ['-warnaserror', `-out:${folder}/essai.exe`, join(folder, 'essai.cs')]);
      const called = [programme, 'Documents', INS, "D'ESSAI-ÉTÉ", 'Léa Rose', '14/06/2012'];
      expect(await exitCodeOf('mono', [join(folder, 'essai.exe'), ...called])).toBe(EXIT_CODE);
      expect(await noted()).toEqual({
        args: ['open', '--page', 'Documents', '--ins-stdin', '--traits-stdin', '--caller', 'Cabinet Facile'],
        input: `${INS}\nD'ESSAI-ÉTÉ\nLéa Rose\n14/06/2012\n`,
      });
    },
  );

  it.skipIf(!fpc)('in Free Pascal hands over the number', { timeout: 120_000 }, async () => {
    const main = 'begin\n  Halt(OuvrirDmp(ParamStr(1), ParamStr(2), ParamStr(3)));\nend.\n';
    const text = `program Essai;\n${example('Free Pascal et Lazarus')}\n${main}`;
    await writeFile(join(folder, 'essai.pas'), text);
    // It leaves files where it is started.
    await run('fpc', ['-Mobjfpc', '-Sh', `-o${folder}/essai`, join(folder, 'essai.pas')], { cwd: folder });
    expect(await exitCodeOf(join(folder, 'essai'), [programme, 'Documents', INS])).toBe(EXIT_CODE);
    expect(await noted()).toEqual({
      args: ['open', '--page', 'Documents', '--ins-stdin', '--caller', 'Cabinet Facile'],
      input: `${INS}\n`,
    });
  });

  it.skipIf(!fpc)('in Delphi compiles in Free Pascal’s Delphi mode', { timeout: 120_000 }, async () => {
    const units = join(folder, 'units');
    await mkdir(units);
    await writeFile(join(units, 'Winapi.Windows.pas'), WINDOWS_UNIT);
    await writeFile(join(units, 'System.SysUtils.pas'), SYSUTILS_UNIT);
    const main = "begin\n  Halt(OuvrirDmp('', '', ''));\nend.\n";
    await writeFile(join(folder, 'delphi.pas'), `program Delphi;\n${example('Delphi')}\n${main}`);
    const options = ['-Mdelphiunicode', '-Cn', `-Fu${units}`];
    const compiled = await run('fpc', [...options, join(folder, 'delphi.pas')], { cwd: folder });
    expect(compiled.stdout).not.toMatch(/Error|Fatal/);
  });
});

/** What the example uses of Windows, by the declarations of Microsoft's documentation. */
const WINDOWS_UNIT = `unit Winapi.Windows;
{$mode delphiunicode}
interface
type
  DWORD = Cardinal;
  BOOL = LongBool;
  THandle = NativeUInt;
  TSecurityAttributes = record nLength: DWORD; lpSecurityDescriptor: Pointer; bInheritHandle: BOOL; end;
  PSecurityAttributes = ^TSecurityAttributes;
  TStartupInfo = record
    cb: DWORD; lpReserved, lpDesktop, lpTitle: PChar;
    dwX, dwY, dwXSize, dwYSize, dwXCountChars, dwYCountChars, dwFillAttribute, dwFlags: DWORD;
    wShowWindow, cbReserved2: Word; lpReserved2: PByte; hStdInput, hStdOutput, hStdError: THandle;
  end;
  TProcessInformation = record hProcess, hThread: THandle; dwProcessId, dwThreadId: DWORD; end;
const
  HANDLE_FLAG_INHERIT = 1; STARTF_USESTDHANDLES = $100; CREATE_NO_WINDOW = $8000000; INFINITE = DWORD($FFFFFFFF);
  STD_OUTPUT_HANDLE = DWORD(-11); STD_ERROR_HANDLE = DWORD(-12);
function CreatePipe(var hRead, hWrite: THandle; lpAttributes: PSecurityAttributes; nSize: DWORD): BOOL;
function SetHandleInformation(hObject: THandle; dwMask, dwFlags: DWORD): BOOL;
function GetStdHandle(nStdHandle: DWORD): THandle;
function CreateProcess(lpApplicationName, lpCommandLine: PChar; lpProcess, lpThread: PSecurityAttributes;
  bInheritHandles: BOOL; dwFlags: DWORD; lpEnvironment: Pointer; lpDirectory: PChar;
  const lpStartupInfo: TStartupInfo; var lpProcessInformation: TProcessInformation): BOOL;
function WriteFile(hFile: THandle; const Buffer; nBytes: DWORD; var lpWritten: DWORD; lpOverlapped: Pointer): BOOL;
function CloseHandle(hObject: THandle): BOOL;
function WaitForSingleObject(hHandle: THandle; dwMilliseconds: DWORD): DWORD;
function GetExitCodeProcess(hProcess: THandle; var lpExitCode: DWORD): BOOL;
implementation
function CreatePipe(var hRead, hWrite: THandle; lpAttributes: PSecurityAttributes; nSize: DWORD): BOOL;
begin Result := False; end;
function SetHandleInformation(hObject: THandle; dwMask, dwFlags: DWORD): BOOL; begin Result := False; end;
function GetStdHandle(nStdHandle: DWORD): THandle; begin Result := 0; end;
function CreateProcess(lpApplicationName, lpCommandLine: PChar; lpProcess, lpThread: PSecurityAttributes;
  bInheritHandles: BOOL; dwFlags: DWORD; lpEnvironment: Pointer; lpDirectory: PChar;
  const lpStartupInfo: TStartupInfo; var lpProcessInformation: TProcessInformation): BOOL;
begin Result := False; end;
function WriteFile(hFile: THandle; const Buffer; nBytes: DWORD; var lpWritten: DWORD; lpOverlapped: Pointer): BOOL;
begin Result := False; end;
function CloseHandle(hObject: THandle): BOOL; begin Result := False; end;
function WaitForSingleObject(hHandle: THandle; dwMilliseconds: DWORD): DWORD; begin Result := 0; end;
function GetExitCodeProcess(hProcess: THandle; var lpExitCode: DWORD): BOOL; begin Result := False; end;
end.
`;

const SYSUTILS_UNIT = `unit System.SysUtils;
{$mode delphiunicode}
interface
procedure RaiseLastOSError;
function Format(const Pattern: string; const Args: array of const): string;
implementation
procedure RaiseLastOSError; begin end;
function Format(const Pattern: string; const Args: array of const): string; begin Result := Pattern; end;
end.
`;
