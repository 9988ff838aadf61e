import { describe, expect, it } from 'vitest';
import { redactReaderSerial } from '../../../../src/domain/redaction/reader-serial.ts';

describe('a reader’s own serial', () => {
  it.each([
    ['Lecteur A [CCID Interface] (12345678) 00 00 vide', 'Lecteur A [CCID Interface] ([série]) 00 00 vide'],
    ['«\u00a0Lecteur A (A0C4F2) 00 01\u00a0»', '«\u00a0Lecteur A ([série]) 00 01\u00a0»'],
  ])('is hidden in %s', (text, expected) => {
    expect(redactReaderSerial(text)).toBe(expected);
  });

  it.each(['Ingenico TL TELIUM(1)', 'Lecteur (contact) 00 00', 'Lecteur A 00 00', '(12345678)'])(
    'is not in %s',
    (text) => {
      expect(redactReaderSerial(text)).toBe(text);
    },
  );
});
