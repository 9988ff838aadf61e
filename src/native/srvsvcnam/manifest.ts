/** The manifest of a native-messaging host: what it must hold before its program may be started. */
import { posix, win32 } from 'node:path';
import { z } from 'zod';
import { CALLER_ORIGIN, FIREFOX_CALLER } from './hosts.ts';
import type { Browser } from './places.ts';
import { readJson } from '../../system/json.ts';

const commonSchema = z.object({
  name: z.string(),
  path: z.string().min(1).max(1024),
  type: z.literal('stdio'),
});
const chromeSchema = commonSchema.extend({ allowed_origins: z.array(z.string()) });
const mozillaSchema = commonSchema.extend({ allowed_extensions: z.array(z.string().min(1)) });

/** A program and the arguments that the browser of its manifest would give it. */
export interface HostProgram {
  readonly path: string;
  readonly args: readonly string[];
}

export type ManifestCheck =
  | { readonly state: 'usable'; readonly program: HostProgram }
  /** It is valid, but not for the caller that we are. */
  | { readonly state: 'refused' }
  | { readonly state: 'invalid' };

/** Where a manifest was found, and for which host. */
export interface ManifestOrigin {
  readonly platform: NodeJS.Platform;
  readonly browser: Browser;
  /** The manifest's own path. */
  readonly file: string;
  readonly hostName: string;
}

/** Checks a manifest's text. A path may be relative to the manifest on Windows, and only there. */
export function checkManifest(text: string, origin: ManifestOrigin): ManifestCheck {
  const content = readJson(text);
  return origin.browser === 'mozilla' ? checkMozilla(content, origin) : checkChrome(content, origin);
}

function checkChrome(content: unknown, origin: ManifestOrigin): ManifestCheck {
  const manifest = chromeSchema.safeParse(content);
  if (!manifest.success || manifest.data.name !== origin.hostName) return { state: 'invalid' };
  const path = programPath(manifest.data.path, origin);
  if (path === null) return { state: 'invalid' };
  return manifest.data.allowed_origins.includes(CALLER_ORIGIN)
    ? { state: 'usable', program: { path, args: [CALLER_ORIGIN] } }
    : { state: 'refused' };
}

/**
 * Firefox gives a host the manifest's path and the caller's id (developer.mozilla.org, «Native messaging»): that of the
 * public extension, where the manifest allows it.
 */
function checkMozilla(content: unknown, origin: ManifestOrigin): ManifestCheck {
  const manifest = mozillaSchema.safeParse(content);
  if (!manifest.success || manifest.data.name !== origin.hostName) return { state: 'invalid' };
  const path = programPath(manifest.data.path, origin);
  if (path === null) return { state: 'invalid' };
  return manifest.data.allowed_extensions.includes(FIREFOX_CALLER)
    ? { state: 'usable', program: { path, args: [origin.file, FIREFOX_CALLER] } }
    : { state: 'refused' };
}

function programPath(path: string, { platform, file }: ManifestOrigin): string | null {
  if (platform === 'win32') return win32.resolve(win32.dirname(file), path);
  return posix.isAbsolute(path) ? path : null;
}
