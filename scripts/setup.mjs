/** Makes the machine ready: `node scripts/setup.mjs [real|demonstration|test]`, for the tests by default. */
import { Refusal, runScript } from './lib/refusal.mjs';
import { setUp } from './lib/setup.mjs';

await runScript(async () => {
  const purpose = process.argv[2] ?? 'test';
  if (purpose !== 'real' && purpose !== 'demonstration' && purpose !== 'test') {
    throw new Refusal(`Unknown purpose “${purpose}”: give real, demonstration or test.`);
  }
  await setUp(purpose);
});
