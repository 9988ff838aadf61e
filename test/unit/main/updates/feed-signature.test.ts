import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { signFeed } from '../../../../scripts/package-feed.mjs';
import { isFeedSigned } from '../../../../src/main/updates/feed-signature.ts';

function keys() {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  return {
    open: publicKey.export({ type: 'spki', format: 'pem' }).toString(),
    secret: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  };
}

const FEED = 'version: 1.0.0\nfiles:\n  - url: a.deb\n';
const NAME = 'latest-linux.yml';

describe('the signature of a feed', () => {
  const { open, secret } = keys();
  const signature = signFeed(NAME, FEED, secret);

  it('made by the packaging script is recognised by the program', () => {
    expect(isFeedSigned(NAME, FEED, `${signature}\n`, open)).toBe(true);
  });

  it.each([
    ['another text', NAME, `${FEED} `, signature, open],
    ['another system’s feed', 'latest-mac.yml', FEED, signature, open],
    ['another key', NAME, FEED, signature, keys().open],
    ['no signature', NAME, FEED, '', open],
    ['something else than a signature', NAME, FEED, 'bonjour', open],
    ['something else than a key', NAME, FEED, signature, 'bonjour'],
  ])('is refused for %s', (_what, name, feed, given, key) => {
    expect(isFeedSigned(name, feed, given, key)).toBe(false);
  });
});
