import type { DirectoryStatus } from './directoryIndex.ts';
import * as words from '../words/customers.ts';
import { spokenLanguage } from '../words/translate.ts';

/** How far a directory has been read, for people; undefined: all of it can be found. `label`: "customer". */
export function progressText(status: DirectoryStatus, label: string): string | undefined {
  const { count, whole, state, failure, unread } = status;
  const many = words.count(count, new Intl.NumberFormat(spokenLanguage()).format(count), label);
  if (!whole && state === 'filling') return words.readSoFar(many);
  if (!whole && state === 'halted') return words.onlySoFar(many, failure?.message ?? words.restUnread());
  if (!whole && count > 0 && state === 'idle') return words.perhapsNotAll(many);
  return unread > 0 ? words.someUnread(unread) : undefined;
}

/** Whether the first pass is under way or about to begin: an index that was just opened reads the disk first. */
export function isFilling({ whole, state, count }: DirectoryStatus): boolean {
  return !whole && (state === 'filling' || (state === 'idle' && count === 0));
}
