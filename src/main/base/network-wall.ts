import type { Session } from 'electron';

/**
 * Nobody listens on this port, and only an administrator could: what is led there goes nowhere.
 * (Port 9 of RFC 863, «discard».)
 */
const NOWHERE = 'http://127.0.0.1:9';

/** The engine lets the loopback past any proxy by itself; this rule takes that back. */
const NOT_EVEN_LOOPBACK = '<-loopback>';

/**
 * A second wall behind the request guard, in the network process itself: connections to anything but these origins
 * lead nowhere. Some of the engine's own requests never pass the guard (TURN servers of WebRTC, sign-in providers).
 * Where the workplace has a proxy for one of the origins that proxy stays in charge: rules that mix both do not exist.
 * @param origins `https://host[:port]`; with none nothing can be reached at all
 */
export async function wallOff(session: Session, origins: readonly string[]): Promise<void> {
  const proxies = await Promise.all(origins.map((origin) => session.resolveProxy(origin)));
  if (proxies.some((proxy) => proxy !== 'DIRECT')) return;
  await session.setProxy({
    mode: 'fixed_servers',
    proxyRules: NOWHERE,
    proxyBypassRules: [NOT_EVEN_LOOPBACK, ...origins.map((origin) => new URL(origin).host)].join(','),
  });
}
