/**
 * The session of a Windows process, by kernel32's ProcessIdToSessionId (processthreadsapi.h): 0 is that of services, each
 * logon at the machine or over the network has a number of its own.
 */
import koffi from 'koffi';

/** Null where Windows does not say, and on other systems. */
export function windowsSessionOf(processId: number): number | null {
  if (process.platform !== 'win32') return null;
  const kernel = koffi.load('kernel32.dll');
  const types = ['uint32', koffi.out(koffi.pointer('uint32'))];
  const ask =
    process.arch === 'ia32'
      ? kernel.func('__stdcall', 'ProcessIdToSessionId', 'int32', types)
      : kernel.func('ProcessIdToSessionId', 'int32', types);
  const session: [number | null] = [null];
  return ask(processId, session) === 0 ? null : session[0];
}

/** NOTIFY_FOR_THIS_SESSION (wtsapi32.h). */
const THIS_SESSION = 0;

/**
 * Has Windows tell a window of what becomes of this session, by WM_WTSSESSION_CHANGE.
 * @param handle as Electron gives it: the bytes of the HWND
 * @returns false when Windows refuses
 */
export function registerSessionChanges(handle: Buffer): boolean {
  if (process.platform !== 'win32') return false;
  const library = koffi.load('wtsapi32.dll');
  const types = ['uintptr_t', 'uint32'];
  const register =
    process.arch === 'ia32'
      ? library.func('__stdcall', 'WTSRegisterSessionNotification', 'int32', types)
      : library.func('WTSRegisterSessionNotification', 'int32', types);
  const window = process.arch === 'ia32' ? handle.readUInt32LE() : handle.readBigUInt64LE();
  return register(window, THIS_SESSION) !== 0;
}
