import { setTimeout as delay } from 'node:timers/promises';
import { app, type Certificate, type WebContents } from 'electron';

/**
 * The engine goes on from a PIN's answer in a thread of its own, and crashes when the process ends meanwhile: three
 * times of four with Electron 33 and SoftHSM, never after 100 ms.
 */
const ANSWER_TAKEN_MS = 300;

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
 * @returns resolves once the engine is done with the last PIN that it asked for: the process may end then
 */
export function installClientCertificates(
  findAsker: (contents: WebContents | null) => CertificateAsker | null,
  answerPin: (ask: PinAsk) => Promise<string>,
): () => Promise<void> {
  let taken = Promise.resolve();
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
  if (process.platform === 'linux')
    app.setClientCertRequestPasswordHandler((ask) => {
      // A rejection would hang the request for ever; an empty answer gives up.
      const answer = answerPin(ask).catch(() => '');
      taken = answer.then(() => delay(ANSWER_TAKEN_MS));
      return answer;
    });
  return () => taken;
}
