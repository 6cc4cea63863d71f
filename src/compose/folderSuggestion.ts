import type { AccountBook } from '../accounts/accountBook.ts';
import type { FolderLinks } from '../folders/folderLinks.ts';
import { linkedCustomers, suggestedCustomer, type OpenFolders } from '../folders/linkedCustomers.ts';
import type { FolderCustomer } from '../folders/linkedFolder.ts';

/** What a suggestion is made from. */
export interface SuggestionParts {
  readonly book: AccountBook;
  readonly folderLinks: Pick<FolderLinks, 'folders'>;
  /** As in `Platform`. */
  readonly openFolders: (file?: string) => OpenFolders;
}

/**
 * Whom a new note begins with, since its folder is linked to them: in this account if it is linked there, else in the one
 * that it was linked to last. `file`: the address of the file that the note is about; undefined: the one in front.
 */
export function folderSuggestion(
  { book, folderLinks, openFolders }: SuggestionParts,
  accountId: string,
  file?: string,
): FolderCustomer | undefined {
  const linked = linkedCustomers(folderLinks.folders, openFolders(file));
  return suggestedCustomer(linked, accountId, (id) => book.find(id) !== undefined);
}
