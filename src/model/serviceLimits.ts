/** How much a service can be asked of at once. It holds for all requests to one origin, reads and writes together. */
export interface ServiceLimits {
  /** Requests that may begin within any second; more are refused. `Infinity`: as many as there are. */
  readonly requestsPerSecond: number;
  /** Notes that are sent at the same time. */
  readonly connections: number;
}
