import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isSameReader, parseGalssIni } from '../../../../src/domain/galss/channels.ts';
import type { GalssFinding } from '../../../../src/domain/galss/findings.ts';
import { judgeGalss } from '../../../../src/domain/galss/plan.ts';
import { CARD_KINDS } from '../../../../src/domain/readers/card-kinds.ts';
import { natureOf } from '../../../../src/domain/readers/classify.ts';
import { WORKSTATIONS } from './workstations.ts';

const short = (finding: GalssFinding): string =>
  'channel' in finding ? `${finding.kind} ${String(finding.channel)}` : finding.kind;

describe('workstations of the field', () => {
  it.each(WORKSTATIONS)('$name', ({ situation, findings, repaired, wantsCards = false }) => {
    const verdict = judgeGalss(situation);
    expect(verdict.findings.map(short)).toEqual(findings);
    expect(verdict.plan?.text ?? null).toBe(repaired);
    expect(verdict.wantsCards).toBe(wantsCards);
    if (verdict.plan !== null) expect(verdict.plan.changes.length).toBeGreaterThan(0);
  });

  it('are at least thirty, and once repaired nothing more is proposed for them', () => {
    expect(WORKSTATIONS.length).toBeGreaterThanOrEqual(30);
    for (const { situation, repaired, name } of WORKSTATIONS)
      if (repaired !== null) expect(judgeGalss({ ...situation, text: repaired }).plan, name).toBeNull();
  });
});

describe('any workstation', () => {
  const names = [
    'Ingenico 0 TL TELIUM 1 0',
    'Ingenico 0 TL TELIUM 2 0',
    'Ingenico 0 TL TELIUM 3 0',
    'Identive CLOUD 2700 R Smart Card Reader 0',
    'Identive CLOUD 2700 R Smart Card Reader 1',
    'Windows Hello for Business 1',
    'Kapelse CCID Interface CLESS slot2 0',
    'Lecteur\r\n[CANAL7]',
  ];
  const reader = fc.record({
    name: fc.constantFrom(...names),
    card: fc.option(fc.record({ kind: fc.constantFrom(...CARD_KINDS) })),
  });
  const situation = fc.record({
    text: fc.constantFrom(...WORKSTATIONS.map((each) => each.situation.text)),
    readers: fc.array(reader, { maxLength: 5 }),
    platform: fc.constantFrom('windows', 'macos', 'linux'),
    clients: fc.constantFrom([], ['GALSS']),
    widths: fc.constantFrom<(32 | 64)[]>([], [64], [32, 64]),
    serialPorts: fc.constantFrom(null, [], [3]),
  } as const);

  it('names after a repair only contact readers that are there once, each for one channel, and no other section', () => {
    fc.assert(
      fc.property(situation, (given) => {
        const { plan } = judgeGalss(given);
        if (plan === null) return;
        const before = parseGalssIni(given.text ?? '').map(({ characteristics }) => characteristics);
        const written = parseGalssIni(plan.text)
          .map(({ characteristics }) => characteristics ?? '')
          .filter((name) => !before.includes(name));
        for (const name of written) {
          const there = given.readers.filter((each) => isSameReader(each.name, name));
          expect(there).toHaveLength(1);
          expect(natureOf(there[0]!)).toBe('contact');
        }
        expect(new Set(written).size).toBe(written.length);
        expect(plan.text).not.toContain('[CANAL7]');
      }),
      { numRuns: 1_000 },
    );
  });

  it('is never worse after its repair: judged again there are no more faults, and nothing is proposed twice', () => {
    const faults = (given: Parameters<typeof judgeGalss>[0]): number =>
      judgeGalss(given).findings.filter(({ kind }) => kind !== 'right' && kind !== 'serial-right').length;
    fc.assert(
      fc.property(situation, (value) => {
        const given = value as Parameters<typeof judgeGalss>[0];
        const { plan } = judgeGalss(given);
        if (plan === null) return;
        expect(faults({ ...given, text: plan.text })).toBeLessThan(faults(given));
      }),
      { numRuns: 1_000 },
    );
  });
});
