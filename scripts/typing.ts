import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { packageExtension } from './package.ts';
import { endWithParent, startTree } from './processes.ts';
import { chromium, serverBuild } from './setup.ts';
import { vitest } from './vitest.ts';

/*
 * `npm run test:typing [-- --runs 300]`: types so many notes into the real workbench, a hundred at each speed, while a
 * busy loop for each processor keeps the machine from being quick.
 */
endWithParent();
const { values } = parseArgs({ options: { runs: { type: 'string', default: '300' } } });
process.env['NOTELOG_TYPING_RUNS'] = values.runs;
await Promise.all([serverBuild(), chromium(), packageExtension()]);
const loops = Array.from({ length: availableParallelism() }, () =>
  startTree(process.execPath, ['-e', 'for (;;);'], process.env),
);
try {
  const { failures } = await vitest('e2e', ['test/e2e/typing.test.ts']);
  if (failures.length > 0) process.exitCode = 1;
} finally {
  await Promise.all(loops.map((loop) => loop.stop()));
}
