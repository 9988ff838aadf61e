import { createPublicKey, verify } from 'node:crypto';

/**
 * What is signed: the feed's file name, then its bytes, so that the signed feed of one system cannot be given for
 * another's. scripts/package-feed.mjs signs the same way.
 */
export function signedBytes(name: string, feed: string): Buffer {
  return Buffer.from(`${name}\n${feed}`, 'utf8');
}

/**
 * Checks the publisher's signature of a feed.
 * @param signature base64 of an Ed25519 signature, as the `.sig` file beside the feed holds it
 * @param publicKey SPKI, PEM
 */
export function isFeedSigned(name: string, feed: string, signature: string, publicKey: string): boolean {
  const bytes = Buffer.from(signature.trim(), 'base64');
  try {
    const key = createPublicKey(publicKey);
    return key.asymmetricKeyType === 'ed25519' && verify(null, signedBytes(name, feed), key, bytes);
  } catch {
    return false;
  }
}
