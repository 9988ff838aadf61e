import { describe, expect, it } from 'vitest';
import { followConnection, readConnection } from '../../../../src/main/visit/connection.ts';

const told = (more: object = {}, state = 'secure'): object => ({
  visibleSecurityState: {
    securityState: state,
    securityStateIssueIds: [],
    certificateSecurityState: { protocol: 'TLS 1.2', issuer: 'AC Essai', cipher: 'AES_128_GCM', ...more },
  },
});

describe('what was negotiated', () => {
  it('is the version and who issued the certificate', () => {
    expect(readConnection(told())).toEqual({ protocol: 'TLS 1.2', issuer: 'AC Essai' });
    expect(readConnection(told({ issuer: ' ' }))).toEqual({ protocol: 'TLS 1.2', issuer: null });
  });

  it.each([
    ['it is not trusted', told({}, 'insecure')],
    ['there is no connection', { visibleSecurityState: { securityState: 'secure' } }],
    ['it is none of TLS', told({ protocol: 'QUIC' })],
    ['the engine says something else', { visibleSecurityState: null }],
  ])('is nothing when %s', (_what, params) => {
    expect(readConnection(params)).toBeNull();
  });

  it('is told with the origin of the page that is there', () => {
    let hear: (params: unknown) => void = () => undefined;
    const heard: unknown[] = [];
    const inspector = {
      on: (_method: string, listener: typeof hear) => (hear = listener),
      tell: () => undefined,
    };
    const contents = { isDestroyed: () => false, getURL: () => 'https://site.exemple.fr/Documents/1' };
    followConnection(inspector as never, contents as never, (...said) => heard.push(said));
    hear(told());
    hear(told({}, 'insecure'));
    expect(heard).toEqual([['https://site.exemple.fr', { protocol: 'TLS 1.2', issuer: 'AC Essai' }]]);
  });
});
