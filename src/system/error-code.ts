/** What Node calls an error by: `ENOENT`, an exit code as `1`; empty where it has no name. */
export function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}
