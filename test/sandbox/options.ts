import * as z from 'zod';
import type { Clock } from '../../src/base/clock.ts';
import type { ActiveplatformState } from './activeplatform/state.ts';
import type { ChartmogulState } from './chartmogul/state.ts';

/** ChartMogul's published limits (dev.chartmogul.com, "Rate Limits"). */
export const documentedLimits = { requestsPerSecond: 40, parallelRequests: 20 };

/** What can be turned while the sandbox runs, in a test or by `POST /sandbox/switches`. */
export const switchesSchema = z.strictObject({
  /** ChartMogul keeps whole seconds of a `created_at` that it is sent. */
  cutMilliseconds: z.boolean(),
  /** `byPath`: 200 `{}` on `customer_notes` (2023), 202 with a message on `notes` (2026). */
  deleteAnswer: z.enum(['byPath', 'object200', 'message202', 'empty204']),
  /** ChartMogul answers 429 above it; null: no limit. */
  requestsPerSecond: z.number().int().positive().nullable(),
  /** ChartMogul answers 503 above it; null: no limit. */
  parallelRequests: z.number().int().positive().nullable(),
  /** ActivePlatform decodes base64 strictly and so refuses the quoted form that its own page shows. */
  refuseQuotes: z.boolean(),
  /** ActivePlatform answers 500 to a data URL without a comma, as its page on free access documents admits. */
  faultOnMissingComma: z.boolean(),
  /** Which notes come first in ActivePlatform's list; its pages do not say. */
  noteOrder: z.enum(['newestFirst', 'oldestFirst']),
  /** Whether `filter[account_id]` also finds notes on the account's subscriptions and orders; not documented. */
  accountFilterFindsAll: z.boolean(),
  /** Whether a page link that leads nowhere is null or left out; JSON:API allows both. */
  deadLinks: z.enum(['null', 'absent']),
  /** Bytes of a request body above which ActivePlatform answers 413. */
  largestBody: z.number().int().positive(),
});

/** All switches of a running sandbox. */
export type Switches = z.infer<typeof switchesSchema>;

/** The behaviour that is documented, or, where nothing is, the plainest. Limits are off: tests hold time still. */
export const plainSwitches: Switches = {
  cutMilliseconds: false,
  deleteAnswer: 'byPath',
  requestsPerSecond: null,
  parallelRequests: null,
  refuseQuotes: false,
  faultOnMissingComma: false,
  noteOrder: 'newestFirst',
  accountFilterFindsAll: false,
  deadLinks: 'null',
  largestBody: 512 * 1024 * 1024,
};

/** What both services know and hold. */
export interface SandboxState {
  readonly chartmogul: ChartmogulState;
  readonly activeplatform: ActiveplatformState;
}

/** How a sandbox is started. */
export interface SandboxOptions {
  /** TCP port of the services, and the next one for the file store; 0 (default): any free ones. */
  readonly port?: number;
  /** Time of both services; the machine's by default. */
  readonly clock?: Clock;
  /** Makes the state to begin with, and again on `reset()`; the demo state by default. `now` is in ms. */
  readonly seed?: (now: number) => SandboxState;
  readonly switches?: Partial<Switches>;
  /** Largest body and largest attachment (bytes) whose bytes are kept; above it length and hash stay. 32 MiB. */
  readonly keepBytes?: number;
}

/** What every route is handed. */
export interface SandboxContext {
  readonly clock: Clock;
  readonly keepBytes: number;
  readonly switches: Switches;
  /** Read through a function, since `reset()` replaces it. */
  readonly state: () => SandboxState;
  /** Origin of the file store that holds attachments. */
  readonly storageUrl: () => string;
}
