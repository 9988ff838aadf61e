/**
 * What the site's pages may ask of the browser. Everything not listed is refused:
 * a record is read, printed and copied from, and needs no camera, position, notification or device. Nor the whole
 * screen: the bar that says who the patient is stays above the page, always.
 */
export const ALLOWED_PERMISSIONS: Readonly<Record<string, string>> = {
  'clipboard-sanitized-write': 'copying from the record with the site’s own buttons',
};

/** Whether a permission is in the table. */
export function isAllowedPermission(permission: string): boolean {
  return Object.hasOwn(ALLOWED_PERMISSIONS, permission);
}
