import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { ROOT, runNode } from '../unit/scripts/script-process.ts';

interface Violation {
  readonly from: string;
  readonly to: string;
  readonly rule: { readonly name: string };
}

/** What a small tree of sources breaks, under the real configuration. */
async function violationsOf(files: Record<string, string>): Promise<readonly Violation[]> {
  const folder = await mkdtemp(join(tmpdir(), 'dmp-direct-test-'));
  try {
    return await cruise(folder, files);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function cruise(folder: string, files: Record<string, string>): Promise<readonly Violation[]> {
  const all = { 'tsconfig.node.json': '{}', 'package.json': '{"type":"module"}', ...files };
  for (const [name, text] of Object.entries(all)) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), text);
  }
  const tool = join(ROOT, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs');
  const script = `process.chdir(${JSON.stringify(folder)}); process.argv.splice(1, 0, ${JSON.stringify(tool)}); await import(${JSON.stringify(tool)});`;
  const ended = await runNode(
    [
      '--input-type=module',
      '-e',
      script,
      'src',
      '--config',
      join(ROOT, '.dependency-cruiser.cjs'),
      '-T',
      'json',
    ],
    process.env,
  );
  return (JSON.parse(ended.output) as { summary: { violations: Violation[] } }).summary.violations;
}

/** Names of the rules that a tree breaks. */
async function rulesBrokenBy(files: Record<string, string>): Promise<string[]> {
  return [...new Set((await violationsOf(files)).map((violation) => violation.rule.name))].sort();
}

const uses = (path: string) => `import { x } from '${path}';\nexport const y = x;\n`;
const X = 'export const x = 1;\n';

describe('the arrows of the house', () => {
  it('are respected by a tree that follows them', async () => {
    const broken = await rulesBrokenBy({
      'src/domain/rule.ts': X,
      'src/borders/native.ts': uses('../domain/rule.ts'),
      'src/system/a.ts': uses('../domain/rule.ts'),
      'src/native/process.ts': `${uses('../borders/native.ts')}import '../system/a.ts';\n`,
      'src/borders/windows/index.ts': uses('../../domain/rule.ts'),
      'src/main/index.ts': `import '../borders/native.ts';\nimport '../borders/windows/index.ts';\nimport 'node:path';\n`,
      'src/preload/window.ts': uses('../borders/windows/index.ts'),
      'src/renderer/launcher/index.tsx': `import '../../borders/windows/index.ts';\nimport '../../domain/rule.ts';\n`,
    });
    expect(broken).toEqual([]);
  });

  describe('each wrong way is found', () => {
    const WRONG = [
      ['domain-arrows', 'src/domain/a.ts', '../main/x.ts'],
      ['domain-arrows', 'src/domain/a.ts', '../native/x.ts'],
      ['domain-is-pure', 'src/domain/a.ts', 'node:fs'],
      ['borders-arrows', 'src/borders/a.ts', '../main/x.ts'],
      ['borders-are-light', 'src/borders/a.ts', 'node:fs'],
      ['system-arrows', 'src/system/a.ts', '../native/y.ts'],
      ['native-arrows', 'src/native/process.ts', '../main/x.ts'],
      ['main-arrows', 'src/main/index.ts', '../native/x.ts'],
      ['main-arrows', 'src/main/index.ts', '../renderer/x.ts'],
      ['preload-arrows', 'src/preload/window.ts', '../main/x.ts'],
      ['preload-arrows', 'src/preload/window.ts', '../native/y.ts'],
      ['renderer-arrows', 'src/renderer/a/index.ts', '../../main/x.ts'],
      ['renderer-arrows', 'src/renderer/a/index.ts', '../../preload/x.ts'],
      ['renderer-arrows', 'src/renderer/a/index.ts', '../../native/y.ts'],
      ['the-product-never-imports-the-lab', 'src/main/index.ts', '../../test/lab/x.ts'],
      ['everything-resolves', 'src/main/index.ts', './nowhere.ts'],
    ] as const;
    let found: readonly Violation[];

    // All of them in one tree: the tool takes seconds to start.
    beforeAll(async () => {
      const files: Record<string, string> = {};
      WRONG.forEach(([, file, target], at) => {
        files[file] =
          `${files[file] ?? ''}import { x as x${String(at)} } from '${target}';\nexport const y${String(at)} = x${String(at)};\n`;
      });
      // What they import is there, unless it is one of them.
      for (const [, file, target] of WRONG)
        if (target.startsWith('.') && !target.includes('nowhere')) files[join(dirname(file), target)] ??= X;
      found = await violationsOf(files);
    });

    it.each(WRONG)('%s: %s may not import %s', (rule, file, target) => {
      const to =
        target.startsWith('.') && !target.includes('nowhere') ? join(dirname(file), target) : undefined;
      const here = found.filter((each) => each.rule.name === rule && each.from === file);
      expect(to === undefined ? here : here.filter((each) => each.to === to)).not.toEqual([]);
    });
  });

  it('finds a type that goes the wrong way', async () => {
    const broken = await rulesBrokenBy({
      'src/main/x.ts': 'export type X = 1;\n',
      'src/domain/a.ts': `import type { X } from '../main/x.ts';\nexport const a: X = 1;\n`,
    });
    expect(broken).toContain('domain-arrows');
  });

  it('finds folders that import each other through files that do not', async () => {
    const broken = await rulesBrokenBy({
      'src/domain/a/one.ts': uses('../b/one.ts'),
      'src/domain/a/two.ts': X,
      'src/domain/b/one.ts': X,
      'src/domain/b/two.ts': uses('../a/two.ts'),
    });
    expect(broken).toEqual(['no-folder-cycles']);
  });

  it('finds cycles and files that nothing uses', async () => {
    const broken = await rulesBrokenBy({
      'src/domain/a.ts': `import { b } from './b.ts';\nexport const a = b;\n`,
      'src/domain/b.ts': `import { a } from './a.ts';\nexport const b = a;\n`,
      'src/domain/alone.ts': X,
    });
    expect(broken).toEqual(['no-cycles', 'no-orphans']);
  });
});
