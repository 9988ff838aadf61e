/**
 * Which session of the system a process belongs to: one program runs in each, and what is asked of it in one session is
 * nobody's business in another.
 */

/** What a process can tell of its session. */
export interface SessionSigns {
  readonly platform: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Windows' own number of it; null elsewhere, and where Windows does not say. */
  readonly windowsSession: number | null;
}

/** Of a process that shows nothing anywhere: it means whichever session there is. */
export const NO_SESSION = '';

/** Windows' session of services: what opens there nobody sees, since Vista. */
const OF_SERVICES = 0;

/** Where a user has one screen only, as far as anybody can tell. */
const ONLY_SESSION = 'only';

/**
 * The same text for every process of one session, and another one for each other. On Linux it is the display that
 * counts, not logind's number: what a desktop starts through systemd or D-Bus has the display of its session, and
 * often no number, or that of the login that came first. X displays have a number of the whole machine; a compositor's
 * socket is its user's alone.
 */
export function sessionName({ platform, environment, windowsSession }: SessionSigns): string {
  if (platform === 'win32') {
    if (windowsSession === OF_SERVICES) return NO_SESSION;
    return windowsSession === null ? ONLY_SESSION : `windows ${String(windowsSession)}`;
  }
  if (platform !== 'linux') return ONLY_SESSION;
  const { DISPLAY: x11 = '', WAYLAND_DISPLAY: wayland = '', XDG_RUNTIME_DIR: runtime = '' } = environment;
  // A Wayland desktop gives both to what it starts; programs that want X take the other one away.
  if (x11 !== '') return `x11 ${displayOf(x11)}`;
  if (wayland !== '') return `wayland ${wayland.startsWith('/') ? wayland : `${runtime}/${wayland}`}`;
  return NO_SESSION;
}

/** `:0`, `:0.0` and `unix:0` are one display; one of another machine keeps its name. */
function displayOf(display: string): string {
  const [, host = '', number = display] = /^(.*):(\d+)(?:\.\d+)?$/.exec(display) ?? [];
  return `${host === 'unix' ? '' : host}:${number}`;
}
