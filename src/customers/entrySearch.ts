import type { DirectoryEntry } from '../model/directory.ts';
import { BestRanked } from './bestRanked.ts';
import { BitRows, blockSize, countBits, visitBits, type Bits } from './bitRows.ts';
import {
  collectRows,
  namePartRows,
  nameStartRows,
  nameWordStartRows,
  pageRows,
  partRows,
  wholeLineRows,
  wordStartRows,
} from './letterGroups.ts';
import { OffHeapEntries } from './offHeapEntries.ts';
import { questionOf, type Question } from './question.ts';
import { isSpellable, rankAsTyped, rankOfSimilar, ranks, weightOf } from './ranking.ts';
import { RowList } from './rowList.ts';
import { searchTextOf, type SearchText } from './searchText.ts';
import { Speller } from './speller.ts';
import { targetKey } from './targetKey.ts';
import { webAddressKey } from './webAddressKeys.ts';

/** Fewer are looked at at once: that takes less time than to sort them out by their rows first. */
const few = 500;

/** What the entries of one block are found and ordered by. */
interface Block {
  readonly texts: string[];
  /** The key of the entry's page on the service's web site, or ''. */
  readonly pages: string[];
  readonly nameEnds: Uint16Array;
  readonly namesEnds: Uint16Array;
  readonly weights: Float64Array;
}

/** Entries that may have ranks from `best` to `worst`. */
interface Candidates {
  readonly bits: Bits;
  readonly best: number;
  readonly worst: number;
}

/**
 * Finds entries by what a person types: rows of bits say which entries may hold its letters, and their texts are looked
 * at. Synchronous: adding 200 entries takes a few milliseconds, a search mostly less than one.
 */
export class EntrySearch {
  readonly #blocks: Block[] = [];
  readonly #rows = new BitRows();
  readonly #collected = new RowList();
  readonly #speller = new Speller();
  readonly #entries = new OffHeapEntries();
  /** How many numbers were given. Those of deleted entries are not given again. */
  #given = 0;
  readonly #byKey = new Map<string, number>();

  get size(): number {
    return this.#byKey.size;
  }

  /** `key`: the {@link targetKey} of its target. */
  get(key: string): DirectoryEntry | undefined {
    return this.#entry(this.#byKey.get(key));
  }

  /** Adds an entry, or replaces the one of the same target, which keeps its place among equals. */
  set(entry: DirectoryEntry): void {
    const key = targetKey(entry.target);
    const known = this.#byKey.get(key);
    const number = known ?? this.#given;
    if (known === undefined) {
      this.#given += 1;
      this.#byKey.set(key, number);
    }
    if (!this.#entries.set(number, entry)) return;
    this.#index(number, entry, known !== undefined);
  }

  delete(key: string): void {
    const number = this.#byKey.get(key);
    if (number === undefined) return;
    this.#byKey.delete(key);
    this.#entries.delete(number);
    this.#rows.remove(number);
    const block = this.#blocks[Math.floor(number / blockSize)];
    if (!block) return;
    block.texts[number % blockSize] = '';
    block.pages[number % blockSize] = '';
  }

  keys(): readonly string[] {
    return [...this.#byKey.keys()];
  }

  /**
   * The best entries first, at most `limit`; see {@link ranks}. Those that hold every word as it was typed come first;
   * only if these are fewer than `limit`, those follow of which the names hold it give or take one letter.
   */
  find(typed: string, limit: number): readonly DirectoryEntry[] {
    const question = questionOf(typed);
    this.#rows.start();
    const page = this.#ofPage(question);
    if (page !== undefined) return [page];
    if (question.words.length === 0) return [];
    const best = new BestRanked<number>(limit);
    for (const candidates of this.#asTyped(question)) {
      this.#put(best, candidates, (searched) => rankAsTyped(searched, question));
      if (best.isFull) break;
    }
    if (!best.isFull) this.#putSimilar(best, question);
    return best.items.flatMap((number) => this.#entry(number) ?? []);
  }

  #index(number: number, entry: DirectoryEntry, isKnown: boolean): void {
    const block = (this.#blocks[Math.floor(number / blockSize)] ??= newBlock());
    const at = number % blockSize;
    block.weights[at] = weightOf(entry);
    const searched = searchTextOf(entry);
    const { url } = entry.target;
    const page = (url === undefined ? undefined : webAddressKey(url)) ?? '';
    if (block.texts[at] === searched.text && block.pages[at] === page) return;
    if (isKnown) this.#rows.remove(number);
    block.texts[at] = searched.text;
    block.pages[at] = page;
    block.nameEnds[at] = searched.nameEnd;
    block.namesEnds[at] = searched.namesEnd;
    collectRows(this.#collected, searched, page);
    this.#rows.add(number, this.#collected.rows);
    // Ids are found by any part of them, but never by a similar one: ids are pasted, not typed from memory.
    this.#speller.add(searched.text.slice(0, searched.namesEnd));
  }

  /** Who may hold every word as it was typed, the best ranks first. */
  *#asTyped({ words, whole }: Question): Generator<Candidates> {
    const all = this.#rows.select([[words.flatMap(partRows)]]);
    if (countBits(all, few) < few) {
      yield { bits: all, best: ranks.exact, worst: ranks.part };
      return;
    }
    const within = (rank: number, rows: readonly number[]): Candidates => ({
      bits: this.#rows.select([[rows]], all),
      best: rank,
      worst: rank,
    });
    yield within(ranks.exact, wholeLineRows(whole));
    yield within(ranks.nameBegins, nameStartRows(whole));
    yield within(ranks.nameWordsBegin, words.flatMap(nameWordStartRows));
    yield within(ranks.wordsBegin, words.flatMap(wordStartRows));
    yield within(ranks.partOfName, words.flatMap(namePartRows));
    yield { bits: all, best: ranks.part, worst: ranks.part };
  }

  #putSimilar(best: BestRanked<number>, question: Question): void {
    const { runs, whole } = question;
    if (!isSpellable(runs)) return;
    const meant = new Map<string, readonly string[]>();
    const wanted = runs.map((run) => {
      const starts = this.#speller.startsLike(run);
      meant.set(run, starts);
      const asTyped = run.length < 3 ? wordStartRows(run) : partRows(run);
      return [asTyped, ...starts.map((start) => [...wordStartRows(start), ...partRows(start)])];
    });
    const bits = this.#rows.select(wanted);
    // Where nothing else was typed, an entry that holds the only run as it is was found before.
    const candidates = { bits, best: ranks.similar + (runs[0] === whole ? 2 : 0), worst: Infinity };
    this.#put(best, candidates, (searched) =>
      rankAsTyped(searched, question) === undefined
        ? rankOfSimilar(searched, question, (run) => meant.get(run) ?? [])
        : undefined,
    );
  }

  /** Looks at the candidates that would be among the best. */
  #put(
    kept: BestRanked<number>,
    { bits, best, worst }: Candidates,
    rankIn: (searched: SearchText) => number | undefined,
  ): void {
    for (const [number, { texts, nameEnds, namesEnds, weights }] of this.#blocks.entries())
      visitBits(bits, number, (at) => {
        const weight = weights[at] ?? 0;
        if (!kept.admits(best, weight)) return;
        const searched = { text: texts[at] ?? '', nameEnd: nameEnds[at] ?? 0, namesEnd: namesEnds[at] ?? 0 };
        const rank = rankIn(searched);
        if (rank !== undefined && rank >= best && rank <= worst)
          kept.put(number * blockSize + at, rank, weight);
      });
  }

  /** The entry that a page of the service's web site is about. */
  #ofPage({ pages }: Question): DirectoryEntry | undefined {
    for (const page of pages) {
      const bits = this.#rows.select([[pageRows(page)]]);
      let found: number | undefined;
      for (const [number, block] of this.#blocks.entries())
        visitBits(bits, number, (at) => {
          if (block.pages[at] === page) found = number * blockSize + at;
        });
      if (found !== undefined) return this.#entry(found);
    }
    return undefined;
  }

  #entry(number: number | undefined): DirectoryEntry | undefined {
    return number === undefined ? undefined : this.#entries.get(number);
  }
}

function newBlock(): Block {
  return {
    texts: [],
    pages: [],
    nameEnds: new Uint16Array(blockSize),
    namesEnds: new Uint16Array(blockSize),
    weights: new Float64Array(blockSize),
  };
}
