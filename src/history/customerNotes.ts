import { Failure } from '../base/failure.ts';
import type { StoredNote, Target } from '../model/note.ts';
import type { Provider } from '../providers/provider.ts';
import * as words from '../words/history.ts';
import { cancelled } from '../words/network.ts';

/** The customer of a history, and the account that it is read from. */
export interface HistoryCustomer {
  readonly target: Target;
  /** The account's label. */
  readonly account: string;
}

const pageSize = 200;

/** 200,000 notes. A longer list is most likely one that does not end. */
const maxPages = 1000;

/**
 * All notes and calls about a target, page by page, in the service's order (newest first), each once. Rejects as the
 * provider does, and with Failure `unreadable` if the list does not end, or `cancelled`: half a history must not look
 * like a whole one.
 */
export async function* customerNotes(
  provider: Pick<Provider, 'list'>,
  target: Target,
  signal: AbortSignal,
): AsyncGenerator<readonly StoredNote[]> {
  const seenIds = new Set<string>();
  const cursors = new Set<string>();
  let cursor: string | undefined;
  for (let page = 1; page <= maxPages; page += 1) {
    if (signal.aborted) throw new Failure('cancelled', cancelled());
    const { notes, cursor: next } = await provider.list(
      { target, limit: pageSize, ...(cursor === undefined ? {} : { cursor }) },
      signal,
    );
    // When notes are created meanwhile, the pages shift and repeat some.
    const newNotes = notes.filter(({ id }) => !seenIds.has(id));
    for (const { id } of newNotes) seenIds.add(id);
    yield newNotes;
    if (next === undefined) return;
    if (cursors.has(next)) throw endless(`page ${page} leads back to an earlier one`);
    cursors.add(next);
    cursor = next;
  }
  throw endless(`more than ${maxPages} pages`);
}

function endless(detail: string): Failure {
  return new Failure('unreadable', words.endless(), { detail });
}
