/** Whether the session is shown on another computer: its readers are then the other one's, if they are passed on. */

export type RemoteSession = 'rdp' | 'citrix';

/**
 * What the environment says of the session. Windows names it in `SESSIONNAME`: `RDP-Tcp#0` for its own remote desktop,
 * `ICA-tcp#1` for Citrix (documented by both makers); at the computer itself it is `Console`, or nothing in a service.
 */
export function remoteSession(
  environment: Readonly<Record<string, string | undefined>>,
): RemoteSession | null {
  const name = environment.SESSIONNAME ?? '';
  if (/^ica-/i.test(name)) return 'citrix';
  return /^rdp-/i.test(name) ? 'rdp' : null;
}
