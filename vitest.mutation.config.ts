import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { limits } from './test/support/limits.ts';

/** With the contract tests over HTTP, which hold most of the providers' code and take longer. */
const withContract = process.env['NOTELOG_MUTATION'] === 'contract';

/** The tests that Stryker runs against each mutant: of the product, and fast. */
export default defineConfig({
  resolve: {
    alias: { vscode: fileURLToPath(new URL('test/support/editor/vscode.ts', import.meta.url)) },
  },
  test: {
    include: ['test/unit/*/**/*.test.ts', ...(withContract ? ['test/contract/providers.test.ts'] : [])],
    // Of the scripts and the tests themselves, or the whole of a corpus for one function.
    exclude: ['test/unit/{bench,scripts,support}/**', '**/naughtyStrings.test.ts'],
    isolate: false,
    testTimeout: limits.unitTest,
    expect: { poll: { timeout: 10_000 } },
  },
});
