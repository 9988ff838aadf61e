/** A NUL-terminated Latin-1 string for the library; characters outside Latin-1 become `?`. */
export function toLatin1z(text: string): Buffer {
  const safe = Array.from(text, (character) =>
    character === '\0' || character > '\u00ff' ? '?' : character,
  );
  return Buffer.from(`${safe.join('')}\0`, 'latin1');
}

/** A field's text: Latin-1 up to the first NUL, without the spaces that pad it. */
export function fromLatin1(bytes: Buffer): string {
  const end = bytes.indexOf(0);
  const text = bytes.toString('latin1', 0, end === -1 ? bytes.length : end);
  return text.replace(/^ +| +$/g, '');
}
