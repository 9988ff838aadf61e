import { sessionName } from '../../domain/workstation/session-name.ts';

/** The session of this process (`sessionName`). */
export async function thisSession(): Promise<string> {
  const { platform, env: environment } = process;
  return sessionName({ platform, environment, windowsSession: await windowsSession() });
}

async function windowsSession(): Promise<number | null> {
  if (process.platform !== 'win32') return null;
  try {
    const { windowsSessionOf } = await import('../../system/windows-session.ts');
    return windowsSessionOf(process.pid);
  } catch {
    // Without a native library one program serves the user's sessions, as before.
    return null;
  }
}
