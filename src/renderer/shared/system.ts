/** Whether the keyboard is a Mac's; `platform` is the browser's. */
export function isMac(platform: string): boolean {
  return platform.startsWith('Mac');
}

/** Whether this page is shown on a Mac; outside of a browser it is not. */
export function onMac(): boolean {
  return 'navigator' in globalThis && isMac(navigator.platform);
}

/** A text that names keys, for this keyboard: what is Ctrl elsewhere is ⌘ on a Mac. */
export function forKeyboard(text: string, platform: string): string {
  return isMac(platform) ? text.replaceAll('Ctrl ', '⌘ ') : text;
}
