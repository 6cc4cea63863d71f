import type { DirectoryEntry } from '../../../src/model/directory.ts';
import { misspelt } from '../../support/manyCustomers.ts';
import { createRandom, type Random } from '../../support/random.ts';

/** What people type: the start of a name, a misspelt name, a name in another order, a part of an id or address. */
export const kinds = ['begun', 'misspelt', 'turned', 'id'] as const;

/** A search that somebody makes. */
interface AskedFor {
  readonly typed: string;
  /** The name of the customer that should be found. */
  readonly name: string;
  readonly kind: (typeof kinds)[number];
}

/** So many searches for some of these customers, always the same ones. */
export function questionsFor(all: readonly DirectoryEntry[], count: number): readonly AskedFor[] {
  const random = createRandom(7);
  return Array.from({ length: count }, () => questionFor(all[random.int(0, all.length - 1)], random));
}

function questionFor(entry: DirectoryEntry | undefined, random: Random): AskedFor {
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
