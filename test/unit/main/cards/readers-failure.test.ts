import { describe, expect, it } from 'vitest';
import type { ReadersSnapshot } from '../../../../src/borders/native.ts';
import { failure } from '../../../../src/domain/failures/index.ts';
import { readersFailure } from '../../../../src/main/cards/readers-failure.ts';

const HELLO = 'Windows Hello for Business 1';
const CLESS = 'Kapelse CCID Interface CLESS slot2 0';

type Card = ReadersSnapshot['readers'][number]['card'];
const hello = { kind: 'virtual', atr: '', insertion: 1, seenInserted: false } as unknown as Card;

const running = (...readers: readonly (readonly [name: string, card: Card])[]): ReadersSnapshot => ({
  service: 'running',
  failure: null,
  readers: readers.map(([name, card]) => ({ name, card })),
});

describe('what stops any card from being read', () => {
  it('is nothing before the readers are known, and nothing where there is a reader', () => {
    expect(readersFailure(null, null)).toBeNull();
    expect(readersFailure(running([HELLO, hello], [CLESS, null]), null)).toBeNull();
  });

  it('is the want of a reader, also where Windows has one of its own making', () => {
    for (const snapshot of [running(), running([HELLO, hello]), running([HELLO, null])])
      expect(readersFailure(snapshot, null)).toEqual({ code: 'LECTEUR-ABSENT' });
  });

  it.each([
    ['rdp', 'Bureau à distance'],
    ['citrix', 'Citrix'],
  ] as const)('in a session shown elsewhere names that (%s)', (remote, system) => {
    const told = readersFailure(running([HELLO, hello]), remote);
    expect(told?.code).toBe('LECTEUR-ABSENT-DISTANCE');
    expect(String(told?.detail?.system)).toContain(system);
  });

  it('is what the service says of itself', () => {
    const stopped = failure('PCSC-SERVICE-ARRETE');
    const down: ReadersSnapshot = { service: 'unavailable', failure: stopped, readers: [] };
    expect(readersFailure(down, null)).toBe(stopped);
  });
});
