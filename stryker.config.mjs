/* How the tests are tested: scripts/mutation.ts starts this, docs/testing.md says how to read it. */
export default {
  testRunner: 'vitest',
  plugins: ['@stryker-mutator/vitest-runner'],
  vitest: { configFile: 'vitest.mutation.config.ts' },
  coverageAnalysis: 'perTest',
  // A text that is wrong is for a person to see, not for a test that repeats it.
  mutator: { excludedMutations: ['StringLiteral'] },
  ignorePatterns: ['.vscode-test', 'dist', 'docs', 'media/pictures', 'reports', 'test/.output', '*.vsix'],
  ignoreStatic: true,
  incremental: true,
  concurrency: 2,
  // Only ends what hangs; what loops for ever is found out by it, too.
  timeoutMS: 20_000,
  timeoutFactor: 4,
  dryRunTimeoutMinutes: 60,
  reporters: ['clear-text', 'json', 'html', 'progress-append-only'],
  clearTextReporter: { logTests: false, reportTests: false, reportScoreTable: true },
  jsonReporter: { fileName: 'reports/mutation/mutation.json' },
  htmlReporter: { fileName: 'reports/mutation/mutation.html' },
};
