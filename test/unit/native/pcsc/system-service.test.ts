import { describe, expect, it } from 'vitest';
import { createSystemService } from '../../../../src/native/pcsc/system-service.ts';

describe('a computer without PC/SC', () => {
  it('says so at every call, and never throws', async () => {
    const service = createSystemService('libnowhere-to-be-found.so.1');
    const absent = { ok: false, failure: { code: 'PCSC-ABSENT' } };
    expect(await service.openWatch()).toEqual(absent);
    expect(await service.connect('A')).toEqual(absent);
    service.cancelAll();
  });

  it('says so too when the library is not PC/SC', async () => {
    const service = createSystemService('libc.so.6');
    expect(await service.openWatch()).toMatchObject({ ok: false, failure: { code: 'PCSC-ABSENT' } });
  });
});
