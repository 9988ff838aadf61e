/** Products by the names under which Windows registers them (field.md 1.3, 1.4 and 8). */

/** Names of installed programs that protect the workstation and are not Windows' own. */
const ANTIVIRUS: readonly (readonly [pattern: RegExp, name: string])[] = [
  [/^eset\b/i, 'ESET'],
  [/^avast\b/i, 'Avast'],
  [/^avg\b/i, 'AVG'],
  [/^avira\b/i, 'Avira'],
  [/^kaspersky\b/i, 'Kaspersky'],
  [/^360 total security\b/i, '360 Total Security'],
  [/^bitdefender\b/i, 'Bitdefender'],
  [/^g ?data\b/i, 'G DATA'],
  [/^trend micro\b/i, 'Trend Micro'],
  [/^(?:f-secure|withsecure)\b/i, 'F-Secure'],
  [/^panda\b/i, 'Panda'],
  [/^norton\b/i, 'Norton'],
  [/^mcafee\b/i, 'McAfee'],
  [/^sophos\b/i, 'Sophos'],
];

/** The protection products among installed programs, each once. */
export function antivirusAmong(products: readonly string[]): readonly string[] {
  return ANTIVIRUS.filter(([pattern]) => products.some((each) => pattern.test(each.trim()))).map(
    ([, name]) => name,
  );
}

/** `Composants Cryptographiques CPS v5.2.6 (x64)`: its versions among installed programs, the newest last. */
export function cryptolibsAmong(products: readonly string[]): readonly string[] {
  return versionsOf(products, /^composants cryptographiques cps v?(\d+(?:\.\d+)+)/i);
}

/** `Composant SrvSvCnam 5.10.04`: its newest version among installed programs. */
export function srvsvcnamAmong(products: readonly string[]): string | null {
  return versionsOf(products, /^composant srvsvcnam v?(\d+(?:\.\d+)+)/i).at(-1) ?? null;
}

function versionsOf(products: readonly string[], pattern: RegExp): readonly string[] {
  const versions = products.flatMap((each) => pattern.exec(each.trim())?.[1] ?? []);
  return [...new Set(versions)].sort(compareVersions);
}

/** By number, part by part: 5.2.6 is older than 5.10.04. Negative when the first is older. */
export function compareVersions(one: string, other: string): number {
  const [first, second] = [one, other].map((each) => each.split('.').map(Number));
  for (let part = 0; part < Math.max(first?.length ?? 0, second?.length ?? 0); part++) {
    const difference = (first?.[part] ?? 0) - (second?.[part] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** Numbers of administration files and what they are of (field.md 1.1); the others are of no concern here. */
const ADMINISTRATION: Readonly<Record<string, string>> = {
  '150': 'SrvSVCNAM',
  '154': 'Cryptolib CPS (x86)',
  '155': 'Cryptolib CPS (x64)',
  '157': 'PKCS#11 CPS (x86)',
  '170': 'PKCS#11 CPS (interface)',
  '174': 'PKCS#11 CPS (x64)',
  '192': 'amelipro connect',
};

/**
 * An administration file, `155.adm`: the version on six digits (`050202` is 5.2.2), then a label. Null for a file of
 * another component, or of another shape.
 */
export function readAdministration(name: string, text: string): { label: string; version: string } | null {
  const number = /^(\d{3})\.adm$/i.exec(name)?.[1] ?? '';
  const label = ADMINISTRATION[number];
  const digits = /^\ufeff?(\d{2})(\d{2})(\d{2})\s*$/.exec(text.split(/\r\n|\r|\n/)[0] ?? '');
  if (label === undefined || digits === null) return null;
  return { label, version: digits.slice(1).map(Number).join('.') };
}
