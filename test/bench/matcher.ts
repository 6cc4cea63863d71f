import { Matcher } from '../../src/customers/matcher.ts';
import type { DirectoryEntry } from '../../src/model/directory.ts';
import { manyCustomers, misspelt } from '../support/manyCustomers.ts';
import { createRandom, type Random } from '../support/random.ts';
import { atLeast, atMost, spread, type Row } from './frame.ts';

const customers = 50_000;
const queries = 600;
const rows = 100;

/** One frame of a screen (milliseconds). */
const frame = 16;

/** Finding a customer by what people type: the start of a name, misspelt names, words in another order, ids. */
export function matcherRows(): readonly Row[] {
  const all = manyCustomers(customers);
  const matcher = new Matcher();
  for (const entry of all) matcher.set(entry);
  const random = createRandom(7);
  const searches = Array.from({ length: queries }, () =>
    searchFor(all[random.int(0, all.length - 1)], random),
  );
  // The first hundred searches are not measured, because the engine still compiles the code.
  for (const { typed } of searches.slice(0, 100)) matcher.find(typed, rows);
  const times: number[] = [];
  const names = { misspelt: 0, found: 0 };
  for (const { typed, name, kind } of searches) {
    const threeTimes: number[] = [];
    for (let turn = 0; turn < 3; turn += 1) {
      const began = performance.now();
      matcher.find(typed, rows);
      threeTimes.push(performance.now() - began);
    }
    // Other programs on the machine may slow one of the three, but seldom two.
    times.push(spread(threeTimes).median);
    const results = matcher.find(typed, rows);
    if (kind !== 'misspelt') continue;
    names.misspelt += 1;
    if (results.some(({ target }) => target.name === name)) names.found += 1;
  }
  const sorted = times.toSorted((a, b) => a - b);
  const at = (part: number) => sorted[Math.floor(sorted.length * part)] ?? Number.NaN;
  const share = (100 * names.found) / names.misspelt;
  return [
    {
      what: `a search among ${customers} customers, 95th percentile`,
      against: `${queries} searches, ${rows} rows each, the median of three`,
      figure: `${at(0.95).toFixed(1)} ms (median ${at(0.5).toFixed(1)}, longest ${at(1 - 1 / queries).toFixed(1)})`,
      goal: atMost(at(0.95), frame, `at most ${frame} ms`),
    },
    {
      what: 'whole names with an error in each word of five letters or more, found',
      against: `${names.misspelt} of the searches`,
      figure: `${share.toFixed(1)} %`,
      goal: atLeast(share, 99, 'at least 99 %'),
    },
  ];
}

interface Search {
  readonly typed: string;
  /** The name of the customer that should be found. */
  readonly name: string;
  readonly kind: 'start' | 'misspelt' | 'reordered' | 'id';
}

/** The start of a name, a misspelt name, a name in another order, or a part of an id or e-mail address. */
function searchFor(entry: DirectoryEntry | undefined, random: Random): Search {
  const name = entry?.target.name ?? '';
  const words = name.split(' ');
  switch (random.int(0, 3)) {
    case 0:
      return { typed: name.slice(0, random.int(2, 11)), name, kind: 'start' };
    case 1:
      return { typed: words.map((word) => misspelt(word, random)).join(' '), name, kind: 'misspelt' };
    case 2:
      return { typed: words.toReversed().join(' '), name, kind: 'reordered' };
    default:
      return {
        typed: (entry?.email ?? entry?.target.id ?? '').slice(2, random.int(4, 19)),
        name,
        kind: 'id',
      };
  }
}
