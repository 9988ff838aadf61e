'use strict';
/**
 * The arrows of the house: renderer, preload, main and native never import each other; they meet in borders. What
 * main and native both ask of the operating system is in system. Everybody stands on domain.
 */

/**
 * A layer may import itself, what `allowed` lists, and packages (which ones is ESLint's business), but nothing else
 * of src.
 * @param {string} name
 * @param {string[]} allowed
 * @param {string} comment
 */
const layer = (name, allowed, comment) => ({
  name: `${name}-arrows`,
  severity: 'error',
  comment,
  from: { path: `^src/${name}/` },
  to: { path: '^(src|test|scripts)/', pathNot: [`^src/${name}/`, ...allowed] },
});

module.exports = {
  forbidden: [
    layer('domain', [], 'The rules know nothing of where they run.'),
    layer('borders', ['^src/domain/'], 'A contract is read on both sides: it may only bring the rules.'),
    layer(
      'system',
      ['^src/domain/'],
      'What main and native both ask of the operating system, which the rules judge.',
    ),
    layer(
      'native',
      ['^src/(domain|borders|system)/'],
      'Cards and vendor code know the rules, not the program around them.',
    ),
    layer(
      'main',
      ['^src/(domain|borders|system)/'],
      'Cards and vendor code run in their own process: main only knows what they say.',
    ),
    layer(
      'preload',
      ['^src/(domain|borders)/'],
      'A preload runs beside foreign pages: it only knows what may be said.',
    ),
    layer('renderer', ['^src/(domain|borders)/'], 'A page only knows what may be said.'),
    {
      name: 'domain-is-pure',
      severity: 'error',
      comment:
        'No Electron, no Node in the rules; packages only to check values (zod) and to read certificates (asn1).',
      from: { path: '^src/domain/' },
      to: {
        dependencyTypes: ['core', 'npm', 'npm-dev', 'npm-optional', 'npm-peer'],
        pathNot: 'node_modules/(zod|@peculiar/asn1-(schema|x509))/',
      },
    },
    {
      name: 'borders-are-light',
      severity: 'error',
      comment: 'A contract is read on both sides: of packages it may only bring zod.',
      from: { path: '^src/borders/' },
      to: {
        dependencyTypes: ['core', 'npm', 'npm-dev', 'npm-optional', 'npm-peer'],
        pathNot: 'node_modules/zod/',
      },
    },
    {
      name: 'electron-only-in-main-and-preload',
      severity: 'error',
      from: { path: '^src/(domain|borders|system|native|renderer)/' },
      to: { path: '^(node_modules/)?electron(-33)?(/|$)' },
    },
    {
      name: 'the-product-never-imports-the-lab',
      severity: 'error',
      from: { path: '^src/' },
      to: { path: '^test/' },
    },
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'no-folder-cycles',
      severity: 'error',
      comment: 'Two rooms that import each other are one room, or want a third.',
      scope: 'folder',
      from: { path: '^src/' },
      to: { circular: true },
    },
    {
      name: 'no-orphans',
      severity: 'error',
      comment: 'A file that nothing imports and that is no entry has no reason to be there.',
      from: {
        orphan: true,
        pathNot: [
          '\\.d\\.ts$',
          '\\.(test|config)\\.tsx?$',
          '^src/main/index\\.ts$',
          '^src/native/process\\.ts$',
          '^src/preload/[^_/][^/]*\\.ts$',
          '^src/renderer/index\\.ts$',
          '^test/lab/demo/[^/]+\\.tsx?$',
          '^test/lab/demo/[^/]+/[^/]+\\.tsx?$',
          '^test/lab/tour/index\\.ts$',
          // Put in Electron's place where code of main runs on plain Node.
          '^test/windows/harness/electron\\.ts$',
          // Started by its path, in the place of a process of the program.
          '^test/campaigns/faults/program/hostile-role\\.mjs$',
          '^scripts/',
        ],
      },
      to: {},
    },
    {
      name: 'everything-resolves',
      severity: 'error',
      from: {},
      // A file that the build carries as text is no module; where it is missing the build fails.
      to: { couldNotResolve: true, pathNot: ['^electron(/|$)', '\\?url&inline$'] },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(out|dist|coverage|\\.cache)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.node.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
};
