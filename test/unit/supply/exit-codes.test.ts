import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { ROOT } from '../../../scripts/lib/paths.mjs';
import { CALL_EXIT_CODES } from '../../../src/domain/launch/software-call.ts';

it('every exit code of the program is in the administrator’s table', async () => {
  const page = await readFile(join(ROOT, 'docs/deployment/commandes.md'), 'utf8');
  const listed = new Set(
    [...page.matchAll(/^\| (\d[^|]*?) +\|/gm)].flatMap(([, codes = '']) =>
      codes.split(', ').flatMap((each) => {
        const [from = NaN, to = from] = each.split('–').map(Number);
        return Array.from({ length: to - from + 1 }, (_, index) => from + index);
      }),
    ),
  );
  const refused = await readFile(join(ROOT, 'src/main/start/refuse.ts'), 'utf8');
  const crashed = await readFile(join(ROOT, 'src/main/start/last-resort.ts'), 'utf8');
  const own = [/CONFIGURATION_REFUSED = (\d+)/.exec(refused)?.[1], /CRASHED = (\d+)/.exec(crashed)?.[1]];
  expect([...listed].sort((one, other) => one - other)).toEqual(
    [...new Set([...Object.values(CALL_EXIT_CODES), ...own.map(Number)])].sort((one, other) => one - other),
  );
});
