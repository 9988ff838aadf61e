import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ROOT, runNode, temporaryDirectory } from './script-process.ts';

type Report = { summary: { violations: { from: string; rule: { name: string } }[] } };

/** Names of the rules that a small tree of sources breaks, under the real configuration. */
async function rulesBrokenBy(files: Record<string, string>): Promise<string[]> {
  const folder = await temporaryDirectory();
  const all = { 'tsconfig.json': '{}', 'package.json': '{"type":"module"}', ...files };
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
  const report = JSON.parse(ended.output) as Report;
  return [...new Set(report.summary.violations.map((violation) => violation.rule.name))].sort();
}

const uses = (path: string) => `import { x } from '${path}';\nexport const y = x;\n`;
const X = 'export const x = 1;\n';

describe('the arrows of the house', () => {
  it('are respected by a tree that follows them', async () => {
    const broken = await rulesBrokenBy({
      'src/domain/rule.ts': X,
      'src/native/contract.ts': uses('../domain/rule.ts'),
      'src/native/process.ts': `${uses('./contract.ts')}export { y as z } from './contract.ts';\n`,
      'src/main/contract.ts': uses('../domain/rule.ts'),
      'src/main/index.ts': `import '../native/contract.ts';\nimport './contract.ts';\nimport 'node:path';\n`,
      'src/preload/launcher.ts': `import '../main/contract.ts';\n`,
      'src/renderer/launcher/index.tsx': `import '../../main/contract.ts';\nimport '../../domain/rule.ts';\n`,
    });
    expect(broken).toEqual([]);
  });

  it.each([
    ['domain-arrows', 'src/domain/a.ts', '../main/x.ts'],
    ['domain-arrows', 'src/domain/a.ts', '../native/x.ts'],
    ['domain-is-pure', 'src/domain/a.ts', 'node:fs'],
    ['native-arrows', 'src/native/process.ts', '../main/x.ts'],
    ['main-arrows', 'src/main/index.ts', '../native/x.ts'],
    ['main-arrows', 'src/main/index.ts', '../renderer/x.ts'],
    ['preload-arrows', 'src/preload/launcher.ts', '../main/x.ts'],
    ['preload-arrows', 'src/preload/launcher.ts', '../native/contract.ts'],
    ['renderer-arrows', 'src/renderer/a/index.ts', '../../main/x.ts'],
    ['renderer-arrows', 'src/renderer/a/index.ts', '../../preload/x.ts'],
    ['renderer-arrows', 'src/renderer/a/index.ts', '../../native/contract.ts'],
    ['the-product-never-imports-the-lab', 'src/main/index.ts', '../../test/lab/x.ts'],
    ['contracts-are-light', 'src/main/contract.ts', './x.ts'],
    ['everything-resolves', 'src/main/index.ts', './nowhere.ts'],
  ])('%s: %s may not import %s', async (rule, file, target) => {
    const planted =
      target.startsWith('.') && !target.includes('nowhere') ? { [join(dirname(file), target)]: X } : {};
    expect(await rulesBrokenBy({ [file]: uses(target), ...planted })).toContain(rule);
  });

  it('finds a type that goes the wrong way', async () => {
    const broken = await rulesBrokenBy({
      'src/main/x.ts': 'export type X = 1;\n',
      'src/domain/a.ts': `import type { X } from '../main/x.ts';\nexport const a: X = 1;\n`,
    });
    expect(broken).toContain('domain-arrows');
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
