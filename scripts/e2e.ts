import { packageExtension } from './package.ts';
import { endWithParent } from './processes.ts';
import { chromium, serverBuild } from './setup.ts';
import { vitest } from './vitest.ts';

// `npm run test:e2e [-- a file or a filter]`: packages the extension and drives the workbench with it.
endWithParent();
await Promise.all([serverBuild(), chromium(), packageExtension()]);
const { failures } = await vitest('e2e', process.argv.slice(2));
if (failures.length > 0) process.exitCode = 1;
