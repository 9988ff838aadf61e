import { setTimeout as delay } from 'node:timers/promises';
import { app, type Certificate, type WebContents } from 'electron';
import { guarded, hear } from '../../system/guarded.ts';

/**
 * The engine goes on from a PIN's answer in a thread of its own, and crashes when the process ends meanwhile (three
 * times of four with Electron 33 and SoftHSM). It is done once the page that asked goes on or fails; where no page is
 * left to tell, and where the site does not answer, this is how long it is waited for at most.
 */
const ANSWER_TAKEN_MS = 800;
/** What follows in the engine once the page has gone on. */
const SETTLED_MS = 100;

/** An error would hang the request for ever. */
const GIVEN_UP = '';

/** Whoever signs in with a card: the visit that a page belongs to. */
export interface CertificateAsker {
  /** Chooses among what the browser engine offers; null goes on without a certificate. */
  chooseCertificate(askedBy: string, offered: readonly Certificate[]): Promise<Certificate | null>;
  /** The engine was given that certificate, for this page. */
  certificateAnswered(contents: WebContents): void;
}

/** A request for the token's PIN (Linux). */
export interface PinAsk {
  readonly hostname: string;
  readonly tokenName: string;
  readonly isRetry: boolean;
}

/** Whatever the asker makes of it, the request is answered. */
const choose = guarded(
  (asker: CertificateAsker, url: string, offered: readonly Certificate[]) =>
    asker.chooseCertificate(url, offered),
  () => Promise.resolve(null),
);

/**
 * Takes certificate choice and PIN out of the engine's hands, before the first handshake.
 * Left alone, Electron sends the first certificate of an unordered list, to whoever asks.
 * @returns resolves once the engine is done with the last PIN that it asked for: the process may end then
 */
export function installClientCertificates(
  findAsker: (contents: WebContents | null) => CertificateAsker | null,
  answerPin: (ask: PinAsk) => Promise<string>,
): () => Promise<void> {
  const ofPage = guarded(findAsker, () => null);
  let taken = Promise.resolve();
  /** Whose page a PIN is asked for: that of the certificate chosen last. */
  let asking: WebContents | null = null;
  hear(app).on('select-client-certificate', (event, contents: WebContents | null, url, list, answer) => {
    event.preventDefault();
    // Electron’s types allow no answer to be given; without one the request would hang.
    const decline = answer;
    const asker = ofPage(contents);
    if (asker === null) {
      decline();
      return;
    }
    void choose(asker, url, list).then((chosen) => {
      if (chosen === null) {
        decline();
        return;
      }
      asking = contents;
      answer(chosen);
      if (contents !== null) asker.certificateAnswered(contents);
    });
  });
  const pin = (ask: PinAsk): Promise<string> => {
    const wentOn = pageGoesOn(asking);
    const answer = answerPin(ask);
    const settled = async (): Promise<void> => {
      await Promise.race([wentOn, delay(ANSWER_TAKEN_MS)]);
      await delay(SETTLED_MS);
    };
    taken = answer.then(settled, settled);
    return answer;
  };
  // On Windows and macOS the system asks for the PIN itself.
  if (process.platform === 'linux') app.setClientCertRequestPasswordHandler(guarded(pin, () => GIVEN_UP));
  return () => taken;
}

/** Until the page that is being loaded has arrived, failed or gone; for ever when there is none. */
export function pageGoesOn(contents: WebContents | null): Promise<void> {
  return new Promise((resolve) => {
    const goOn = (): void => {
      resolve();
    };
    if (contents === null) return;
    hear(contents).once('did-navigate', goOn);
    hear(contents).once('did-fail-load', goOn);
    hear(contents).once('destroyed', goOn);
  });
}
