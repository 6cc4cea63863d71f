import type { OpenAccount } from '../accounts/accountBook.ts';
import type { RecentNotes } from './recentNotes.ts';
import { authorOf } from './noteFilter.ts';

/**
 * Who wrote the account's notes that were read, whoever did lately first: as the service wants an author named. No
 * service lists its team.
 */
export function recentAuthors(recentNotes: RecentNotes, to: OpenAccount): readonly string[] {
  const { author } = to.kind.capabilities;
  if (author === undefined) return [];
  const notes = recentNotes.accounts().find(({ open }) => open.account.id === to.account.id)?.notes ?? [];
  const authors = notes.flatMap((note) => (author === 'email' ? note.authorEmail : authorOf(note)) ?? []);
  return [...new Set(authors)];
}
