/**
 * Mutation testing of the rules and the decoders (`npm run campaign mutation`): every small change of the code must be noticed
 * by a test. Only the files on which the right patient depends; the campaign is no part of `npm test`.
 */
export default {
  testRunner: 'vitest',
  plugins: ['@stryker-mutator/vitest-runner'],
  vitest: { configFile: 'vitest.mutation.config.ts' },
  mutate: [
    'src/domain/identity/ins.ts',
    'src/domain/identity/ins-derivation.ts',
    'src/domain/launch/launch-policy.ts',
    'src/domain/identity/merge-readings.ts',
    'src/domain/identity/card-date.ts',
    'src/native/vitale/ber-tlv.ts',
    'src/native/vitale/decode-files.ts',
  ],
  concurrency: 2,
  coverageAnalysis: 'perTest',
  ignoreStatic: true,
  reporters: ['progress-append-only', 'clear-text', 'json', 'html'],
  jsonReporter: { fileName: 'bench-output/mutation/report.json' },
  htmlReporter: { fileName: 'bench-output/mutation/report.html' },
  tempDirName: '.cache/stryker',
  ignorePatterns: ['out', 'dist', 'coverage', '.cache', '*-output', 'test-results', 'assets', 'docs'],
  thresholds: { high: 95, low: 85, break: 85 },
  timeoutMS: 30_000,
};
