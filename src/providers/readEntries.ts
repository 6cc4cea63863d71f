import type * as z from 'zod';
import { Failure } from '../base/failure.ts';
import type { InTurns } from '../base/forEachYielding.ts';
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
  readonly inTurns: InTurns;
}

/**
 * Reads the entries of a page one by one: an entry that cannot be read does not hide the others; it is left out,
 * counted and logged. Failure `unreadable` when there are entries and none can be read.
 */
export async function readEntries<Schema extends z.ZodType>(
  schema: Schema,
  entries: readonly unknown[],
  { title, path, unreadable, log, inTurns }: ListFacts,
): Promise<{ readonly read: readonly z.output<Schema>[]; readonly unread: number }> {
  const read: z.output<Schema>[] = [];
  let first: z.ZodError | undefined;
  await inTurns(entries, (entry) => {
    const { data, error, success } = schema.safeParse(entry);
    if (success) read.push(data);
    else first ??= error;
  });
  const unread = entries.length - read.length;
  if (first !== undefined) {
    const detail = `${path}: ${unread} of ${entries.length} entries: ${issuesIn(first)}`;
    if (read.length === 0) throw new Failure('unreadable', unreadable, { detail });
    log.warn(`${title}: not read and left out of ${detail}`);
  }
  return { read, unread };
}
