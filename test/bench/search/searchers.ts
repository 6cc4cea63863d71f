import uFuzzy from '@leeoniya/ufuzzy';
import { Query, SearcherFactory } from '@m31coding/fuzzy-search';
import { Index } from 'flexsearch';
import { fold } from '../../../src/base/fold.ts';
import { EntrySearch } from '../../../src/customers/entrySearch.ts';
import type { DirectoryEntry } from '../../../src/model/directory.ts';
import { Matcher } from './yardstick/matcher.ts';

/** Something that finds customers by what is typed. */
export interface Searcher {
  readonly add: (entries: readonly DirectoryEntry[]) => void;
  /** To be called when all are added. */
  readonly finish: () => void;
  /** The names of those that are found, the best first. */
  readonly find: (typed: string) => readonly string[];
}

/** As many rows as the palette asks for. */
const rows = 100;

/** `matcher` is the product's search until it got its index: the yardstick. The others are libraries. */
export const searchers = {
  index: () => filledByEntry(new EntrySearch()),
  matcher: () => filledByEntry(new Matcher()),
  m31coding: fuzzySearch,
  flexsearch: flexSearch,
  uFuzzy: microFuzzy,
} satisfies Readonly<Record<string, () => Searcher>>;

/** Their names. */
export type SearcherName = keyof typeof searchers;

function filledByEntry(search: Pick<EntrySearch, 'set' | 'find'>): Searcher {
  return {
    add: (entries) => entries.forEach((entry) => search.set(entry)),
    finish: () => undefined,
    find: (typed) => search.find(typed, rows).map(({ target }) => target.name ?? ''),
  };
}

/** https://github.com/m31coding/fuzzy-search with its defaults. It is filled all at once. */
function fuzzySearch(): Searcher {
  const searcher = SearcherFactory.createDefaultSearcher<DirectoryEntry, string>();
  const all: DirectoryEntry[] = [];
  return {
    add: (entries) => void all.push(...entries),
    finish: () => void searcher.indexEntities(all, ({ target }) => target.id, partsOf),
    find: (typed) =>
      searcher.getMatches(new Query(typed, rows)).matches.map(({ entity }) => entity.target.name ?? ''),
  };
}

/** https://github.com/nextapps-de/flexsearch for words from their beginnings. */
function flexSearch(): Searcher {
  const index = new Index({ tokenize: 'forward' });
  const names: string[] = [];
  return {
    add: (entries) => {
      for (const entry of entries) index.add(names.push(entry.target.name ?? '') - 1, textOf(entry));
    },
    finish: () => undefined,
    find: (typed) => index.search(fold(typed), { limit: rows }).map((id) => names[Number(id)] ?? ''),
  };
}

/** https://github.com/leeoniya/uFuzzy with one error in a word, and words in any order. */
function microFuzzy(): Searcher {
  const fuzzy = new uFuzzy({ intraMode: 1, unicode: true });
  const names: string[] = [];
  const texts: string[] = [];
  return {
    add: (entries) => {
      for (const entry of entries) {
        names.push(entry.target.name ?? '');
        texts.push(textOf(entry));
      }
    },
    finish: () => undefined,
    find: (typed) => {
      const [found, info, order] = fuzzy.search(texts, fold(typed), 5, 1000);
      const best = info ? order.map((at) => info.idx[at] ?? -1) : (found ?? []);
      return best.slice(0, rows).map((at) => names[at] ?? '');
    },
  };
}

function partsOf({ target, company, email, externalIds = [] }: DirectoryEntry): string[] {
  return [target.name ?? '', company ?? '', email ?? '', ...externalIds, target.id].filter(
    (part) => part !== '',
  );
}

function textOf(entry: DirectoryEntry): string {
  return fold(partsOf(entry).join('\n'));
}
