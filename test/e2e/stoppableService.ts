import { startSandbox } from '../sandbox/sandbox.ts';

/** A service that can be down for a while: it comes back on the same address with what it had stored. */
export async function startedService() {
  let sandbox = await startSandbox();
  const port = Number(new URL(sandbox.url).port);
  return {
    get now() {
      return sandbox;
    },
    down: () => sandbox.stop(),
    up: async () => {
      const { state } = sandbox;
      sandbox = await startSandbox({ port, seed: () => state });
    },
    [Symbol.asyncDispose]: () => sandbox.stop(),
  };
}

/** What {@link startedService} starts. */
export type Service = Awaited<ReturnType<typeof startedService>>;
