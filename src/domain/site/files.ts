/** What to do with an answer of the site that is not a page: shown inside the window, or offered as a file. */

/** An answer's head, as the browser received it; header names in lower case. */
export interface SiteAnswerHead {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
}

export type AnswerKind =
  /** The browser shows it by itself. */
  | 'page'
  /** A PDF: shown inside the window from memory. */
  | 'document'
  /** Anything else: only leaves the DMP after a choice of place. */
  | 'file';

const SHOWN_BY_BROWSER =
  /^(text\/|image\/|audio\/|video\/|application\/(xhtml\+xml|xml|json|javascript)$|multipart\/)/;

const PDF = /^application\/(x-)?pdf$/;

/** Tells a page from a document and from a file, by what the site says of it. */
export function answerKind({ status, headers }: SiteAnswerHead): AnswerKind {
  // An error, a redirection or an answer without a body is the browser's business.
  if (status < 200 || status >= 300 || status === 204 || status === 205) return 'page';
  const type = mediaType(headers['content-type'] ?? '');
  const name = siteFileName(headers['content-disposition'] ?? '');
  if (PDF.test(type)) return 'document';
  if (type === 'application/octet-stream' && /\.pdf$/i.test(name ?? '')) return 'document';
  if (/^\s*attachment\b/i.test(headers['content-disposition'] ?? '')) return 'file';
  return type === '' || SHOWN_BY_BROWSER.test(type) ? 'page' : 'file';
}

function mediaType(contentType: string): string {
  return contentType.split(';')[0]?.trim().toLowerCase() ?? '';
}

/** The first bytes of every PDF. */
const PDF_MARK = [0x25, 0x50, 0x44, 0x46, 0x2d];

/** Whether these bytes are a PDF: a marker stands in its first kilobyte. */
export function isPdf(bytes: Uint8Array): boolean {
  const end = Math.min(bytes.length - PDF_MARK.length, 1024);
  for (let at = 0; at <= end; at++)
    if (PDF_MARK.every((byte, index) => bytes[at + index] === byte)) return true;
  return false;
}

const LONGEST_NAME = 100;

/** The file's name in a `Content-Disposition` header (RFC 6266), without its folders; null when there is none. */
export function siteFileName(disposition: string): string | null {
  const extended = /filename\*\s*=\s*utf-8'[^']*'([^;\s]+)/i.exec(disposition)?.[1];
  const plain = /filename\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^;\s]+))/i.exec(disposition);
  const written = decoded(extended) ?? plain?.[1]?.replace(/\\(.)/g, '$1') ?? plain?.[2];
  const name = (written ?? '')
    .replace(/^.*[/\\]/s, '')
    .replace(/\p{C}/gu, '')
    .trim()
    .slice(0, LONGEST_NAME);
  return name === '' || /^\.+$/.test(name) ? null : name;
}

function decoded(text: string | undefined): string | null {
  if (text === undefined) return null;
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}

/**
 * The name proposed for a file that leaves the DMP: never the site's, which may hold the patient's name; only its
 * kind is kept.
 */
export function proposedFileName(siteName: string | null, kind: 'pdf' | 'file'): string {
  const extension = /\.([a-z0-9]{1,5})$/i.exec(siteName ?? '')?.[1]?.toLowerCase();
  if (kind === 'pdf') return 'Document DMP.pdf';
  return extension === undefined ? 'Fichier DMP' : `Fichier DMP.${extension}`;
}
