import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { limits } from './test/support/limits.ts';

export default defineConfig({
  test: {
    projects: [
      {
        // The editor itself cannot be loaded outside of it.
        resolve: {
          alias: { vscode: fileURLToPath(new URL('test/support/editor/vscode.ts', import.meta.url)) },
        },
        test: {
          name: 'unit',
          include: ['test/{unit,contract}/**/*.test.ts'],
          // The tests share no state. Loading every module anew for each file took more than half of the time.
          isolate: false,
          // By default one core is left idle: on a machine with two, half of them.
          maxWorkers: '100%',
          // For test/support/growth.ts.
          execArgv: ['--expose-gc'],
          testTimeout: limits.unitTest,
          hookTimeout: limits.unitTest,
          expect: { poll: { timeout: limits.wait } },
        },
      },
      {
        test: {
          name: 'e2e',
          include: ['test/e2e/**/*.test.ts'],
          globalSetup: ['test/e2e/setup.ts'],
          // As above: each test has a browser, an editor and folders of its own.
          isolate: false,
          // Two keep two cores busy; a third made the suite no faster (measured).
          maxWorkers: 2,
          testTimeout: limits.e2eTest,
          hookTimeout: limits.e2eTest,
          expect: { poll: { timeout: limits.wait, interval: 100 } },
        },
      },
    ],
  },
});
