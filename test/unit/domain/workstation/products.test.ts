import { describe, expect, it } from 'vitest';
import {
  antivirusAmong,
  compareVersions,
  cryptolibsAmong,
  readAdministration,
  srvsvcnamAmong,
} from '../../../../src/domain/workstation/products.ts';

const PRODUCTS = [
  'Composants Cryptographiques CPS v5.2.6 (x64)',
  'Composants Cryptographiques CPS v5.10.0 (x64)',
  'Composants Cryptographiques CPS v5.2.6 (x86)',
  'Composant SrvSvCnam 5.08.04',
  'Composant SrvSvCnam 5.10.04',
  'ESET Security',
  'Cisco Webex Meetings',
  'Outil pour Avast',
];

describe('products by their registered names', () => {
  it('versions by number, each once', () => {
    expect(cryptolibsAmong(PRODUCTS)).toEqual(['5.2.6', '5.10.0']);
    expect(srvsvcnamAmong(PRODUCTS)).toBe('5.10.04');
    expect(srvsvcnamAmong([])).toBeNull();
  });

  it('an antivirus is known by the beginning of its name only', () => {
    expect(antivirusAmong(PRODUCTS)).toEqual(['ESET']);
  });

  it.each([
    ['5.2.6', '5.10.04', -1],
    ['5.10.04', '5.10.4', 0],
    ['5.2', '5.2.1', -1],
  ])('%s against %s', (one, other, sign) => {
    expect(Math.sign(compareVersions(one, other))).toBe(sign);
  });
});

describe('administration files', () => {
  it.each([
    ['155.adm', '050202\r\nCryptolib CPS x64\r\n', { label: 'Cryptolib CPS (x64)', version: '5.2.2' }],
    ['150.ADM', '051004', { label: 'SrvSVCNAM', version: '5.10.4' }],
    ['155.adm', '5.2.2\r\n', null],
    ['999.adm', '050202\r\n', null],
    ['155.txt', '050202\r\n', null],
    ['155.adm', '', null],
  ])('%s with %j', (name, text, expected) => {
    expect(readAdministration(name, text)).toEqual(expected);
  });
});
