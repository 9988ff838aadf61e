/**
 * What the site's pages may ask of the browser. Everything not listed is refused:
 * a record is read, printed and copied from, and needs no camera, position, notification or device. Nor the whole
 * screen: the bar that says who the patient is stays above the page, always.
 */
export const ALLOWED_PERMISSIONS: Readonly<Record<string, string>> = {
  'clipboard-sanitized-write': 'copying from the record with the site’s own buttons',
};

/** What engines from Chromium 142 on call a page's way to the workstation itself; each has had its own name. */
const LOCAL_NETWORK: ReadonlySet<string> = new Set([
  'local-network-access',
  'local-network',
  'loopback-network',
]);

/** Whether a page asks to reach this workstation: granted to the site's own pages where they may at all. */
export function isLocalNetwork(permission: string): boolean {
  return LOCAL_NETWORK.has(permission);
}

/** Whether a permission is in the table. */
export function isAllowedPermission(permission: string): boolean {
  return Object.hasOwn(ALLOWED_PERMISSIONS, permission);
}
