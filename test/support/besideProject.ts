import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, type RunnerTask, type RunnerTestSuite, test } from 'vitest';

const shared = join(import.meta.dirname, '..', '..', '..', 'shared');

/** Material that is not part of the project, and is replayed where it lies beside it. Absolute paths. */
export const besideProject = {
  /** A folder of exchanges with ChartMogul, one in a JSON file each. */
  recordings: join(shared, 'recordings', 'chartmogul'),
  /** The HTML5 Security Cheatsheet as JSON. */
  cheatsheet: join(shared, 'corpora', 'html5sec.json'),
} as const;

type Material = keyof typeof besideProject;

/** How many files the material has, and how many bytes they have together. */
interface Extent {
  readonly files: number;
  readonly bytes: number;
}

/** Identifies the material that the counts in the calls of {@link describeBeside} were taken from. */
const countedMaterial: Readonly<Record<Material, Extent>> = {
  recordings: { files: 86, bytes: 121_911 },
  cheatsheet: { files: 1, bytes: 41_291 },
};

/**
 * Registers a group of tests that replay the material. Where it is absent, as many are registered as skipped: how many
 * is only known from the material itself, so `count` says it. One more test compares the two. With other material than
 * was counted, it fails only where there is no test at all; else it is skipped, and so named at the end of a run.
 */
export function describeBeside(
  material: Material,
  { title, count }: { readonly title: string; readonly count: number },
  registerTests: () => void,
): void {
  const path = besideProject[material];
  if (!existsSync(path)) {
    for (let skipped = 0; skipped < count + 1; skipped++) registerSkipped(title, path);
    return;
  }
  describe(title, () => {
    registerTests();
    test(`there are ${count} of them, as a run without the material says`, ({ task, skip: skipTest }) => {
      const registered = testsIn(task.suite).length - 1;
      expect(registered).toBeGreaterThan(0);
      skipTest(!isCounted(material), `${path} is not the material that was counted.`);
      expect(registered).toBe(count);
    });
  });
}

/** Registers one test that needs the material; where it is absent, the test is skipped. */
export function testBeside(material: Material, title: string, body: () => void): void {
  const path = besideProject[material];
  if (existsSync(path)) test(title, body);
  else registerSkipped(title, path);
}

/** A run without the material says how many tests it left out, and what they need. */
function registerSkipped(title: string, path: string): void {
  test.skip(`${title} (needs ${path})`);
}

function isCounted(material: Material): boolean {
  const { files, bytes } = extentOf(besideProject[material]);
  const counted = countedMaterial[material];
  return files === counted.files && bytes === counted.bytes;
}

/** Of a file, or of all files in a folder. */
function extentOf(path: string): Extent {
  const whole = statSync(path);
  if (whole.isFile()) return { files: 1, bytes: whole.size };
  const parts = readdirSync(path).map((name) => extentOf(join(path, name)));
  return {
    files: parts.reduce((sum, { files }) => sum + files, 0),
    bytes: parts.reduce((sum, { bytes }) => sum + bytes, 0),
  };
}

function testsIn(suite: RunnerTestSuite | undefined): readonly RunnerTask[] {
  return (suite?.tasks ?? []).flatMap((task) => (task.type === 'suite' ? testsIn(task) : task));
}
