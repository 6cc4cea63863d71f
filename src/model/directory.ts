import * as z from 'zod';
import { targetSchema, type Target } from './note.ts';

/** A kind of targets that a service lists as a whole. */
export interface DirectoryKind {
  /** One of the provider's target types. */
  readonly type: string;
  /** Only those of one target of this type are listed (an account's subscriptions); undefined: all there are. */
  readonly within: string | undefined;
}

/** Which page of a directory. */
export interface DirectoryQuery {
  readonly type: string;
  /** The target that they belong to; given exactly when {@link DirectoryKind.within} is. */
  readonly within?: Target;
  /** From the page before. */
  readonly cursor?: string;
}

/** Money as the services give it. */
const moneySchema = z.object({
  /** In minor units (cents), as sent. */
  minorUnits: z.number(),
  /** ISO 4217. */
  currency: z.string(),
  /** What people write before or behind it, where the service says. */
  sign: z.string().optional(),
});

/** Checks a {@link DirectoryEntry}. */
export const directoryEntrySchema = z.object({
  target: targetSchema,
  company: z.string().optional(),
  email: z.string().optional(),
  /** Ids in other systems, and numbers that people know it by (an order's). */
  externalIds: z.array(z.string()).optional(),
  /** In the service's words: "Active". */
  status: z.string().optional(),
  /** Monthly recurring revenue. */
  mrr: moneySchema.optional(),
  /** Who looks after it, as the service gives it. */
  owner: z.string().optional(),
});

/** A target with all that a person may find it by, and that tells it from another. Untrusted text. */
export type DirectoryEntry = z.infer<typeof directoryEntrySchema>;

/** A page of a directory. */
export interface DirectoryPage {
  readonly entries: readonly DirectoryEntry[];
  /** Opaque; hand it back to get the next page. Undefined: there is none. */
  readonly cursor: string | undefined;
  /** How many more were on the page that could not be read; they are logged. Absent: none. */
  readonly unread?: number;
}
