/** The jobs that no machine here can run: their form, their actions, and that what they call is there. */
import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ROOT } from '../../../scripts/lib/paths.mjs';

interface Step {
  readonly uses?: string;
  readonly run?: string;
  readonly if?: string;
}
interface Job {
  readonly 'runs-on': string;
  readonly 'timeout-minutes': number;
  readonly needs?: string;
  readonly steps: readonly Step[];
  readonly strategy?: { readonly matrix: { readonly include: readonly Readonly<Record<string, string>>[] } };
}
interface Workflow {
  readonly permissions: unknown;
  readonly jobs: Readonly<Record<string, Job>>;
}

const FOLDER = join(ROOT, '.github', 'workflows');
const builder = createRequire(join(ROOT, 'node_modules', 'app-builder-lib', 'package.json'));
const { load } = builder('js-yaml') as { load(text: string): unknown };
const files = (await readdir(FOLDER)).sort();
const text = (file: string): Promise<string> => readFile(join(FOLDER, file), 'utf8');
const workflow = async (file: string): Promise<Workflow> => load(await text(file)) as Workflow;
const stepsOf = async (file: string): Promise<Step[]> =>
  Object.values((await workflow(file)).jobs).flatMap(({ steps }) => steps);

describe.each(files)('%s', (file) => {
  it('may only read, and no job goes on for ever', async () => {
    const { permissions, jobs } = await workflow(file);
    expect(permissions).toEqual({ contents: 'read' });
    for (const job of Object.values(jobs)) expect(job['timeout-minutes']).toBeLessThanOrEqual(90);
  });

  it('pins every action to a commit, and says of which version', async () => {
    const used = (await text(file)).split('\n').filter((line) => line.includes('uses:'));
    expect(used.length).toBeGreaterThan(0);
    for (const line of used) expect(line).toMatch(/uses: [\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
  });

  it('calls scripts and tests that are there', async () => {
    const { scripts } = JSON.parse(await readFile(join(ROOT, 'package.json'), 'utf8')) as {
      scripts: Readonly<Record<string, string>>;
    };
    const lines = (await stepsOf(file)).flatMap(({ run }) => run?.split('\n') ?? []);
    for (const line of lines) {
      const script = /^npm run ([\w:-]+)/.exec(line.trim())?.[1];
      if (script !== undefined) expect(Object.keys(scripts)).toContain(script);
      for (const [path] of line.matchAll(/\b(?:scripts|test|src)\/[\w./-]+/g))
        expect(existsSync(join(ROOT, path)), path).toBe(true);
    }
  });
});

describe('packages.yml', () => {
  it('makes every package on its own system, and starts the program where the runner can', async () => {
    const { jobs } = await workflow('packages.yml');
    const rows = jobs.package?.strategy?.matrix.include ?? [];
    const system = { win32: /^windows-/, darwin: /^macos-/, linux: /^ubuntu-/ };
    for (const { os, platform } of rows) expect(os).toMatch(system[platform as keyof typeof system]);
    const started = jobs.package?.steps.find(({ run }) => run === 'node scripts/check-package.mjs');
    expect(started?.if).toContain("matrix.platform == 'win32' && matrix.arch == 'x64'");
    expect(started?.if).toContain("matrix.platform == 'darwin' && matrix.arch == 'arm64'");
  });

  it('hands the 32-bit helper from the machine that makes it to the one that packs it', async () => {
    const { jobs } = await workflow('packages.yml');
    expect(jobs.package?.needs).toBe('ssv-helper');
    expect(JSON.stringify(jobs['ssv-helper'])).toContain('scripts/build-ssv-helper.mjs');
    expect(JSON.stringify(jobs.package?.steps)).toContain('DMP_DIRECT_SSV_HELPER');
  });

  it('makes one feed of those of both processors, once every package is there', async () => {
    const { jobs } = await workflow('packages.yml');
    expect(jobs.feeds?.needs).toBe('package');
    expect(jobs.feeds?.steps.map(({ run }) => run)).toContain('node scripts/merge-feeds.mjs packages');
  });
});
