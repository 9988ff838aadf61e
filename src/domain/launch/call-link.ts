/** How a deep link is told from any other argument: all that a start must know of links before the rest is loaded. */

/** The scheme of the deep links: `dmp-direct://open/<page>[/<INS>][?ins=<INS>&caller=<name>…]`. */
export const CALL_SCHEME = 'dmp-direct';

/** Whether a text is a deep link of ours, right or wrong. */
export function isCallLink(text: string): boolean {
  return text.toLowerCase().startsWith(`${CALL_SCHEME}:`);
}
