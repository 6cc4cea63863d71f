import type { Failure } from '../base/failure.ts';

/** How an entry stands, for somebody who waits for it. */
export type Outcome =
  | { readonly state: 'stored'; readonly entryId: string }
  /** Not tried yet: something else of its account goes first. `behind`: what that ran into, where it is known. */
  | { readonly state: 'queued'; readonly behind: Failure | undefined }
  | { readonly state: 'waiting' | 'refused' | 'uncertain'; readonly failure: Failure };
