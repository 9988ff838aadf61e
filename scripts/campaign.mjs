/**
 * `npm run campaign NAME [-- OPTIONS]`: the long campaigns, whose short forms `npm test` runs. Without a name, the list.
 */
import { join } from 'node:path';
import { foreground } from './lib/launch.mjs';
import { ROOT } from './lib/paths.mjs';
import { Refusal, runScript } from './lib/refusal.mjs';

/**
 * What each campaign runs (a script, with arguments of its own before those of the caller) and what it looks for.
 * @type {Readonly<Record<string, { readonly script: string, readonly args?: readonly string[], readonly about: string }>>}
 */
const CAMPAIGNS = {
  families: { script: 'families.mjs', about: 'a way to the wrong person’s record, over a million families' },
  faults: { script: 'faults.mjs', about: 'a fault at every boundary, and what the program makes of it' },
  long: { script: 'test.mjs', args: ['--long'], about: 'npm test with every row of its tables' },
  mutation: { script: 'mutation.mjs', about: 'a small change of the rules that no test notices' },
  packages: {
    script: 'package-life.mjs',
    about: 'deb and rpm installed, upgraded, downgraded, removed while the program runs; on Debian 12 and 13',
  },
  properties: { script: 'properties.mjs', about: 'every property of the rules, many times with fresh seeds' },
  races: {
    script: 'races.mjs',
    about: 'cards, windows, PINs and processes that race: nobody else’s record, no burnt card',
  },
  security: { script: 'security.mjs', about: 'every attempt of a hostile page, and traces on the disk' },
  soak: { script: 'soak.mjs', about: 'a day of insertions, visits, pulls and faults' },
};

function list() {
  const width = Math.max(...Object.keys(CAMPAIGNS).map((name) => name.length));
  return Object.entries(CAMPAIGNS)
    .map(([name, { about }]) => `  ${name.padEnd(width)}  ${about}\n`)
    .join('');
}

await runScript(async () => {
  const [name, ...options] = process.argv.slice(2);
  if (name === undefined) {
    process.stdout.write(`npm run campaign NAME [-- OPTIONS], NAME being one of:\n${list()}`);
    return 0;
  }
  const campaign = Object.hasOwn(CAMPAIGNS, name) ? CAMPAIGNS[name] : undefined;
  if (campaign === undefined)
    throw new Refusal(`There is no campaign “${name}”; there are:\n${list().trimEnd()}`);
  const script = join(ROOT, 'scripts', campaign.script);
  return foreground(process.execPath, [script, ...(campaign.args ?? []), ...options], { cwd: ROOT });
});
