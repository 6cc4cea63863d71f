import * as z from 'zod';
import type { Clock } from '../../src/base/clock.ts';
import type { ActiveplatformState } from './activeplatform/state.ts';
import type { ChartmogulState } from './chartmogul/state.ts';

/** ChartMogul's published limits (dev.chartmogul.com, "Rate Limits"). */
export const documentedLimits = { requestsPerSecond: 40, parallelRequests: 20 };

/** Behaviour that can be changed while the sandbox runs, by a test or by `POST /sandbox/switches`. */
export const switchesSchema = z.strictObject({
  /** ChartMogul cuts the `created_at` of a request to whole seconds. */
  cutMilliseconds: z.boolean(),
  /** `byPath`: 200 `{}` on `customer_notes` (2023), 202 with a message on `notes` (2026). */
  deleteAnswer: z.enum(['byPath', 'object200', 'message202', 'empty204']),
  /**
   * Which of its paths for notes ChartMogul serves. Whether `notes` is served for every account is not known
   * (docs/api/chartmogul.md, section 1).
   */
  servedCollections: z.enum(['both', 'customer_notes', 'notes']),
  /** ChartMogul answers 429 above it; null: no limit. */
  requestsPerSecond: z.number().int().positive().nullable(),
  /** ChartMogul answers 503 above it; null: no limit. */
  parallelRequests: z.number().int().positive().nullable(),
  /** ActivePlatform decodes base64 strictly and so refuses the quoted form that its own page shows. */
  refuseQuotes: z.boolean(),
  /** ActivePlatform answers 500 to a data URL without a comma, as its page on free access documents admits. */
  faultOnMissingComma: z.boolean(),
  /** Which notes come first in ActivePlatform's list; not documented. */
  noteOrder: z.enum(['newestFirst', 'oldestFirst']),
  /** Whether `filter[account_id]` also finds notes on the account's subscriptions and orders; not documented. */
  accountFilterFindsAll: z.boolean(),
  /** Whether the link to a page that does not exist is null or left out; JSON:API allows both. */
  missingLinks: z.enum(['null', 'absent']),
  /**
   * Whether ActivePlatform has the method that deletes a note, which is documented for some versions only. Assumed: one
   * without it answers as for any other path that it does not have.
   */
  deletesNotes: z.boolean(),
  /** Bytes of a request body above which ActivePlatform answers 413. */
  largestBody: z.number().int().positive(),
  /** For how long a new note is missing from the lists of notes, in milliseconds. Assumed: no document says so. */
  listLag: z.number().nonnegative(),
});

/** All switches of a running sandbox. */
export type Switches = z.infer<typeof switchesSchema>;

/** The documented behaviour, or the simplest where none is documented. Without limits: in tests, time stands still. */
export const defaultSwitches: Switches = {
  cutMilliseconds: false,
  deleteAnswer: 'byPath',
  servedCollections: 'both',
  requestsPerSecond: null,
  parallelRequests: null,
  refuseQuotes: false,
  faultOnMissingComma: false,
  noteOrder: 'newestFirst',
  accountFilterFindsAll: false,
  missingLinks: 'null',
  deletesNotes: true,
  largestBody: 512 * 1024 * 1024,
  listLag: 0,
};

/** The data of both services. */
export interface SandboxState {
  readonly chartmogul: ChartmogulState;
  readonly activeplatform: ActiveplatformState;
}

/** How a sandbox is started. */
export interface SandboxOptions {
  /** TCP port of the services; the file store uses the one after it. 0, the default, takes any two free ports. */
  readonly port?: number;
  /** The clock of both services; the machine's by default. */
  readonly clock?: Clock;
  /** Makes the state to begin with, and again on `reset()`; the demo state by default. `now` is in ms. */
  readonly seed?: (now: number) => SandboxState;
  readonly switches?: Partial<Switches>;
  /** Bytes of a body or an attachment; of larger ones only length and hash are kept. 32 MiB by default. */
  readonly maxKeptBytes?: number;
}

/** What every route needs. */
export interface SandboxContext {
  readonly clock: Clock;
  readonly maxKeptBytes: number;
  readonly switches: Switches;
  /** A function, because `reset()` replaces the state. */
  readonly state: () => SandboxState;
  /** Origin of the file store that holds attachments. */
  readonly storageUrl: () => string;
}
