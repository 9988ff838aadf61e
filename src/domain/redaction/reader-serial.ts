/**
 * Hides a reader's own serial: pcsc-lite puts it in brackets before the two numbers that end a name. Of reports, which
 * leave the workstation; the log stays with it, and tells two readers of one model apart by it.
 */
export function redactReaderSerial(text: string): string {
  const serial = /\((?=\p{L}*\d)[\p{L}\p{N}]{4,}\)(?= [0-9A-F]{2} [0-9A-F]{2}(?![0-9A-F]))/giu;
  return text.replace(serial, '([série])');
}
