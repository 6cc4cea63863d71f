import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    projects: [
      {
        // The editor itself cannot be loaded outside of it.
        resolve: {
          alias: { vscode: fileURLToPath(new URL('test/support/editor/vscode.ts', import.meta.url)) },
        },
        test: { name: 'unit', include: ['test/{unit,contract}/**/*.test.ts'] },
      },
      {
        test: {
          name: 'e2e',
          include: ['test/e2e/**/*.test.ts'],
          globalSetup: ['test/e2e/setup.ts'],
          // A workbench mostly waits for itself: two of them keep two cores busy.
          maxWorkers: 2,
          testTimeout: 120_000,
          hookTimeout: 120_000,
          // The workbench of a busy machine takes its time.
          expect: { poll: { timeout: 20_000, interval: 100 } },
        },
      },
    ],
  },
});
