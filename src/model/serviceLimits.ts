/** How much a service can be asked of at once. It holds for all requests of one account, reads and writes together. */
export interface ServiceLimits {
  /** Requests that may begin within any second; more are refused. `Infinity`: as many as there are. */
  readonly requestsPerSecond: number;
  /** Notes that are sent at the same time. */
  readonly connections: number;
}

/** Where no service is known, and so none is asked. */
export const noLimits: ServiceLimits = { requestsPerSecond: Number.POSITIVE_INFINITY, connections: 8 };
