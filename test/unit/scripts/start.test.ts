import { join } from 'node:path';
import { expect, it } from 'vitest';
import { ROOT, runNode } from './script-process.ts';

it('says which option lacks its value, before anything is set up', async () => {
  const ended = await runNode([join(ROOT, 'scripts/start.mjs'), '--config'], { PATH: '/nowhere' });
  expect(ended).toEqual({ status: 2, output: '', errors: 'L’option --config attend une valeur.\n' });
});

it('turns an error nobody foresaw into one line', async () => {
  const script = `import { runScript } from ${JSON.stringify(join(ROOT, 'scripts/lib/refusal.mjs'))};
    await runScript(async () => { throw new Error('boom\\nmore'); });`;
  const ended = await runNode(['--input-type=module', '-e', script], {});
  expect(ended).toEqual({ status: 1, output: '', errors: 'Unexpected error: boom\n' });
});
