/**
 * What macOS itself makes of cards, as its own tools tell it. The browser engine takes certificates from the keychain,
 * where a card appears only through a token driver (CryptoTokenKit): the Cryptolib's package has none.
 */

/**
 * How many tokens `security list-smartcards` names, one a line: the driver's identifier, a colon, the token's own; none
 * only where it says so in its own sentence. Anything else is null, not known: Apple documents neither form
 * (docs/technical/macos.md), and a card must not be refused because a system says it in another way.
 */
export function tokensListed(output: string): number | null {
  const named = output.split('\n').filter((line) => /^\s*[\w-]+(\.[\w-]+)+:\S+\s*$/.test(line)).length;
  if (named > 0) return named;
  return /^\s*No smart ?cards found\b/im.test(output) ? 0 : null;
}

/** macOS 14 brought a reader driver of Apple's own, and uses it unless told otherwise. */
const FIRST_DARWIN_WITH_OWN_DRIVER = 23;

/**
 * Whether Apple's own reader driver is in use.
 * @param release of the kernel (`23.1.0` is macOS 14.1)
 * @param useIfdCcid what `defaults read … useIFDCCID` prints; null when the key is not there
 */
export function usesAppleDriver(release: string, useIfdCcid: string | null): boolean {
  const darwin = Number(/^\d+/.exec(release)?.[0] ?? 0);
  return darwin >= FIRST_DARWIN_WITH_OWN_DRIVER && useIfdCcid?.trim() !== '1';
}
