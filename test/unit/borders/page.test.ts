import { describe, expect, it } from 'vitest';
import { interfaceContract } from '../../../src/borders/windows/index.ts';
import {
  pageAddress,
  pageAt,
  readWindowKind,
  WINDOW_KINDS,
  windowArguments,
} from '../../../src/borders/windows/page.ts';

describe('which window a page is', () => {
  it.each(WINDOW_KINDS)('%s: told by its address and by its preload’s argument', (kind) => {
    for (const demonstration of [true, false])
      expect(pageAt(new URL(pageAddress(kind, demonstration)))).toEqual({
        kind,
        demonstration,
        support: null,
      });
    expect(readWindowKind(['electron', ...windowArguments(kind), '--x'])).toBe(kind);
  });

  it('says whom to call, in any words, and nothing where nobody has said', () => {
    const support = { name: 'Cabinet & fils', phone: '01 23 45 67 89', address: 'aide@exemple.fr?x=1#y' };
    expect(pageAt(new URL(pageAddress('visit', true, support)))).toEqual({
      kind: 'visit',
      demonstration: true,
      support,
    });
    const some = { name: null, phone: '15', address: null };
    expect(pageAt(new URL(pageAddress('about', false, some)))?.support).toEqual(some);
  });

  it('is known for every window of the contract, and for no other', () => {
    expect([...WINDOW_KINDS].sort()).toEqual(Object.keys(interfaceContract).sort());
  });

  it.each([
    'app://dmp-direct/index.html',
    'app://dmp-direct/assets/index.js',
    'app://dmp-direct/launcher/index.html',
    'app://dmp-direct/launcher',
    'app://dmp-direct/elsewhere/',
    'app://dmp-direct/toString/',
    'app://dmp-direct/visit/launcher/',
  ])('%s is no window’s page', (address) => {
    expect(pageAt(new URL(address))).toBeNull();
  });

  it('stands before whatever follows it in an address of its kind only', () => {
    for (const kind of WINDOW_KINDS)
      for (const other of WINDOW_KINDS)
        expect(pageAddress(other, true).startsWith(pageAddress(kind))).toBe(kind === other);
  });

  it('is not taken from an argument that names none', () => {
    expect(readWindowKind(['--dmp-window=site'])).toBeNull();
    expect(readWindowKind(['--other=launcher'])).toBeNull();
  });
});
