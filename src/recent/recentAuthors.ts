import type { OpenAccount } from '../accounts/accountBook.ts';
import type { RecentNotes } from './recentNotes.ts';
import { authorOf } from './noteFilter.ts';

/**
 * The authors of the account's notes that were read, the most recent first, named as the service expects an author.
 * No service lists its team, so this is all that is known of it.
 */
export function recentAuthors(recentNotes: RecentNotes, to: OpenAccount): readonly string[] {
  const { author } = to.kind.capabilities;
  if (author === undefined) return [];
  const notes = recentNotes.accounts().find(({ open }) => open.account.id === to.account.id)?.notes ?? [];
  const authors = notes.flatMap((note) => (author === 'email' ? note.authorEmail : authorOf(note)) ?? []);
  return [...new Set(authors)];
}
