import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'vitest';

const shared = join(import.meta.dirname, '..', '..', '..', 'shared');

/** What is not the project's to hold, and is replayed where it lies beside it. Absolute paths. */
export const besideProject = {
  /** A folder of exchanges with ChartMogul, one in a JSON file each. */
  recordings: join(shared, 'recordings', 'chartmogul'),
  /** The HTML5 Security Cheatsheet as JSON. */
  cheatsheet: join(shared, 'corpora', 'html5sec.json'),
} as const;

/** Registers tests that need it; where it is absent, one test that is counted as skipped and says so. */
export function describeBeside(name: keyof typeof besideProject, title: string, tests: () => void): void {
  const path = besideProject[name];
  if (existsSync(path)) describe(title, tests);
  else test.skip(`${title}: all of them, since ${path} is absent`, () => undefined);
}
