import type { OpenAccount } from '../accounts/accountBook.ts';
import type { Clock } from '../base/clock.ts';
import type { AccountsFinder, AccountsQuery, AccountsResult } from '../customers/accountsFinder.ts';
import type { NoteKind } from '../model/note.ts';
import { lineRows } from './lineRows.ts';
import { onlyMatch, type OnlyMatch } from './onlyMatch.ts';
import { parseOneLine, type OneLine } from './oneLine.ts';
import { resultRows, typedRows, type PromptRow } from './promptRows.ts';
import { startingRows } from './startingRows.ts';

/** Milliseconds that Enter waits for a list to be read: one from the disk, or a short one, on a busy machine too. */
const longestWait = 10_000;

/** What a search needs from outside. */
export interface PromptSearchParts {
  readonly accounts: readonly OpenAccount[];
  /** Of the same accounts, and of this search alone, which disposes of it. */
  readonly finder: AccountsFinder;
  readonly clock: Clock;
  /** The services that an account can be set up for, where there is none; empty: it cannot be set up from here. */
  readonly connectable: readonly string[];
  /** How a whole note in one line is read; undefined: what is typed only names somebody. */
  readonly lines: { readonly kind: NoteKind; readonly today: () => string } | undefined;
}

/** What is typed into the box, the line that it may be, and whom the lists on this machine hold for it. */
export class PromptSearch {
  readonly #parts: PromptSearchParts;
  /** What the box holds, and the entered target. */
  query: AccountsQuery = { text: '', within: undefined };
  #line: OneLine | undefined;
  #result: AccountsResult;

  constructor(parts: PromptSearchParts) {
    this.#parts = parts;
    this.#result = parts.finder.find(this.query);
  }

  /** The note in one line that the box holds; undefined: only words that name somebody. As of {@link find}. */
  get line(): OneLine | undefined {
    return this.#line;
  }

  /** Whom the lists held at the last {@link find}. */
  get result(): AccountsResult {
    return this.#result;
  }

  get isWithin(): boolean {
    return this.query.within !== undefined;
  }

  /** Searches for what is typed. */
  find(): void {
    this.#line = this.#readLine();
    this.#result = this.#parts.finder.find(this.#searched);
  }

  /** The rows for what was found. */
  get rows(): readonly PromptRow[] {
    const { accounts, connectable, lines } = this.#parts;
    if (this.#line && lines) return lineRows(accounts, this.#result, this.#line, lines.kind);
    const rows = resultRows(accounts, this.#result);
    return this.query.text.trim() === '' && !this.isWithin ? startingRows(rows, accounts, connectable) : rows;
  }

  /** The rows that look up what is typed. */
  get typedRows(): ReturnType<typeof typedRows> {
    return typedRows(this.#parts.accounts, this.#searched.text, false);
  }

  /** The only row that fits what was found. */
  onlyMatch(): OnlyMatch {
    const { rows } = this;
    const log = rows.find((row) => row.row === 'log');
    return log ? { action: log.action } : onlyMatch(this.#result, rows);
  }

  /** Resolves when the lists have been read, when the signal aborts, and after {@link longestWait} at the latest. */
  async listsRead(signal: AbortSignal): Promise<void> {
    const { finder, clock } = this.#parts;
    const end = new AbortController();
    const stop = finder.onChange(() => {
      if (!finder.find(this.#searched).isFilling) end.abort();
    });
    await clock.wait(longestWait, AbortSignal.any([signal, end.signal])).catch(() => undefined);
    stop();
  }

  dispose(): void {
    this.#parts.finder.dispose();
  }

  /** What is searched for: of a line, the words that say whom it is about. */
  get #searched(): AccountsQuery {
    const { text, within } = this.query;
    return { text: this.#line?.who ?? text, within };
  }

  /** A colon or a duration may also be a part of somebody's name. */
  #readLine(): OneLine | undefined {
    const { lines } = this.#parts;
    const { text } = this.query;
    const line = lines && !this.isWithin ? parseOneLine(text, lines.today()) : undefined;
    if (!line || this.#isName(text)) return undefined;
    const head = text.slice(0, text.indexOf(': ')).trim();
    return line.duration && this.#isName(head) ? { ...line, who: head, duration: undefined } : line;
  }

  #isName(text: string): boolean {
    const { rows } = this.#parts.finder.find({ text, within: undefined });
    return rows.some(({ fit }) => fit === 'exact');
  }
}
