import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { contractOf, schemaFile, withKeyTable } from '../../../../scripts/lib/configuration-docs.mjs';
import * as configuration from '../../../../src/domain/settings/configuration.ts';
import {
  checkConfiguration,
  resolveConfiguration,
  type Configuration,
} from '../../../../src/domain/settings/configuration.ts';
import { describeFailure } from '../../../../src/domain/failures/index.ts';
import * as settings from '../../../../src/domain/texts/fr/settings.ts';

const DOCS = join(import.meta.dirname, '../../../../docs');
const HOST = 'https://dmp.exemple.fr';
const withHost = { environment: 'test', webPs: { cpx: { hosts: [HOST] } } };

function accepted(input: unknown): Configuration {
  const result = resolveConfiguration(input);
  if (!result.ok) throw new Error(describeFailure(result.failure).sentence);
  return result.value;
}

/** The key and the reason of a refusal. */
function refused(input: unknown): { readonly key: string; readonly reason: string } {
  const result = resolveConfiguration(input);
  if (result.ok) throw new Error('accepted');
  expect(result.failure.code).toBe('CONFIG-INVALIDE');
  const { key = '', reason = '' } = result.failure.detail ?? {};
  return { key, reason };
}

describe('defaults', () => {
  it('work in production without any file: by themselves, on the dashboard, with known addresses', () => {
    const result = accepted({});
    expect(result).toMatchObject({
      environment: 'production',
      signIn: 'ask',
      landingPage: 'TableauDeBord',
      openOnInsert: 'always',
      closeOnVitaleRemoval: false,
      cards: { vitale: ['pcsc'] },
      webPs: { insForm: 'matricule', insType: 'N', trustedCaFile: null, resourceHosts: [] },
    });
    expect(result.webPs.ecps.hosts).toEqual(['https://wps-psc.dmp.monespacesante.fr']);
    expect(result.webPs.cpx.hosts[0]).toBe('https://wps-cps.dmp.gouv.fr');
    expect(result.notifications.showNames).toBe(false);
  });

  it('outside production know no address of the site, and say which key is missing', () => {
    for (const environment of ['formation', 'test']) {
      expect(refused({ environment })).toMatchObject({ key: 'webPs.cpx.hosts' });
      expect(refused({ environment, signIn: 'ecps' })).toMatchObject({ key: 'webPs.ecps.hosts' });
      expect(refused({ ...withHost, environment, signIn: 'ecps' }).reason).toContain(environment);
    }
    expect(accepted(withHost).webPs.cpx.hosts).toEqual([HOST]);
    expect(accepted({ ...withHost, signIn: 'cpx' }).signIn).toBe('cpx');
  });

  it('take the letter of the INS from the environment unless it is set', () => {
    const letter = (environment: string, insType?: string): string =>
      accepted({ environment, webPs: { cpx: { hosts: [HOST] }, ...(insType ? { insType } : {}) } }).webPs
        .insType;
    expect(['production', 'formation', 'test'].map((each) => letter(each))).toEqual(['N', 'D', 'T']);
    expect(letter('test', 'N')).toBe('N');
    expect(letter('test', 'auto')).toBe('T');
  });
});

describe('what is refused', () => {
  it.each([
    [{ couleur: 'bleu' }, 'couleur', 'clé inconnue'],
    [{ webPs: { cpx: { host: HOST } } }, 'webPs.cpx.host', 'clé inconnue'],
    [{ cards: { vitale: ['pcsc'], lecteur: 1 } }, 'cards.lecteur', 'clé inconnue'],
    [{ environment: 'recette' }, 'environment', 'production, formation, test'],
    [{ openOnInsert: true }, 'openOnInsert', 'always, ask, discret'],
    [{ closeOnVitaleRemoval: 'oui' }, 'closeOnVitaleRemoval', 'vrai ou faux'],
    [{ landingPage: 'Accueil' }, 'landingPage', 'TableauDeBord'],
    [{ lockAfterMinutes: -1 }, 'lockAfterMinutes', 'au moins 0'],
    [{ lockAfterMinutes: 1000 }, 'lockAfterMinutes', 'au plus 240'],
    [{ lockAfterMinutes: '10' }, 'lockAfterMinutes', 'nombre'],
    [{ cards: { vitale: [] } }, 'cards.vitale', 'au moins 1'],
    [{ cards: { vitale: ['pcsc', 'pcsc'] } }, 'cards.vitale', 'répétée'],
    [{ cards: { vitale: ['nfc'] } }, 'cards.vitale.0', 'pcsc, ssv'],
    [{ cards: { pinTriesPerInsertion: 3 } }, 'cards.pinTriesPerInsertion', 'au plus 2'],
    [{ cards: { pinTriesPerInsertion: 1.5 } }, 'cards.pinTriesPerInsertion', 'nombre entier'],
    [{ webPs: { insForm: 'nir' } }, 'webPs.insForm', 'matricule, matricule+type'],
    [{ webPs: null }, 'webPs', 'objet'],
    [[], '(fichier)', 'objet'],
    ['bonjour', '(fichier)', 'objet'],
    [null, '(fichier)', 'objet'],
  ])('%j: the key %s and why, in French', (input, key, reason) => {
    const refusal = refused(input);
    expect(refusal.key).toBe(key);
    expect(refusal.reason).toContain(reason);
  });

  it.each([
    'http://dmp.exemple.fr',
    'https://dmp.exemple.fr/AccesDirect',
    'https://dmp.exemple.fr?x',
    'https://dmp.exemple.fr#x',
    'https://moi@dmp.exemple.fr',
    'dmp.exemple.fr',
    'file:///etc/passwd',
    'javascript:alert(1)',
    '',
  ])('an address that is not an https origin: %s', (address) => {
    expect(refused({ webPs: { cpx: { hosts: [address] } } }).key).toBe('webPs.cpx.hosts.0');
    expect(refused({ webPs: { resourceHosts: [address] } }).key).toBe('webPs.resourceHosts.0');
  });

  it('an authority of one’s own in production, and nowhere else', () => {
    const refusal = refused({ webPs: { trustedCaFile: '/tmp/ca.pem' } });
    expect(refusal).toEqual({ key: 'webPs.trustedCaFile', reason: 'refusée en production' });
    expect(refused({ environment: 'production', webPs: { trustedCaFile: '/x' } })).toEqual(refusal);
    const test = accepted({ ...withHost, webPs: { ...withHost.webPs, trustedCaFile: '/tmp/ca.pem' } });
    expect(test.webPs.trustedCaFile).toBe('/tmp/ca.pem');
  });

  it('anything else at all: never an exception, always one French sentence that names a key', () => {
    const keys = fc.constantFrom(
      'environment',
      'webPs',
      'cards',
      'signIn',
      'lockAfterMinutes',
      '__proto__',
      'x',
    );
    fc.assert(
      fc.property(fc.oneof(fc.jsonValue(), fc.dictionary(keys, fc.jsonValue())), (input) => {
        const result = resolveConfiguration(input);
        if (result.ok) return;
        const { sentence } = describeFailure(result.failure);
        const key = result.failure.detail?.key ?? '';
        expect(key).not.toBe('');
        // The key is the user's own text and may hold anything.
        expect(sentence.replace(key, '')).not.toMatch(/[{}]|expected|Invalid|undefined|\n/);
      }),
      { numRuns: 1_000 },
    );
  });
});

describe('what is accepted', () => {
  it('an address as people write it becomes its origin', () => {
    const { webPs } = accepted({
      webPs: { cpx: { hosts: ['https://DMP.Exemple.fr/', 'https://a.fr:443'] } },
    });
    expect(webPs.cpx.hosts).toEqual([HOST, 'https://a.fr']);
  });

  it('what was accepted is accepted again, unchanged', () => {
    const file = { $schema: './x.json', ...withHost, cards: { vitale: ['ssv', 'pcsc'], ssvLibrary: '/x' } };
    const once = checkConfiguration(file);
    expect(once.ok && checkConfiguration(once.value)).toEqual(once);
  });
});

describe('docs/configuration', () => {
  const contract = contractOf(configuration, settings);

  it('is what scripts/configuration-schema.mjs makes of the contract', async () => {
    const document = await readFile(join(DOCS, 'configuration.md'), 'utf8');
    expect(await withKeyTable(document, contract)).toBe(document);
    expect(await readFile(join(DOCS, 'configuration.schema.json'), 'utf8')).toBe(await schemaFile(contract));
  });

  it('its example is accepted', async () => {
    const document = await readFile(join(DOCS, 'configuration.md'), 'utf8');
    const example: unknown = JSON.parse(/```json\n([\s\S]*?)```/.exec(document)?.[1] ?? '');
    accepted(example);
  });

  it('the example of a refusal is what the program says', async () => {
    const document = await readFile(join(DOCS, 'configuration.md'), 'utf8');
    const result = resolveConfiguration({ openOnInsert: 'jamais' });
    expect(result.ok).toBe(false);
    // Editors of Markdown turn non-breaking spaces into plain ones.
    const plain = (text: string): string => text.replace(/\u00a0/g, ' ');
    if (!result.ok) expect(plain(document)).toContain(plain(describeFailure(result.failure).sentence));
  });
});
