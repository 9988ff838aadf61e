/**
 * What is asked of NSS itself (libnss3, which the engine brings along on Linux): to open a user's database as the
 * engine does, and to list, add and remove the PKCS#11 modules registered there. No module is ever loaded: a vendor's
 * library may take seconds to start, and the engine does that anyway.
 */

/** A registration, as the database holds it. */
export interface RegisteredModule {
  readonly name: string;
  /** Empty for NSS's own module. */
  readonly library: string;
  /** NSS's own text for it, to be given back as it is. */
  readonly specification: string;
}

export interface Nss {
  /**
   * Opens the certificates and keys in `directory` for writing, as the engine does at its first encrypted connection.
   * @returns null once open, else NSS's own name of the error (`SEC_ERROR_READ_ONLY`)
   */
  open(directory: string): string | null;
  /** Ends what `open` began. */
  close(): void;
  /** Every registration, NSS's own first; null when the list cannot be read. */
  modules(directory: string): RegisteredModule[] | null;
  /** Registers what a specification says; whether NSS agreed. */
  add(directory: string, specification: string): boolean;
  /** Removes the registration of a name; whether NSS agreed. */
  remove(directory: string, name: string): boolean;
}

/** The specification of a library under a name, in NSS's own notation. */
export function specificationOf(name: string, library: string): string {
  return `library=${quoted(library)} name=${quoted(name)}`;
}

/** A value between double quotes; NSS takes what follows a backslash as it is. */
function quoted(text: string): string {
  return `"${text.replace(/["\\]/g, '\\$&')}"`;
}
