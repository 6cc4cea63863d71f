import type { LinkedTargets } from '../customers/targetSearch.ts';
import type { Folder, FolderCustomer, FolderLink, LinkedFolder } from './linkedFolder.ts';

/** The folders of a window, as far as they say whom a note is about. */
export interface OpenFolders {
  readonly all: readonly Folder[];
  /** The one of the file in front of the user, or of the file that a command is about; undefined: it is in none. */
  readonly front: Folder | undefined;
}

/** The customers that the folders of a window are linked to. */
export interface LinkedCustomers {
  /** Of the folder that a note is from; empty where that is not linked, or it is not clear which one it is. */
  readonly ofThisFolder: readonly FolderCustomer[];
  readonly ofOthers: readonly FolderCustomer[];
}

/**
 * Whom a note from this window may be about. The folder in front decides alone, linked or not: a note about its file must
 * not begin with the customer of another folder. Where there is none, it is the only linked one.
 */
export function linkedCustomers(
  linked: readonly LinkedFolder[],
  { all, front }: OpenFolders,
): LinkedCustomers {
  const linksOf = ({ uri }: Folder): readonly FolderLink[] =>
    linked.find((each) => each.uri === uri)?.links ?? [];
  const withLinks = all.filter((folder) => linksOf(folder).length > 0);
  const [only, ...more] = withLinks;
  const from = front ?? (more.length === 0 ? only : undefined);
  const others = withLinks.filter(({ uri }) => uri !== from?.uri);
  return { ofThisFolder: from ? linksOf(from) : [], ofOthers: others.flatMap(linksOf) };
}

/** Those of one account. `patterns`: those that fit the folder. */
export function linkedTargets(
  { ofThisFolder, ofOthers }: LinkedCustomers,
  patterns: readonly FolderCustomer[],
  accountId: string,
): LinkedTargets {
  const inAccount = (customers: readonly FolderCustomer[]) =>
    customers.flatMap((each) => (each.accountId === accountId ? [each.target] : []));
  return {
    ofThisFolder: inAccount(ofThisFolder),
    ofRepository: inAccount(patterns),
    ofOthers: inAccount(ofOthers),
  };
}

/**
 * Whom a new note begins with: of those that its folder is linked to, the one of the preferred account, or the last that
 * was linked. `mayBe` leaves out accounts that are gone or take no such note.
 */
export function suggestedCustomer(
  { ofThisFolder }: LinkedCustomers,
  preferredAccount: string,
  mayBe: (accountId: string) => boolean,
): FolderCustomer | undefined {
  const possible = ofThisFolder.filter(({ accountId }) => mayBe(accountId));
  return possible.find(({ accountId }) => accountId === preferredAccount) ?? possible[0];
}

/** The folder that a note is logged from: the one in front, or the only one there is. */
export function folderOfNote({ all, front }: OpenFolders): Folder | undefined {
  return front ?? (all.length === 1 ? all[0] : undefined);
}
