import { expect, it } from 'vitest';
import { resolveConfiguration } from '../../../../src/domain/settings/configuration.ts';
import { success } from '../../../../src/domain/result.ts';
import { createProbes } from '../../../../src/main/diagnosis/probes.ts';
import type { DiagnosisRoles } from '../../../../src/main/diagnosis/roles.ts';

const TARGET = { library: '/opt/ssv.so', psResource: 'CPS', vitaleResource: 'Vitale', sesamIni: null };

/** What the role of the vendor's library is asked when these sources are in use. */
async function askedOfLibrary(vitale: readonly ('pcsc' | 'ssv')[]): Promise<readonly string[]> {
  const configuration = resolveConfiguration({ cards: { vitale: [...vitale] } });
  if (!configuration.ok) throw new Error(configuration.failure.code);
  const asked: string[] = [];
  const roles = {
    readers: () => Promise.resolve(null),
    ssv: {
      request: (method: string) => {
        asked.push(method);
        return Promise.resolve(
          success(
            method === 'readConfig'
              ? { entries: [] }
              : {
                  library: { path: TARGET.library, architecture: 'x64', bits: 64 },
                  host: 'process',
                  sesamIni: null,
                  galssIni: null,
                  channels: [],
                  target: TARGET,
                  failure: null,
                },
          ),
        );
      },
    },
  } as unknown as DiagnosisRoles;
  const probes = createProbes({
    roles,
    configuration: configuration.value,
    authorities: [],
    resolveProxy: () => Promise.resolve(null as never),
    program: () => Promise.reject(new Error('not asked')),
    now: () => 0,
  });
  const facts = await probes.ssv.run();
  expect(facts.library?.path).toBe(TARGET.library);
  return asked;
}

it('finds the vendor’s library, and loads it only where the program reads cards with it', async () => {
  expect(await askedOfLibrary(['pcsc'])).toEqual(['locate']);
  expect(await askedOfLibrary(['pcsc', 'ssv'])).toEqual(['locate', 'readConfig']);
});
