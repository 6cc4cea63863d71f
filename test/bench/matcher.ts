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

/** Finding a customer by name, word by word as people type, with and without typing errors. */
export function matcherRows(): readonly Row[] {
  const all = manyCustomers(customers);
  const matcher = new Matcher();
  for (const entry of all) matcher.set(entry);
  const random = createRandom(7);
  const asked = Array.from({ length: queries }, () => questionOf(all[random.int(0, all.length - 1)], random));
  // As in an editor that has run for a while: the first hundred are compiled on the way.
  for (const { typed } of asked.slice(0, 100)) matcher.find(typed, rows);
  const times: number[] = [];
  const whole = { misspelt: 0, found: 0 };
  for (const { typed, name, kind } of asked) {
    const thrice: number[] = [];
    for (let turn = 0; turn < 3; turn += 1) {
      const began = performance.now();
      matcher.find(typed, rows);
      thrice.push(performance.now() - began);
    }
    // What else runs on the machine slows one of them, seldom two.
    times.push(spread(thrice).median);
    const found = matcher.find(typed, rows);
    if (kind !== 'misspelt') continue;
    whole.misspelt += 1;
    if (found.some(({ target }) => target.name === name)) whole.found += 1;
  }
  const sorted = times.toSorted((a, b) => a - b);
  const at = (part: number) => sorted[Math.floor(sorted.length * part)] ?? Number.NaN;
  const share = (100 * whole.found) / whole.misspelt;
  return [
    {
      what: `a search among ${customers} customers, 95th percentile`,
      against: `${queries} searches, ${rows} rows each, the median of three`,
      figure: `${at(0.95).toFixed(1)} ms (median ${at(0.5).toFixed(1)}, longest ${at(1 - 1 / queries).toFixed(1)})`,
      goal: atMost(at(0.95), frame, `at most ${frame} ms`),
    },
    {
      what: 'whole names with an error in each word of five letters or more, found',
      against: `${whole.misspelt} of the searches`,
      figure: `${share.toFixed(1)} %`,
      goal: atLeast(share, 99, 'at least 99 %'),
    },
  ];
}

interface Question {
  readonly typed: string;
  /** Whose name it was made of. */
  readonly name: string;
  readonly kind: 'begun' | 'misspelt' | 'turned' | 'id';
}

/** A name begun, misspelt, in another order, or a part of an id or e-mail address. */
function questionOf(entry: DirectoryEntry | undefined, random: Random): Question {
  const name = entry?.target.name ?? '';
  const words = name.split(' ');
  switch (random.int(0, 3)) {
    case 0:
      return { typed: name.slice(0, random.int(2, 11)), name, kind: 'begun' };
    case 1:
      return { typed: words.map((word) => misspelt(word, random)).join(' '), name, kind: 'misspelt' };
    case 2:
      return { typed: words.toReversed().join(' '), name, kind: 'turned' };
    default:
      return {
        typed: (entry?.email ?? entry?.target.id ?? '').slice(2, random.int(4, 19)),
        name,
        kind: 'id',
      };
  }
}
