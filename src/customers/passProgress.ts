import type { PageId, StoredPage } from './pageFiles.ts';

/** Further pages that bring nobody new mean that the list goes round in circles. */
const maxPagesWithoutNewEntries = 3;

/** A million customers; whatever lists more goes round in circles. */
const maxPages = 5000;

/** Where to go on. */
export interface NextPage extends PageId {
  /** Undefined on the first page. */
  readonly cursor: string | undefined;
}

/** What of a page is remembered: not its entries. */
interface PageSummary {
  readonly next?: string | undefined;
  readonly ended?: StoredPage['ended'];
  readonly unread?: number | undefined;
  readonly at: number;
}

/**
 * What was read of the passes through a service's list, and where to go on. A pass is whole when it reached the end
 * of the list and none of its pages is missing.
 */
export class PassProgress {
  /** Pages by number, from 1; there may be gaps. */
  readonly #passes = new Map<number, Map<number, PageSummary>>();
  #cursors: { readonly pass: number; readonly known: Set<string> } = { pass: 0, known: new Set() };
  #barren = 0;

  add({ pass, page }: PageId, { next, ended, unread, at }: PageSummary): void {
    const pages = this.#passes.get(pass) ?? new Map<number, PageSummary>();
    this.#passes.set(pass, pages.set(page, { next, ended, unread, at }));
  }

  /** Where the newest pass goes on; a new pass when it has ended. */
  nextPage(): NextPage {
    const pass = this.#newest;
    const marks = this.#unbroken(pass);
    const last = marks.at(-1);
    if (last?.ended !== undefined) return { pass: pass + 1, page: 1, cursor: undefined };
    return { pass: Math.max(1, pass), page: marks.length + 1, cursor: last?.next };
  }

  /** A pass after all others, for when the newest cannot go on. */
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
   * Whether the pass ends with a page: at the end of the list, or because it repeats itself. `fresh`: how many of its
   * entries had not been seen in this pass.
   */
  endAt(at: NextPage, next: string | undefined, fresh: number): StoredPage['ended'] {
    if (next === undefined) return 'complete';
    if (this.#cursors.pass !== at.pass) {
      const known = this.#unbroken(at.pass).flatMap((mark) => mark.next ?? []);
      this.#cursors = { pass: at.pass, known: new Set(known) };
      this.#barren = 0;
    }
    this.#barren = fresh === 0 ? this.#barren + 1 : 0;
    const { known } = this.#cursors;
    if (known.has(next) || this.#barren >= maxPagesWithoutNewEntries || at.page >= maxPages)
      return 'repeated';
    known.add(next);
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
    const marks: PageSummary[] = [];
    for (let mark = pages?.get(1); mark !== undefined; mark = pages?.get(marks.length + 1)) {
      marks.push(mark);
      if (mark.ended !== undefined) break;
    }
    return marks;
  }
}
