import { activeplatformError } from './activeplatform/errors.ts';
import { activeplatformRoutes } from './activeplatform/routes.ts';
import { Storage } from './activeplatform/storage.ts';
import { chartmogulError } from './chartmogul/errors.ts';
import { chartmogulRoutes } from './chartmogul/routes.ts';
import { controlRoutes } from './control.ts';
import { demoState } from './demo.ts';
import { applyFaults, type ErrorBody } from './faultHooks.ts';
import { Faults } from './faults.ts';
import {
  defaultSwitches,
  type SandboxContext,
  type SandboxOptions,
  type SandboxState,
  type Switches,
} from './options.ts';
import { RateLimit } from './rateLimit.ts';
import { realClock } from './realClock.ts';
import { acceptAnyBody, recordRequests, type ReceivedRequest } from './received.ts';
import { mount, newServer, originOf } from './server.ts';

/** Both services, running on this machine's loopback address. */
export interface Sandbox extends AsyncDisposable {
  /** Origin of both services and of the control paths, `http://127.0.0.1:PORT`. */
  readonly url: string;
  /** Base address of ChartMogul's API, with `/v1`. */
  readonly chartmogulUrl: string;
  /** `base_url` of ActivePlatform, to which `/api/v3/…` is added. */
  readonly activeplatformUrl: string;
  /** Origin of ActivePlatform's file store: another port. */
  readonly storageUrl: string;
  /** The current data of the services; tests may change it. */
  readonly state: SandboxState;
  /** Requests to the services, oldest first. */
  readonly requests: readonly ReceivedRequest[];
  /** Requests to the file store. */
  readonly storageRequests: readonly ReceivedRequest[];
  readonly faults: Faults;
  /** May be changed at any time. */
  readonly switches: Switches;
  /** Goes back to the data and switches at the start; removes all faults and recorded requests. */
  reset(): void;
  /** Closes every connection, also those in the middle of an answer. */
  stop(): Promise<void>;
}

/** The body of an error of the service that has this address. */
function errorBody(status: number, message: string, url: string): ErrorBody {
  return url.startsWith('/v1/')
    ? { contentType: 'application/json', body: chartmogulError(status, message).answer.body }
    : { contentType: 'application/vnd.api+json', body: activeplatformError(status, message).answer.body };
}

/** Starts both services and the file store. Rejects when a port is taken. */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const clock = options.clock ?? realClock;
  const seed = options.seed ?? demoState;
  const port = options.port ?? 0;
  const initialSwitches: Switches = { ...defaultSwitches, ...options.switches };
  const switches = { ...initialSwitches };
  const faults = new Faults();
  const requests: ReceivedRequest[] = [];
  const storageRequests: ReceivedRequest[] = [];
  let state = seed(clock.now());

  const services = newServer(clock.now.bind(clock));
  const store = newServer(clock.now.bind(clock));
  const context: SandboxContext = {
    clock,
    maxKeptBytes: options.maxKeptBytes ?? 32 * 1024 * 1024,
    switches,
    state: () => state,
    storageUrl: () => originOf(store),
  };
  const limit = new RateLimit(context);
  const storage = new Storage(context);
  const reset = (): void => {
    state = seed(clock.now());
    requests.length = 0;
    storageRequests.length = 0;
    faults.clear();
    limit.reset();
    Object.assign(switches, initialSwitches);
  };

  mount(services, '', (app) => {
    acceptAnyBody(app, () => switches.largestBody);
    recordRequests(app, requests, context);
    applyFaults(app, faults, clock, errorBody);
    mount(app, '/v1', (api) => chartmogulRoutes(api, context, limit));
    mount(app, '/api/v3', (api) => activeplatformRoutes(api, context, storage));
  });
  mount(services, '/sandbox', (app) => {
    acceptAnyBody(app, () => switches.largestBody);
    controlRoutes(app, { faults, switches, requests, state: () => state, reset });
  });
  recordRequests(store, storageRequests, context);
  storage.routes(store);

  const stop = async (): Promise<void> => {
    await Promise.all([services.close(), store.close()]);
  };
  try {
    await services.listen({ host: '127.0.0.1', port });
    await store.listen({ host: '127.0.0.1', port: port === 0 ? 0 : port + 1 });
  } catch (error) {
    await stop();
    throw error;
  }

  const url = originOf(services);
  return {
    url,
    chartmogulUrl: `${url}/v1`,
    activeplatformUrl: url,
    storageUrl: originOf(store),
    get state() {
      return state;
    },
    requests,
    storageRequests,
    faults,
    switches,
    reset,
    stop,
    [Symbol.asyncDispose]: stop,
  };
}
