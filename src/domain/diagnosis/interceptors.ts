/**
 * Makers of programs that open encrypted connections (antivirus, proxies, debuggers), by words that stand in the
 * certificates they make. The list is ours, from their public documentation, complete for nobody and not confirmed
 * by the operator of the DMP: it only gives a name to an interception, which is recognised by the chain alone.
 */
const INTERCEPTORS: readonly (readonly [pattern: RegExp, name: string])[] = [
  [/kaspersky/i, 'Kaspersky'],
  [/\beset\b/i, 'ESET'],
  [/avast/i, 'Avast'],
  [/\bavg\b/i, 'AVG'],
  [/bitdefender/i, 'Bitdefender'],
  [/norton|symantec|blue ?coat/i, 'Symantec'],
  [/mcafee|skyhigh|trellix/i, 'McAfee'],
  [/sophos/i, 'Sophos'],
  [/zscaler/i, 'Zscaler'],
  [/fortinet|fortigate/i, 'Fortinet'],
  [/palo alto/i, 'Palo Alto Networks'],
  [/check ?point/i, 'Check Point'],
  [/cisco|umbrella/i, 'Cisco'],
  [/netskope/i, 'Netskope'],
  [/forcepoint|websense/i, 'Forcepoint'],
  [/stormshield|netasq/i, 'Stormshield'],
  [/olfeo/i, 'Olfeo'],
  [/ucopia/i, 'Ucopia'],
  // field.md, 8: seen or named in the field.
  [/\b(qihoo|360)\b|360 ?(total|safe)/i, '360'],
  [/avira/i, 'Avira'],
  [/g ?data/i, 'G DATA'],
  [/trend ?micro/i, 'Trend Micro'],
  [/f-?secure|withsecure/i, 'F-Secure'],
  [/panda/i, 'Panda'],
  [/squid/i, 'Squid'],
  [/mitmproxy/i, 'mitmproxy'],
  [/fiddler/i, 'Fiddler'],
];

/** IGC-Santé (cpx.md), which the Cryptolib installs: no public authority, and no box's either. */
const HEALTH_AUTHORITY = /\b(IGC-SANTE|GIP-CPS)\b/i;

/** Whether this issuer is the health system's own authority, whose certificates say nothing of an interception. */
export function isHealthAuthority(issuer: string): boolean {
  return HEALTH_AUTHORITY.test(issuer);
}

/** The product behind an issuer's name, when it is a known one. */
export function knownInterceptor(issuer: string): string | null {
  return INTERCEPTORS.find(([pattern]) => pattern.test(issuer))?.[1] ?? null;
}
