import { app, type Certificate, type WebContents } from 'electron';

/** Whoever signs in with a card: the visit that a page belongs to. */
export interface CertificateAsker {
  /** Chooses among what the browser engine offers; null goes on without a certificate. */
  chooseCertificate(askedBy: string, offered: readonly Certificate[]): Promise<Certificate | null>;
}

/** A request for the token's PIN (Linux). */
export interface PinAsk {
  readonly hostname: string;
  readonly tokenName: string;
  readonly isRetry: boolean;
}

/**
 * Takes certificate choice and PIN out of the engine's hands, before the first handshake.
 * Left alone, Electron sends the first certificate of an unordered list, to whoever asks.
 */
export function installClientCertificates(
  findAsker: (contents: WebContents | null) => CertificateAsker | null,
  answerPin: (ask: PinAsk) => Promise<string>,
): void {
  app.on('select-client-certificate', (event, contents: WebContents | null, url, list, answer) => {
    event.preventDefault();
    // Electron’s types allow no answer to be given; without one the request would hang.
    const decline = answer;
    const asker = findAsker(contents);
    if (asker === null) {
      decline();
      return;
    }
    asker.chooseCertificate(url, list).then(
      (chosen) => {
        if (chosen === null) decline();
        else answer(chosen);
      },
      () => {
        decline();
      },
    );
  });
  // On Windows and macOS the system asks for the PIN itself.
  if (process.platform !== 'linux') return;
  app.setClientCertRequestPasswordHandler(async (ask) => {
    // A rejection would hang the request for ever; an empty answer gives up.
    try {
      return await answerPin(ask);
    } catch {
      return '';
    }
  });
}
