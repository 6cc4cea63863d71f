import * as z from 'zod';
import { targetSchema, type Target } from './note.ts';

/** A type of targets of which a service gives a complete list. */
export interface DirectoryKind {
  /** One of the provider's target types. */
  readonly type: string;
  /** Set when a list holds only what belongs to one target of this type (an account's subscriptions). */
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
  /** Hundredths of the currency, whatever its own minor unit is. */
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

/** A target with everything by which a person may search for it or tell it from another. Untrusted text. */
export type DirectoryEntry = z.infer<typeof directoryEntrySchema>;

/** A page of a directory. */
export interface DirectoryPage {
  readonly entries: readonly DirectoryEntry[];
  /** Opaque: hand it back to get the next page. Undefined: this is the last page. */
  readonly cursor: string | undefined;
  /** How many further entries of the page could not be read; they are logged. Absent: none. */
  readonly unread?: number;
}
