import ChartMogul from 'chartmogul-node';
import { demoKeys } from '../sandbox/demo.ts';
import type { Sandbox } from '../sandbox/sandbox.ts';

/** The official client, pointed at the sandbox; it retries nothing. */
export function clientOf(
  sandbox: Sandbox,
  key: string = demoKeys.chartmogul,
): InstanceType<typeof ChartMogul.Config> {
  const config = new ChartMogul.Config(key, sandbox.url);
  config.retries = 0;
  return config;
}

/** A request that the official client cannot make. */
export function raw(
  sandbox: Sandbox,
  method: string,
  path: string,
  body?: unknown,
  key: string = demoKeys.chartmogul,
) {
  return fetch(`${sandbox.chartmogulUrl}${path}`, {
    method,
    headers: { authorization: `Basic ${btoa(`${key}:`)}`, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
}
