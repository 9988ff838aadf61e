/**
 * The seed of every property of a run (a set-up file of vitest.config.ts): the same each time, so that `npm test` says
 * the same of the same code. `npm run campaign properties` sets another one for each of its runs.
 */
import fc from 'fast-check';

const asked = Number(process.env.DMP_DIRECT_SEED ?? '');
const seed = Number.isSafeInteger(asked) && asked !== 0 ? asked : 20_261_123;

fc.configureGlobal({ ...fc.readConfigureGlobal(), seed });
