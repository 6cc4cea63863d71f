import * as vscode from '../editor.ts';
import type { FolderPattern } from '../../folders/folderPattern.ts';
import type { Folder, FolderCustomer, FolderLink } from '../../folders/linkedFolder.ts';
import * as words from '../../words/folders.ts';
import { nameOf } from '../label.ts';
import type { Services } from '../services.ts';
import { verbatim } from '../verbatim.ts';

/** The link of a folder. */
export interface LinkOfFolder {
  readonly by: 'folder';
  readonly folder: Folder;
  readonly link: FolderLink;
}

/** What leads from a folder to a customer. */
export type ShownLink = LinkOfFolder | { readonly by: 'pattern'; readonly pattern: FolderPattern };

/** The links of all folders, the last that was changed first. */
export function linksOfFolders({ folderLinks }: Services): readonly LinkOfFolder[] {
  return folderLinks.folders.flatMap((folder) =>
    folder.links.map((link): LinkOfFolder => ({ by: 'folder', folder, link })),
  );
}

/** The same, and the patterns. */
export function allLinks(services: Services): readonly ShownLink[] {
  const patterns = services.folderLinks.patterns.map((pattern): ShownLink => ({ by: 'pattern', pattern }));
  return [...linksOfFolders(services), ...patterns];
}

/** To whom it leads. */
export function customerOfLink(shown: ShownLink): FolderCustomer {
  return shown.by === 'folder' ? shown.link : shown.pattern;
}

/** `app → Acme` */
export function titleOfLink(shown: ShownLink): string {
  const from = shown.by === 'folder' ? shown.folder.name : shown.pattern.pattern;
  return words.linkOf(from, nameOf(customerOfLink(shown).target));
}

/** Links as rows of the editor's picker. */
export function linkItems<T extends ShownLink>({ book }: Services, links: readonly T[]) {
  return links.map((value) => {
    const account = book.find(customerOfLink(value).accountId)?.account.label;
    const place = value.by === 'folder' ? placeOf(value.folder) : words[value.pattern.of]();
    const beside = account === undefined ? place : `${account} · ${place}`;
    return { label: verbatim(titleOfLink(value)), description: verbatim(beside), value };
  });
}

/** A folder as a row of the editor's picker. */
export function folderItem(folder: Folder) {
  return { label: verbatim(folder.name), description: verbatim(placeOf(folder)), value: folder };
}

/** Ends a link. Returns a sentence that says so. */
export async function endLink({ folderLinks }: Services, shown: ShownLink): Promise<string> {
  const name = nameOf(customerOfLink(shown).target);
  if (shown.by === 'pattern') {
    await folderLinks.removePattern(shown.pattern);
    return words.patternUnlinked(shown.pattern.pattern, name);
  }
  await folderLinks.unlink(shown.folder, shown.link.accountId);
  return words.unlinked(shown.folder.name, name);
}

function placeOf({ uri }: Folder): string {
  const at = vscode.Uri.parse(uri);
  return at.scheme === 'file' ? at.fsPath : at.toString(true);
}
