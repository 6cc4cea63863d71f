import type { DirectoryStatus } from './directoryIndex.ts';

/** How far a directory has been read, for people; undefined: all of it can be found. `label`: "customer". */
export function progressText(status: DirectoryStatus, label: string): string | undefined {
  const { count, whole, state, failure, unread } = status;
  const many = `${new Intl.NumberFormat('en').format(count)} ${label}${count === 1 ? '' : 's'}`;
  if (!whole && state === 'filling') return `${many} read so far`;
  if (!whole && state === 'halted')
    return `Only ${many} read so far: ${failure?.message ?? 'the rest could not be read.'}`;
  if (!whole && count > 0 && state === 'idle')
    return `${many}; perhaps not all, since the list repeats itself`;
  return unread > 0 ? `${unread} more could not be read; see the log` : undefined;
}

/** Whether the first pass is under way or about to begin: an index that was just opened reads the disk first. */
export function isFilling({ whole, state, count }: DirectoryStatus): boolean {
  return !whole && (state === 'filling' || (state === 'idle' && count === 0));
}
