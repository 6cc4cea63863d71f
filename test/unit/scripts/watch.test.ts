import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import * as z from 'zod';
import { root } from '../../../scripts/build.ts';
import { watch } from '../../../scripts/watch.ts';
import { temporaryFolder } from '../../support/temporaryFolder.ts';

const tasksSchema = z.object({
  tasks: z.array(
    z.object({
      label: z.string(),
      script: z.string(),
      problemMatcher: z.union([
        z.array(z.unknown()),
        z.object({ background: z.object({ beginsPattern: z.string(), endsPattern: z.string() }) }),
      ]),
    }),
  ),
});
const launchSchema = z.object({
  configurations: z.array(z.object({ preLaunchTask: z.string().optional() })),
});

/** A JSON file; comments, which the editor's own files may hold, have lines of their own. */
async function json<Schema extends z.ZodType>(path: string, schema: Schema): Promise<z.output<Schema>> {
  const text = await readFile(join(root, path), 'utf8');
  return schema.parse(JSON.parse(text.replace(/^\s*\/\/.*$/gm, '')));
}

test('a watching build makes all bundles, with the lines that the editor’s task waits for', async () => {
  await using folder = await temporaryFolder();
  const lines: string[] = [];
  const finished = Promise.withResolvers<undefined>();
  await using watching = await watch({
    root,
    outdir: folder.path,
    log(line) {
      lines.push(line);
      if (line.endsWith('finished')) finished.resolve(undefined);
    },
  });
  expect(watching).toBeDefined();
  await finished.promise;
  expect((await readdir(folder.path)).filter((name) => !name.endsWith('.map')).sort()).toEqual([
    'extension.cjs',
    'form.css',
    'form.js',
    'leaks.cjs',
    'main.cjs',
    'markdown.cjs',
    'mcp.cjs',
  ]);

  const { tasks } = await json('.vscode/tasks.json', tasksSchema);
  const matcher = tasks.find(({ label }) => label === 'watch')?.problemMatcher;
  if (matcher === undefined || Array.isArray(matcher)) throw new Error('No task watches.');
  const { beginsPattern, endsPattern } = matcher.background;
  expect(lines).toEqual([
    expect.stringMatching(new RegExp(beginsPattern)),
    expect.stringMatching(new RegExp(endsPattern)),
  ]);
}, 120_000);

test('what F5 starts first is a task, and every task is a script of package.json', async () => {
  const { tasks } = await json('.vscode/tasks.json', tasksSchema);
  const { configurations } = await json('.vscode/launch.json', launchSchema);
  const { scripts } = await json('package.json', z.object({ scripts: z.record(z.string(), z.string()) }));
  const first = configurations.flatMap(({ preLaunchTask }) => preLaunchTask ?? []);
  expect(first).toEqual(['watch']);
  for (const label of first) expect(tasks.map((task) => task.label)).toContain(label);
  for (const { script } of tasks) expect(Object.keys(scripts)).toContain(script);
});
