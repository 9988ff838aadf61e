/** Chromium's own switch: whoever names a platform knows where its windows go. */
const PLATFORM = '--ozone-platform=';

/**
 * Whether windows have somewhere to appear. On Linux the engine ends with a memory fault where there is neither an X
 * server nor a Wayland compositor, before any code of ours could say why.
 */
export function hasDisplay(
  environment: NodeJS.ProcessEnv = process.env,
  args: readonly string[] = process.argv,
  platform: NodeJS.Platform = process.platform,
): boolean {
  if (platform !== 'linux') return true;
  const { DISPLAY: x11, WAYLAND_DISPLAY: wayland, XDG_SESSION_TYPE: type } = environment;
  // A compositor that names no socket has the default one.
  return (
    Boolean(x11) || Boolean(wayland) || type === 'wayland' || args.some((each) => each.startsWith(PLATFORM))
  );
}
