import { describe, expect, it } from 'vitest';
import type { HostFact } from '../../../../src/domain/diagnosis/facts.ts';
import {
  methodsOf,
  probeView,
  readersView,
  vitaleView,
} from '../../../../src/main/first-run/assistant-view.ts';

const NOW = Date.parse('2026-11-23');
const CERTIFICATE: NonNullable<HostFact['certificate']> = {
  issuer: 'Autorité',
  notBefore: Date.parse('2026-01-01'),
  notAfter: Date.parse('2027-01-01'),
  namesHost: true,
  chain: 'trusted',
};
const FACT: HostFact = {
  host: 'exemple.fr',
  purpose: 'cpx',
  rank: 0,
  proxy: null,
  milliseconds: 83.6,
  outcome: { stage: 'done', protocol: 'TLSv1.2', asksForCard: true, clockAhead: null },
  certificate: CERTIFICATE,
};

describe('what became of an address', () => {
  it('answers, with its TLS version and time', () => {
    expect(probeView(FACT, NOW)).toEqual({ state: 'answers', tls: 'TLS 1.2', milliseconds: 84 });
  });

  it('counts a chain that the engine completes', () => {
    const incomplete = { ...FACT, certificate: { ...CERTIFICATE, chain: 'incomplete' } } as const;
    expect(probeView(incomplete, NOW).state).toBe('answers');
  });

  it.each([
    ['dns', 'name'],
    ['proxy', 'connection'],
    ['connection', 'connection'],
    ['unverified', 'connection'],
  ] as const)('%s: not beyond « %s »', (stage, shown) => {
    expect(probeView({ ...FACT, outcome: { stage, reason: '' } }, NOW)).toEqual({
      state: 'silent',
      stage: shown,
    });
  });

  it.each([
    ['of another name', { namesHost: false }],
    ['that nobody vouches for', { chain: 'untrusted' }],
    ['out of date', { notAfter: NOW - 1 }],
    ['not yet valid', { notBefore: NOW + 1 }],
  ] as const)('refuses a certificate %s', (_title, change) => {
    const fact = { ...FACT, certificate: { ...CERTIFICATE, ...change } };
    expect(probeView(fact, NOW)).toEqual({ state: 'silent', stage: 'certificate' });
  });
});

describe('readers and cards', () => {
  it('are searched for, found, or missing for a reason', () => {
    expect(readersView(null)).toEqual({ state: 'searching' });
    expect(readersView({ service: 'running', failure: null, readers: [{ name: 'A', card: null }] })).toEqual({
      state: 'found',
      names: ['A'],
    });
    expect(readersView({ service: 'running', failure: null, readers: [] })).toMatchObject({
      state: 'problem',
    });
  });

  it('tell how the last card inserted does', () => {
    const card = { key: '1', reader: 'A', seenInserted: true };
    expect(vitaleView([])).toEqual({ state: 'waiting' });
    expect(vitaleView([{ ...card, progress: { kind: 'reading' } }])).toEqual({ state: 'reading' });
    const failure = { code: 'VITALE-MUETTE' } as const;
    expect(
      vitaleView([
        { ...card, progress: { kind: 'reading' } },
        { ...card, key: '2', progress: { kind: 'failed', failure } },
      ]),
    ).toEqual({ state: 'problem', failure });
  });
});

it('looks at the addresses of the ways to sign in that are left open', () => {
  expect(methodsOf('ask')).toEqual(['cpx', 'ecps']);
  expect(methodsOf('ecps')).toEqual(['ecps']);
});
