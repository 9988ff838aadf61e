import { NO_SESSION } from '../../domain/workstation/session-name.ts';

/** Chromium's own switch: whoever names a platform knows where its windows go. */
const PLATFORM = '--ozone-platform=';

/**
 * Whether windows have somewhere to appear, and somebody sees them. What a service of Windows starts (a fleet's tool, as
 * SYSTEM) has a desktop of its own, where a record would open unseen and a question wait for ever. On Linux the engine
 * ends with a memory fault where there is neither an X server nor a Wayland compositor, before any code of ours could say
 * why.
 * @param session `sessionName` of this process
 */
export function hasDisplay(
  session: string,
  environment: NodeJS.ProcessEnv = process.env,
  args: readonly string[] = process.argv,
  platform: NodeJS.Platform = process.platform,
): boolean {
  if (args.some((each) => each.startsWith(PLATFORM))) return true;
  if (platform === 'win32') return session !== NO_SESSION;
  if (platform !== 'linux') return true;
  const { DISPLAY: x11, WAYLAND_DISPLAY: wayland, XDG_SESSION_TYPE: type } = environment;
  // A compositor that names no socket has the default one.
  return Boolean(x11) || Boolean(wayland) || type === 'wayland';
}
