import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { siteTerms, accessOf } from '../../../../src/domain/settings/site-terms.ts';
import { resolveConfiguration } from '../../../../src/domain/settings/configuration.ts';
import { decideFrame, decideNavigation, decideResource } from '../../../../src/domain/site/access.ts';

const SITE = 'https://wps.exemple.fr';
const CONNECT = 'https://connect.exemple.fr';

function access(localComponents: 'auto' | 'on' | 'off', isInstalled: boolean) {
  const configuration = resolveConfiguration({
    environment: 'test',
    webPs: { cpx: { hosts: [SITE] }, ecps: { hosts: [SITE] }, localComponents },
    proSanteConnect: { hosts: [CONNECT] },
  });
  if (!configuration.ok) throw new Error(JSON.stringify(configuration.failure));
  return accessOf(siteTerms(configuration.value, 'ecps', SITE, isInstalled));
}

const reaches = (address: string, page: string | null, at = access('on', false)): boolean =>
  decideResource(address, at, page).allowed;

describe('SrvSVCNAM’s local server', () => {
  it.each([
    'http://127.0.0.1:1922/lecture',
    'https://127.0.0.1:1943/',
    'https://localhost:1922/',
    'http://localhost:1943/',
    'wss://127.0.0.1:1943/',
    'ws://localhost:1922/',
  ])('%s is there for the site’s own pages, and for nobody else’s', (address) => {
    expect(reaches(address, SITE)).toBe(true);
    for (const page of [CONNECT, 'https://autre.exemple.fr', 'null', '', null])
      expect(reaches(address, page)).toBe(false);
  });

  it.each([
    'http://127.0.0.1:1923/',
    'http://127.0.0.1/',
    'http://127.0.0.2:1922/',
    'http://[::1]:1922/',
    'http://0.0.0.0:1922/',
    'http://localhost.exemple.fr:1922/',
    'http://127.0.0.1.exemple.fr:1922/',
    'ftp://127.0.0.1:1922/',
    'http://192.168.1.2:1922/',
  ])('%s is nothing of it', (address) => {
    expect(reaches(address, SITE)).toBe(false);
  });

  it('is not there when it is not installed or switched off', () => {
    const address = 'https://127.0.0.1:1943/';
    expect(reaches(address, SITE, access('auto', false))).toBe(false);
    expect(reaches(address, SITE, access('auto', true))).toBe(true);
    expect(reaches(address, SITE, access('off', true))).toBe(false);
  });

  it('shows no page: it is fetched from, never gone to', () => {
    const address = 'https://127.0.0.1:1943/';
    expect(decideNavigation(address, access('on', true)).allowed).toBe(false);
    expect(decideFrame(address, access('on', true)).allowed).toBe(false);
  });

  it('opens no other door on the loopback, whatever the port', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 65_535 }).filter((port) => port !== 1922 && port !== 1943),
        fc.constantFrom('http', 'https', 'ws', 'wss'),
        fc.constantFrom('127.0.0.1', 'localhost', '[::1]', '0.0.0.0'),
        (port, scheme, name) => {
          expect(reaches(`${scheme}://${name}:${String(port)}/`, SITE)).toBe(false);
        },
      ),
    );
  });
});
