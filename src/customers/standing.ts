import type { DirectoryEntry } from '../model/directory.ts';
import { isActive, sizeOf } from './ranking.ts';

/** The place of a target among all that match, of one account or of several. */
export interface Standing {
  /** See `ranks`. */
  readonly rank: number;
  readonly isActive: boolean;
  /** Whether it is pinned or was used lately. */
  readonly isRecent: boolean;
  /** Monthly revenue, in hundredths of whatever currency. */
  readonly size: number;
}

/** The standing of an entry that answers a question with this rank. */
export function standingOf(entry: DirectoryEntry, rank: number, isRecent: boolean): Standing {
  return { rank, isActive: isActive(entry), isRecent, size: sizeOf(entry) };
}

/**
 * Below 0: the first is better. The rank decides; among equals active customers come first, then pinned and recent ones,
 * which are in an order of their own, then larger ones.
 */
export function compareStandings(a: Standing, b: Standing): number {
  return (
    a.rank - b.rank ||
    Number(b.isActive) - Number(a.isActive) ||
    Number(b.isRecent) - Number(a.isRecent) ||
    (a.isRecent ? 0 : b.size - a.size)
  );
}
