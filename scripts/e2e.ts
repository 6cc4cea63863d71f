import { packageExtension } from './package.ts';
import { chromium, serverBuild } from './setup.ts';
import { vitest } from './vitest.ts';

// `npm run test:e2e [-- a file or a filter]`: packages the extension and drives the workbench with it.
await Promise.all([serverBuild(), chromium(), packageExtension()]);
const { failed } = await vitest('e2e', process.argv.slice(2));
if (failed > 0) process.exitCode = 1;
