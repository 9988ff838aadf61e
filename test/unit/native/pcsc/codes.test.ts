import { describe, expect, it } from 'vitest';
import { failureOfCode, hexCode } from '../../../../src/native/pcsc/codes.ts';

describe('SCARD codes as failures', () => {
  it.each([
    [0x8010001d, 'service', 'PCSC-SERVICE-ARRETE'],
    [0x8010001e, 'service', 'PCSC-SERVICE-ARRETE'],
    [0x80100013, 'service', 'PCSC-SERVICE-ARRETE'],
    [0x8010006a, 'service', 'PCSC-REFUSE'],
    [0x80100009, 'card', 'LECTEUR-DEBRANCHE'],
    [0x80100017, 'exchange', 'LECTEUR-DEBRANCHE'],
    [0x8010000b, 'card', 'CARTE-OCCUPEE'],
    [0x80100068, 'card', 'CARTE-OCCUPEE'],
    [0x80100069, 'exchange', 'VITALE-RETIREE'],
    [0x8010000c, 'card', 'VITALE-RETIREE'],
    [0x80100066, 'card', 'VITALE-MUETTE'],
    [0x80100016, 'exchange', 'VITALE-TRANSMISSION'],
    [0x8010001f, 'card', 'PCSC-ERREUR'],
  ] as const)('%i while busy with a %s is %s', (code, operation, expected) => {
    expect(failureOfCode(code, operation)).toEqual({ code: expected, detail: { code: hexCode(code) } });
  });

  it('takes what has no meaning of its own in an exchange for a lost exchange', () => {
    expect(failureOfCode(0x45d, 'exchange').code).toBe('VITALE-TRANSMISSION');
    expect(failureOfCode(0x80100013, 'exchange').code).toBe('VITALE-TRANSMISSION');
    expect(failureOfCode(0x45d, 'card').code).toBe('PCSC-ERREUR');
  });

  it('writes codes as manuals do, whatever the sign they came with', () => {
    expect(hexCode(0x8010001d)).toBe('0x8010001D');
    expect(hexCode(-2146435043)).toBe('0x8010001D');
  });
});
