import { Failure } from '../base/failure.ts';
import type { StoredNote, Target } from '../model/note.ts';
import type { Provider } from '../providers/provider.ts';

/** Whose history, as people know it. */
export interface HistoryCustomer {
  readonly target: Target;
  /** The account's label. */
  readonly account: string;
}

const pageSize = 200;

/** 200,000 notes; a service that has more to say about one customer does not stop at all. */
const mostPages = 1000;

/**
 * All notes and calls about a target, page by page, in the service's order (newest first), each once. Rejects with
 * what the provider rejects with, with Failure `unreadable` when the list never ends, and `cancelled`: half a history
 * must not look like a whole one.
 */
export async function* customerNotes(
  provider: Pick<Provider, 'list'>,
  target: Target,
  signal: AbortSignal,
): AsyncGenerator<readonly StoredNote[]> {
  const seen = new Set<string>();
  const cursors = new Set<string>();
  let cursor: string | undefined;
  for (let page = 1; page <= mostPages; page += 1) {
    if (signal.aborted) throw new Failure('cancelled', 'Cancelled.');
    const { notes, cursor: next } = await provider.list(
      { target, limit: pageSize, ...(cursor === undefined ? {} : { cursor }) },
      signal,
    );
    // Pages shift when notes are made meanwhile.
    const fresh = notes.filter(({ id }) => !seen.has(id));
    for (const { id } of fresh) seen.add(id);
    yield fresh;
    if (next === undefined) return;
    if (cursors.has(next)) throw endless(`page ${page} leads back to an earlier one`);
    cursors.add(next);
    cursor = next;
  }
  throw endless(`more than ${mostPages} pages`);
}

function endless(detail: string): Failure {
  return new Failure('unreadable', 'The service’s list of this customer’s notes does not end.', { detail });
}
