import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import * as z from 'zod';

const read = (path: string) => readFile(new URL(`../../${path}`, import.meta.url), 'utf8');

const workflowSchema = z.object({
  permissions: z.record(z.string(), z.string()),
  jobs: z.record(z.string(), z.object({ steps: z.array(z.object({ uses: z.string().optional() })) })),
});
const matrixSchema = z.object({
  jobs: z.object({
    test: z.object({
      strategy: z.object({ matrix: z.object({ os: z.array(z.string()), vscode: z.array(z.string()) }) }),
    }),
  }),
});
const manifestSchema = z.object({ engines: z.object({ vscode: z.string() }) });

const workflows = ['ci.yml', 'publish.yml'].map((name) => `.github/workflows/${name}`);

test.each(workflows)('%s may only read, and pins every action to a commit', async (path) => {
  const { permissions, jobs } = workflowSchema.parse(parse(await read(path)));
  expect(permissions).toEqual({ contents: 'read' });
  const uses = Object.values(jobs).flatMap(({ steps }) => steps.flatMap((step) => step.uses ?? []));
  expect(uses.length).toBeGreaterThan(1);
  for (const action of uses) expect(action).toMatch(/^[\w-]+\/[\w-]+@[0-9a-f]{40}$/);
});

test('the checks run on three systems, in the oldest editor that the manifest allows and in the newest', async () => {
  const { os, vscode } = matrixSchema.parse(parse(await read('.github/workflows/ci.yml'))).jobs.test.strategy
    .matrix;
  const { engines } = manifestSchema.parse(JSON.parse(await read('package.json')));
  expect(os.map((each) => each.split('-')[0]).sort()).toEqual(['macos', 'ubuntu', 'windows']);
  expect(vscode).toEqual([engines.vscode.replace('^', ''), 'stable']);
});

test.each(['bug', 'idea', 'config'])('the issue form %s can be read', async (name) => {
  const form: unknown = parse(await read(`.github/ISSUE_TEMPLATE/${name}.yml`));
  expect(form).toEqual(expect.any(Object));
});
