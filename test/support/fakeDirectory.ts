import { Failure } from '../../src/base/failure.ts';
import type { DirectoryEntry, DirectoryPage } from '../../src/model/directory.ts';

/** A service's list, whose pages a test can change, refuse or let go round in circles. */
export interface FakeDirectory {
  entries: DirectoryEntry[];
  /** Entries a page. */
  size: number;
  /** The cursors that were asked for, in order; undefined: the first page. */
  readonly cursors: (string | undefined)[];
  /** Thrown for the next pages that are asked for, in order; undefined: answered. */
  readonly failures: (Failure | undefined)[];
  /** Whether a cursor is still known. */
  knows: (cursor: string) => boolean;
  /** Answers in place of all this, where a test sets it. */
  answer: ((cursor: string | undefined) => DirectoryPage) | undefined;
  readonly read: (cursor: string | undefined, signal?: AbortSignal) => Promise<DirectoryPage>;
}

/** A customer with a name. */
export function directoryEntryOf(id: string, name = `Customer ${id}`): DirectoryEntry {
  return { target: { type: 'customer', id, name } };
}

/** Customers `c1` to `cN`, paged in this order. */
export function fakeDirectory(count: number, size = 3): FakeDirectory {
  const directory: FakeDirectory = {
    entries: Array.from({ length: count }, (_, index) => directoryEntryOf(`c${index + 1}`)),
    size,
    cursors: [],
    failures: [],
    knows: () => true,
    answer: undefined,
    read: async (cursor, signal) => {
      await Promise.resolve();
      if (signal?.aborted) throw new Failure('cancelled', 'Cancelled.');
      directory.cursors.push(cursor);
      const failure = directory.failures.shift();
      if (failure) throw failure;
      if (directory.answer) return directory.answer(cursor);
      if (cursor !== undefined && !directory.knows(cursor))
        throw new Failure('refused', 'The cursor is unknown.', { status: 400 });
      const from = cursor === undefined ? 0 : Number(cursor.slice('from '.length));
      const to = from + directory.size;
      const cursorAfter = to < directory.entries.length ? `from ${to}` : undefined;
      return { entries: directory.entries.slice(from, to), cursor: cursorAfter };
    },
  };
  return directory;
}
