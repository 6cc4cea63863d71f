import type * as z from 'zod';
import { Failure } from '../base/failure.ts';
import type { Log } from '../base/log.ts';
import { issuesIn } from '../http/readJson.ts';

/** How the log and a failure describe a list. */
interface ListFacts {
  /** As in {@link import('./provider.ts').ProviderKind.title}. */
  readonly title: string;
  /** Its path, without any ids. */
  readonly path: string;
  /** The sentence for the user when no entry of the list can be read. */
  readonly unreadable: string;
  readonly log: Log;
}

/**
 * Reads the entries of a page one by one: an entry that cannot be read does not hide the others; it is left out,
 * counted and logged. Failure `unreadable` when there are entries and none can be read.
 */
export function readEntries<Schema extends z.ZodType>(
  schema: Schema,
  entries: readonly unknown[],
  { title, path, unreadable, log }: ListFacts,
): { readonly read: readonly z.output<Schema>[]; readonly unread: number } {
  const parsed = entries.map((entry) => schema.safeParse(entry));
  const errors = parsed.flatMap(({ error }) => error ?? []);
  const [first] = errors;
  if (first !== undefined) {
    const detail = `${path}: ${errors.length} of ${parsed.length} entries: ${issuesIn(first)}`;
    if (errors.length === parsed.length) throw new Failure('unreadable', unreadable, { detail });
    log.warn(`${title}: not read and left out of ${detail}`);
  }
  return { read: parsed.flatMap(({ success, data }) => (success ? [data] : [])), unread: errors.length };
}
