import { parseArgs } from 'node:util';
import { demoCustomers, demoEntities, demoKeys, demoResellers } from './demo.ts';
import { documentedLimits } from './options.ts';
import { startSandbox } from './sandbox.ts';

// `npm run sandbox [-- --port 4010]`: both services with the demo state, until Ctrl+C.
const { values } = parseArgs({ options: { port: { type: 'string', default: '4010' } } });
const sandbox = await startSandbox({ port: Number(values.port), switches: documentedLimits });
console.log(
  [
    `ChartMogul      ${sandbox.chartmogulUrl}`,
    `  key           ${demoKeys.chartmogul}`,
    `  read-only key ${demoKeys.chartmogulReadOnly}`,
    `  customer      ${demoCustomers.northwind.uuid} (${demoCustomers.northwind.name})`,
    `ActivePlatform  ${sandbox.activeplatformUrl}`,
    `  token         ${demoKeys.activeplatform}`,
    `  reseller      ${demoResellers.main}`,
    `  subscription  ${demoEntities.subscription}`,
    `  file store    ${sandbox.storageUrl}`,
    `Control         ${sandbox.url}/sandbox/state`,
    'Press Ctrl+C to stop.',
  ].join('\n'),
);
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void sandbox.stop());
