import type { Failure } from '../base/failure.ts';

/** How a try to send an entry ended, for whoever waits for it. */
export type Outcome =
  | { readonly state: 'stored'; readonly entryId: string }
  /** Not tried yet: other entries of its account go first. `behind`: what those ran into, where it is known. */
  | { readonly state: 'queued'; readonly behind: Failure | undefined }
  | { readonly state: 'waiting' | 'refused' | 'uncertain'; readonly failure: Failure };
