/** The papers of a deployment against what the program does. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ROOT } from '../../../scripts/lib/paths.mjs';
import { resolveConfiguration } from '../../../src/domain/settings/configuration.ts';
import { SETTING_KEYS } from '../../../src/domain/settings/setting-keys.ts';

const paper = (name: string): Promise<string> => readFile(join(ROOT, 'docs', 'deployment', name), 'utf8');

function hostsOf(environment: 'production' | 'test'): { readonly site: string[]; readonly sso: string[] } {
  const given = environment === 'test' ? { webPs: { cpx: { hosts: ['https://carte.exemple.fr'] } } } : {};
  const resolved = resolveConfiguration({ environment, signIn: 'cpx', ...given });
  if (!resolved.ok) throw new Error(resolved.failure.code);
  const { webPs, proSanteConnect } = resolved.value;
  const names = (origins: readonly string[]): string[] => origins.map((origin) => new URL(origin).host);
  return {
    site: names([...webPs.cpx.hosts, ...webPs.ecps.hosts]),
    sso: names(proSanteConnect.hosts),
  };
}

describe('the network’s requirements', () => {
  it('are the hosts of production, each with its port and whether the card’s certificate is shown to it', async () => {
    const rows = [
      ...(await paper('reseau.md')).matchAll(/^\| `([\w.-]+)` +\| 443\/tcp \|.*\| (oui|non)\b.*\|$/gm),
    ];
    const { site, sso } = hostsOf('production');
    expect(rows.map(([, host]) => host).sort()).toEqual([...site, ...sso].sort());
    const resolved = resolveConfiguration({ environment: 'production', signIn: 'cpx' });
    const cards = resolved.ok ? resolved.value.webPs.cpx.hosts.map((each) => new URL(each).host) : [];
    const withCard = rows.filter(([, , card]) => card === 'oui').map(([, host]) => host);
    expect(withCard.sort()).toEqual([...cards].sort());
  });

  it('name the test environment’s hosts too, and settings that there are', async () => {
    const text = await paper('reseau.md');
    for (const host of hostsOf('test').sso) expect(text).toContain(`\`${host}\``);
    const added = /## Ce qu’un réglage ajoute\n([^]*?)\n## /.exec(`${text}\n## `)?.[1] ?? '';
    const keys = [...added.matchAll(/`((?:webPs|proSanteConnect|updates)\.[\w.]+)`/g)].map(([, key]) => key!);
    expect(keys.length).toBeGreaterThan(4);
    for (const key of keys) expect(SETTING_KEYS).toContain(key);
  });
});

it('every paper is listed, and none claims what nobody has confirmed', async () => {
  const list = await paper('README.md');
  for (const name of ['reseau.md', 'registre.md', 'accessibilite.md', 'verifications.md'])
    expect(list).toContain(`(${name})`);
  expect(await paper('accessibilite.md')).toContain('Aucun taux de conformité');
  expect(await paper('registre.md')).toContain('article 30 du RGPD');
});
