import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, type RunnerTask, type RunnerTestSuite, test } from 'vitest';

const shared = join(import.meta.dirname, '..', '..', '..', 'shared');

/** What is not the project's to hold, and is replayed where it lies beside it. Absolute paths. */
export const besideProject = {
  /** A folder of exchanges with ChartMogul, one in a JSON file each. */
  recordings: join(shared, 'recordings', 'chartmogul'),
  /** The HTML5 Security Cheatsheet as JSON. */
  cheatsheet: join(shared, 'corpora', 'html5sec.json'),
} as const;

type Material = keyof typeof besideProject;

/**
 * Registers a group of tests that replay the material. Where it is absent, as many are registered as skipped: how many
 * is only known from the material itself, so `count` says it. One more test compares the two. It fails where the
 * material gave no test; with other material than was counted it is skipped, and so named at the end of a run: the
 * material is not the project's to hold.
 */
export function describeBeside(
  material: Material,
  { title, count }: { readonly title: string; readonly count: number },
  registerTests: () => void,
): void {
  const path = besideProject[material];
  if (!existsSync(path)) {
    for (let skipped = 0; skipped < count + 1; skipped++) skip(title, path);
    return;
  }
  describe(title, () => {
    registerTests();
    test(`are ${count}, as a run without the material counts them`, ({ task, skip: skipTest }) => {
      const registered = testsIn(task.suite).length - 1;
      expect(registered).toBeGreaterThan(0);
      skipTest(registered !== count, `There are ${registered} now: say so where the group is registered.`);
    });
  });
}

/** Registers one test that needs the material; where it is absent, the test is skipped. */
export function testBeside(material: Material, title: string, body: () => void): void {
  const path = besideProject[material];
  if (existsSync(path)) test(title, body);
  else skip(title, path);
}

const skip = (title: string, path: string) =>
  test.skip(`${title}: skipped, since ${path} is absent`, () => undefined);

function testsIn(suite: RunnerTestSuite | undefined): readonly RunnerTask[] {
  return (suite?.tasks ?? []).flatMap((task) => (task.type === 'suite' ? testsIn(task) : task));
}
