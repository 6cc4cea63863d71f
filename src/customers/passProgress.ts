import type { PageId, StoredPage } from './pageFiles.ts';

/** After this many pages in a row without a new entry, the list counts as repeating itself. */
const maxPagesWithoutNewEntries = 3;

/** Enough for a million customers; a list with more pages counts as repeating itself. */
const maxPages = 5000;

/** The page to read next. */
export interface NextPage extends PageId {
  /** Undefined on the first page. */
  readonly cursor: string | undefined;
}

/** What is remembered of a page, without its entries. */
interface PageSummary {
  readonly next?: string | undefined;
  readonly ended?: StoredPage['ended'];
  readonly unread?: number | undefined;
  readonly at: number;
}

/**
 * How far the passes through a service's list have come, and which page is next. A pass is one reading of the list from
 * the first page to the last; it is whole when it reached the end of the list and none of its pages is missing.
 */
export class PassProgress {
  /** Pages by pass and by number, both from 1; there may be gaps. */
  readonly #passes = new Map<number, Map<number, PageSummary>>();
  /** The cursors that the newest pass has given so far. */
  #lastCursors: { readonly pass: number; readonly cursors: Set<string> } = { pass: 0, cursors: new Set() };
  /** How many pages in a row have had no new entry. */
  #pagesWithoutNewEntries = 0;

  add({ pass, page }: PageId, { next, ended, unread, at }: PageSummary): void {
    const pages = this.#passes.get(pass) ?? new Map<number, PageSummary>();
    this.#passes.set(pass, pages.set(page, { next, ended, unread, at }));
  }

  /** The next page of the newest pass; the first one of a new pass when the newest has ended. */
  nextPage(): NextPage {
    const pass = this.#newest;
    const pages = this.#unbroken(pass);
    const last = pages.at(-1);
    if (last?.ended !== undefined) return { pass: pass + 1, page: 1, cursor: undefined };
    return { pass: Math.max(1, pass), page: pages.length + 1, cursor: last?.next };
  }

  /** For when the newest pass cannot go on. */
  firstPageOfNewPass(): NextPage {
    return { pass: this.#newest + 1, page: 1, cursor: undefined };
  }

  /** When the newest pass ended, in milliseconds since the epoch; undefined: it has not. */
  get endedAt(): number | undefined {
    const last = this.#unbroken(this.#newest).at(-1);
    return last?.ended === undefined ? undefined : last.at;
  }

  /** How many entries of the newest pass could not be read. */
  get unread(): number {
    return this.#unbroken(this.#newest).reduce((sum, { unread = 0 }) => sum + unread, 0);
  }

  isWhole(pass: number): boolean {
    return this.#unbroken(pass).at(-1)?.ended === 'complete';
  }

  /**
   * Whether the pass ends with this page: at the end of the list, or because the list repeats itself; undefined: it
   * goes on. `newEntries`: how many entries of the page the pass had not shown before.
   */
  endAt(at: NextPage, next: string | undefined, newEntries: number): StoredPage['ended'] {
    if (next === undefined) return 'complete';
    if (this.#lastCursors.pass !== at.pass) {
      const cursors = this.#unbroken(at.pass).flatMap((page) => page.next ?? []);
      this.#lastCursors = { pass: at.pass, cursors: new Set(cursors) };
      this.#pagesWithoutNewEntries = 0;
    }
    this.#pagesWithoutNewEntries = newEntries === 0 ? this.#pagesWithoutNewEntries + 1 : 0;
    const { cursors } = this.#lastCursors;
    if (cursors.has(next) || this.#pagesWithoutNewEntries >= maxPagesWithoutNewEntries || at.page >= maxPages)
      return 'repeated';
    cursors.add(next);
    return undefined;
  }

  forgetBefore(pass: number): void {
    for (const each of this.#passes.keys()) if (each < pass) this.#passes.delete(each);
  }

  get #newest(): number {
    return Math.max(0, ...this.#passes.keys());
  }

  /** The pages from the first one up to the first that is missing, or that ends the pass. */
  #unbroken(pass: number): readonly PageSummary[] {
    const pages = this.#passes.get(pass);
    const unbroken: PageSummary[] = [];
    for (let page = pages?.get(1); page !== undefined; page = pages?.get(unbroken.length + 1)) {
      unbroken.push(page);
      if (page.ended !== undefined) break;
    }
    return unbroken;
  }
}
