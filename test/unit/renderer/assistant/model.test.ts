import { describe, expect, it } from 'vitest';
import type { HostProbe } from '../../../../src/borders/windows/index.ts';
import {
  hostOf,
  noneAnswers,
  practitionerStatus,
  probeStatus,
  foundOrigin,
  readerStatus,
  vitaleStatus,
  type Site,
} from '../../../../src/renderer/assistant/model.ts';

const ANSWERS: HostProbe = { state: 'answers', tls: 'TLS 1.2', milliseconds: 84 };
const SILENT: HostProbe = { state: 'silent', stage: 'name' };
const TRYING: HostProbe = { state: 'trying' };

const site = (...probes: HostProbe[]): Site => ({
  by: 'cpx',
  candidates: probes.map((probe, index) => ({ origin: `https://hote-${String(index)}.fr`, probe })),
});

describe('the addresses', () => {
  it('are taken in their order, the first that answers', () => {
    expect(foundOrigin(site(SILENT, ANSWERS, ANSWERS))).toBe('https://hote-1.fr');
    expect(foundOrigin(site(TRYING, SILENT))).toBeNull();
    expect(foundOrigin(site(TRYING, ANSWERS))).toBeNull();
    expect(foundOrigin(site())).toBeNull();
  });

  it('are all silent only once all were tried', () => {
    expect(noneAnswers(site(SILENT, SILENT))).toBe(true);
    expect(noneAnswers(site(SILENT, TRYING))).toBe(false);
    expect(noneAnswers(site())).toBe(false);
  });

  it('say what became of them', () => {
    expect(probeStatus(ANSWERS)).toMatchObject({
      tone: 'good',
      detail: expect.stringContaining('84') as string,
    });
    expect(probeStatus(SILENT)).toMatchObject({ tone: 'attention', text: 'Ne répond pas' });
    expect(probeStatus(TRYING).tone).toBe('info');
  });

  it('are shown by their host', () => {
    expect(hostOf('https://wps.exemple.fr:8443')).toBe('wps.exemple.fr:8443');
    expect(hostOf('nothing of the kind')).toBe('nothing of the kind');
  });
});

describe('what is found', () => {
  it('counts readers and people, and names a problem', () => {
    expect(readerStatus({ readers: { state: 'found', names: ['A'] } }).text).toBe('Un lecteur est reconnu');
    expect(readerStatus({ readers: { state: 'found', names: ['A', 'B'] } }).text).toMatch(/^2\u00a0lecteurs/);
    expect(
      readerStatus({ readers: { state: 'problem', failure: { code: 'LECTEUR-ABSENT' } } }),
    ).toMatchObject({
      tone: 'attention',
      detail: expect.stringMatching(/\.$/) as string,
    });
    expect(vitaleStatus({ vitale: { state: 'read', people: 3 } }).text).toBe('Carte lue, trois personnes');
    expect(vitaleStatus({ vitale: { state: 'problem', failure: { code: 'VITALE-MUETTE' } } }).tone).toBe(
      'attention',
    );
  });

  it('names the practitioner’s card', () => {
    const ready = { state: 'ready', type: 'CPS', holder: 'Dr A. PRATICIEN', daysLeft: 3 } as const;
    expect(practitionerStatus({ practitioner: ready }).text).toBe('CPS du Dr A. PRATICIEN reconnue');
    expect(practitionerStatus({ practitioner: { ...ready, holder: null } }).text).toBe('CPS reconnue');
    expect(practitionerStatus({ practitioner: { state: 'absent' } }).tone).toBe('neutral');
  });
});
